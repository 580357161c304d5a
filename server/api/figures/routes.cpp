#include "server/api/figures/endpoints.hpp"

#include <array>

namespace bajin::api
{

namespace
{

using people::Action;

constexpr std::array route_table = {
	Route{Method::get, "/api/v1/overview", Action::read_figures, handle_overview, "area"},
	Route{Method::get, "/api/v1/coverage", Action::read_figures, handle_coverage, figure_parameters},
	Route{Method::get, "/api/v1/gaps", Action::read_figures, handle_gaps, {figure_parameters, "venue_type level limit after"}},
	Route{Method::get, "/api/v1/gaps.csv", Action::read_figures, handle_gaps_csv, {figure_parameters, "venue_type level limit after"}},
	Route{Method::get, "/api/v1/places", Action::read_figures, handle_places, {figure_parameters, "visited venue_type text limit after"}},
	Route{
		Method::get,
		"/api/v1/places.csv",
		Action::read_figures,
		handle_places_csv,
		{figure_parameters, "visited venue_type text limit after"}},
	Route{Method::get, "/api/v1/months", Action::read_figures, handle_months, figure_parameters},
	Route{Method::get, "/api/v1/statistics", Action::read_figures, handle_statistics, figure_parameters},
	Route{Method::get, "/api/v1/statistics.csv", Action::read_figures, handle_statistics_csv, figure_parameters},
	Route{Method::get, "/api/v1/statistics.txt", Action::read_figures, handle_statistics_txt, figure_parameters},
	Route{Method::get, "/api/v1/reporting", Action::read_figures, handle_reporting, "year month area"},
	Route{Method::post, "/api/v1/nil_reports", Action::manage_teams, handle_make_nil_report},
};

} // namespace

std::span<const Route> figure_routes() noexcept
{
	return route_table;
}

} // namespace bajin::api
