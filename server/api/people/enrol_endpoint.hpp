// POST /api/v1/enrol: a phone gives the code that the county read out, and gets its token. Open to anybody: the code is
// the proof.
//
// Called by the router on the I/O thread; the work runs on the write lane.
#pragma once

#include "server/api/router.hpp"

namespace bajin::api
{

// Body {"code", "device", "request_id"}; answers {"token", "team", "area", "device_id"}. Refuses with `invalid_json`,
// `invalid_field`, `invalid_code`, `code_used` or `code_expired`.
[[nodiscard]] Reply handle_enrol(Context& context, Request& request);

} // namespace bajin::api
