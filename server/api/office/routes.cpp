#include "server/api/office/endpoints.hpp"

#include <array>

namespace bajin::api
{

namespace
{

using people::Action;

constexpr std::array route_table = {
	Route{
		Method::get,
		"/api/v1/statistics.xlsx",
		Action::read_figures,
		handle_statistics_xlsx,
		{figure_parameters, "records columns progress"}},
	Route{Method::get, "/api/v1/cross", Action::read_figures, handle_cross, {figure_parameters, "rows columns measure"}},
	Route{Method::get, "/api/v1/cross.xlsx", Action::read_figures, handle_cross_xlsx, {figure_parameters, "rows columns measure"}},
	Route{Method::get, "/api/v1/report", Action::read_figures, handle_report, figure_parameters},
	Route{Method::get, "/api/v1/reports", Action::read_figures, handle_reports, "area from to"},
	Route{Method::post, "/api/v1/reports", Action::seal_reports, handle_seal_report, {}, Trace::kept, Proof::recent},
	Route{Method::get, "/api/v1/reports/{id}", Action::read_figures, handle_sealed_report},
	Route{Method::get, "/api/v1/reports/{id}/difference", Action::read_events, handle_report_difference, "against after"},
	Route{Method::get, "/api/v1/report_checks", Action::seal_reports, handle_report_checks, "area year from to basis"},
	Route{Method::get, "/api/v1/report_cover", Action::read_figures, handle_report_cover, "area"},
	Route{Method::put, "/api/v1/report_cover", Action::seal_reports, handle_put_report_cover},
	Route{Method::get, "/api/v1/submissions", Action::read_figures, handle_submissions, "area year from to basis"},
	Route{Method::post, "/api/v1/submissions", Action::seal_reports, handle_submission_step},
	Route{Method::get, "/api/v1/report_tasks", Action::read_figures, handle_report_tasks, "area"},
	Route{Method::post, "/api/v1/report_tasks", Action::seal_reports, handle_announce_report},
	Route{Method::get, "/api/v1/estimates", Action::read_figures, handle_estimates, "year area"},
	Route{Method::put, "/api/v1/estimates", Action::seal_reports, handle_put_estimates},
	Route{Method::get, "/api/v1/samples", Action::read_events, handle_samples, "area"},
	Route{Method::post, "/api/v1/samples", Action::audit_events, handle_draw_sample},
	Route{Method::get, "/api/v1/samples/{id}", Action::read_events, handle_sample},
	Route{Method::put, "/api/v1/samples/{id}/findings/{event}", Action::audit_events, handle_put_finding},
};

} // namespace

std::span<const Route> office_routes() noexcept
{
	return route_table;
}

} // namespace bajin::api
