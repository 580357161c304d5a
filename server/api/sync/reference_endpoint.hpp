// GET /api/v1/reference: code lists, venues and teams, which phones keep for recording offline. GET /api/v1/areas: the
// whole official list of areas. Both with an ETag, so that asking again costs a phone nothing.
//
// Called by the router on the I/O thread; reference runs on a read lane, because it depends on who asks. Texts are
// rendered once for each etag and kept for any thread.
#pragma once

#include "server/api/router.hpp"

namespace bajin::api
{

// To a device token with the teams it stands for; to local callers with all teams; to anybody else 401.
[[nodiscard]] Reply handle_reference(Context& context, Request& request);

[[nodiscard]] Reply handle_areas(Context& context, Request& request);

} // namespace bajin::api
