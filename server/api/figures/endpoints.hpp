// The endpoints of figures: overview, coverage, gaps, places, months, statistics, and which team reported.
//
// Called by the router on the I/O thread. Parameters are checked at once; figures are computed on a read lane.
#pragma once

#include "server/api/http/route.hpp"

#include <span>

namespace bajin::api
{

// GET /api/v1/statistics, .csv, .txt
[[nodiscard]] Reply handle_statistics(Context& context, Request& request);
[[nodiscard]] Reply handle_statistics_csv(Context& context, Request& request);
[[nodiscard]] Reply handle_statistics_txt(Context& context, Request& request);

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

// GET /api/v1/reporting?year=: which team reported in which month. POST /api/v1/nil_reports: on a team's behalf.
[[nodiscard]] Reply handle_reporting(Context& context, Request& request);
[[nodiscard]] Reply handle_make_nil_report(Context& context, Request& request);

// Their table: method, path, what it takes to be allowed.
[[nodiscard]] std::span<const Route> figure_routes() noexcept;

} // namespace bajin::api
