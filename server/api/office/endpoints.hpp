// The endpoints of what an office makes of figures: the year-end report, sealed versions, covers, submissions, estimates,
// samples for auditors.
//
// Called by the router on the I/O thread. Reads run on a read lane, what is written on the write lane.
#pragma once

#include "server/api/http/route.hpp"

#include <span>

namespace bajin::api
{

// GET /api/v1/cross, cross.xlsx: one figure across two of what events have, or every figure by one.
[[nodiscard]] Reply handle_cross(Context& context, Request& request);
[[nodiscard]] Reply handle_cross_xlsx(Context& context, Request& request);

// GET /api/v1/report: the year-end report. GET /api/v1/statistics.xlsx: the same as a workbook.
[[nodiscard]] Reply handle_report(Context& context, Request& request);
[[nodiscard]] Reply handle_statistics_xlsx(Context& context, Request& request);

// GET and POST /api/v1/reports: sealed versions, and sealing one. GET /api/v1/reports/{id}: what it says; with .json the
// sealed file, .csv, .xlsx, .txt. GET /api/v1/reports/{id}/difference: to another version, or to what the records say now.
[[nodiscard]] Reply handle_reports(Context& context, Request& request);
[[nodiscard]] Reply handle_seal_report(Context& context, Request& request);
[[nodiscard]] Reply handle_sealed_report(Context& context, Request& request);
[[nodiscard]] Reply handle_report_difference(Context& context, Request& request);

// GET /api/v1/report_checks: what is looked at before sealing.
[[nodiscard]] Reply handle_report_checks(Context& context, Request& request);

// GET and PUT /api/v1/report_cover
[[nodiscard]] Reply handle_report_cover(Context& context, Request& request);
[[nodiscard]] Reply handle_put_report_cover(Context& context, Request& request);

// GET /api/v1/submissions: which counties reported. POST: a step of one of them.
[[nodiscard]] Reply handle_submissions(Context& context, Request& request);
[[nodiscard]] Reply handle_submission_step(Context& context, Request& request);
[[nodiscard]] Reply handle_report_tasks(Context& context, Request& request);
[[nodiscard]] Reply handle_announce_report(Context& context, Request& request);

// GET and PUT /api/v1/estimates
[[nodiscard]] Reply handle_estimates(Context& context, Request& request);
[[nodiscard]] Reply handle_put_estimates(Context& context, Request& request);

// GET and POST /api/v1/samples, GET /api/v1/samples/{id}, PUT /api/v1/samples/{id}/findings/{event}
[[nodiscard]] Reply handle_samples(Context& context, Request& request);
[[nodiscard]] Reply handle_draw_sample(Context& context, Request& request);
[[nodiscard]] Reply handle_sample(Context& context, Request& request);
[[nodiscard]] Reply handle_put_finding(Context& context, Request& request);

// Their table: method, path, what it takes to be allowed.
[[nodiscard]] std::span<const Route> office_routes() noexcept;

} // namespace bajin::api
