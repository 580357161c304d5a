// The endpoints of what an office does with a report: its cover, handing it upward, estimates, samples for auditors.
//
// Called by the router on the I/O thread, listed in routes.cpp. Reads run on a read lane, what is written on the write lane.
#pragma once

#include "server/api/router.hpp"

namespace bajin::api
{

// GET and PUT /api/v1/report_cover
[[nodiscard]] Reply handle_report_cover(Context& context, Request& request);
[[nodiscard]] Reply handle_put_report_cover(Context& context, Request& request);

// GET /api/v1/submissions: which counties reported. POST: a step of one of them.
[[nodiscard]] Reply handle_submissions(Context& context, Request& request);
[[nodiscard]] Reply handle_submission_step(Context& context, Request& request);

// GET and PUT /api/v1/estimates
[[nodiscard]] Reply handle_estimates(Context& context, Request& request);
[[nodiscard]] Reply handle_put_estimates(Context& context, Request& request);

// GET and POST /api/v1/samples, GET /api/v1/samples/{id}, PUT /api/v1/samples/{id}/findings/{event}
[[nodiscard]] Reply handle_samples(Context& context, Request& request);
[[nodiscard]] Reply handle_draw_sample(Context& context, Request& request);
[[nodiscard]] Reply handle_sample(Context& context, Request& request);
[[nodiscard]] Reply handle_put_finding(Context& context, Request& request);

} // namespace bajin::api
