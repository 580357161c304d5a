// The endpoints of figures: statistics, the report, coverage, gaps, places, targets; and what the server tells of itself.
//
// Called by the router on the I/O thread, listed in routes.cpp. Parameters are checked at once; figures are computed on a
// read lane, targets written on the write lane.
#pragma once

#include "server/api/router.hpp"

namespace bajin::api
{

// GET /api/v1/statistics, .csv, .txt
[[nodiscard]] Reply handle_statistics(Context& context, Request& request);
[[nodiscard]] Reply handle_statistics_csv(Context& context, Request& request);
[[nodiscard]] Reply handle_statistics_txt(Context& context, Request& request);

// GET /api/v1/report: the year-end report. GET /api/v1/statistics.xlsx: the same as a workbook.
[[nodiscard]] Reply handle_report(Context& context, Request& request);
[[nodiscard]] Reply handle_statistics_xlsx(Context& context, Request& request);

// GET /api/v1/coverage
[[nodiscard]] Reply handle_coverage(Context& context, Request& request);

// GET /api/v1/gaps, .csv: the targets of sessions that are not reached, the worst first.
[[nodiscard]] Reply handle_gaps(Context& context, Request& request);
[[nodiscard]] Reply handle_gaps_csv(Context& context, Request& request);

// GET /api/v1/places, .csv: which places were visited, and which were not.
[[nodiscard]] Reply handle_places(Context& context, Request& request);
[[nodiscard]] Reply handle_places_csv(Context& context, Request& request);

// GET /api/v1/overview: what the console opens with.
[[nodiscard]] Reply handle_overview(Context& context, Request& request);

// GET /api/v1/months: a year month by month beside the one before.
[[nodiscard]] Reply handle_months(Context& context, Request& request);

// GET and PUT /api/v1/targets?year=: PUT changes the cells sent, all or none, and answers with all of the year.
[[nodiscard]] Reply handle_targets(Context& context, Request& request);
[[nodiscard]] Reply handle_put_targets(Context& context, Request& request);

// GET /api/v1/targets/history, /targets/progress, /targets.csv; POST /api/v1/targets/import: a table, all of it or nothing.
[[nodiscard]] Reply handle_target_history(Context& context, Request& request);
[[nodiscard]] Reply handle_target_progress(Context& context, Request& request);
[[nodiscard]] Reply handle_targets_csv(Context& context, Request& request);
[[nodiscard]] Reply handle_import_targets(Context& context, Request& request);

// GET /api/v1/reporting?year=: which team reported in which month. POST /api/v1/nil_reports: on a team's behalf.
[[nodiscard]] Reply handle_reporting(Context& context, Request& request);
[[nodiscard]] Reply handle_make_nil_report(Context& context, Request& request);

// GET and POST /api/v1/reports: sealed versions, and sealing one. GET /api/v1/reports/{id}: what it says; with .json the
// sealed file, .csv, .xlsx, .txt. GET /api/v1/reports/{id}/difference: to another version, or to what the records say now.
[[nodiscard]] Reply handle_reports(Context& context, Request& request);
[[nodiscard]] Reply handle_seal_report(Context& context, Request& request);
[[nodiscard]] Reply handle_sealed_report(Context& context, Request& request);
[[nodiscard]] Reply handle_report_difference(Context& context, Request& request);

// GET /api/v1/health (open) and GET /metrics
[[nodiscard]] Reply handle_health(Context& context, Request& request);
[[nodiscard]] Reply handle_metrics(Context& context, Request& request);

// GET /api/v1/openapi.yaml (open): every route, as schema/openapi.yaml describes it.
[[nodiscard]] Reply handle_openapi(Context& context, Request& request);

} // namespace bajin::api
