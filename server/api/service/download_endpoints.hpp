// The endpoints of downloads that take long: evidence packages, and how far a download has come.
//
// Called by the router on the I/O thread, listed in routes.cpp. The work runs on the lane of downloads.
#pragma once

#include "server/api/router.hpp"

namespace bajin::api
{

// GET /api/v1/evidence.zip: the events of a list, each whole with its history, as one package.
[[nodiscard]] Reply handle_evidence(Context& context, Request& request);

// GET and DELETE /api/v1/progress/{id}: {"state", "done", "total"} of one's own download; DELETE cancels it.
[[nodiscard]] Reply handle_progress(Context& context, Request& request);
[[nodiscard]] Reply handle_cancel_progress(Context& context, Request& request);

} // namespace bajin::api
