#include "server/api/router.hpp"

#include "server/api/http/authorize.hpp"
#include "server/api/service/download_endpoints.hpp"
#include "server/api/people/enrol_endpoint.hpp"
#include "server/api/events/event_endpoints.hpp"
#include "server/api/figures/figure_endpoints.hpp"
#include "server/api/people/notice_endpoints.hpp"
#include "server/api/office/office_endpoints.hpp"
#include "server/api/people/people_endpoints.hpp"
#include "server/api/http/problem.hpp"
#include "server/api/sync/reference_endpoint.hpp"
#include "server/api/registry/registry_endpoints.hpp"
#include "server/api/events/review_endpoints.hpp"
#include "server/api/sync/sync_endpoint.hpp"

#include <array>

namespace bajin::api
{

namespace
{

using people::Action;

constexpr std::array table = {
	Route{Method::post, "/api/v1/sync", Action::sync, handle_sync},
	Route{Method::get, "/api/v1/changes", Action::follow_changes, handle_changes},
	Route{Method::post, "/api/v1/enrol", Action::enrol_phone, handle_enrol},
	Route{Method::get, "/api/v1/reference", Action::read_reference, handle_reference},
	Route{Method::get, "/api/v1/areas", Action::look_at_public, handle_areas},
	Route{Method::get, "/api/v1/receipts/{receipt}", Action::look_up_receipt, handle_receipt},
	Route{Method::get, "/api/v1/events", Action::read_events, handle_events},
	Route{Method::post, "/api/v1/events", Action::enter_events, handle_enter_event},
	Route{Method::get, "/api/v1/events/{id}", Action::read_events, handle_event},
	Route{Method::put, "/api/v1/events/{id}", Action::enter_events, handle_correct_event},
	Route{Method::get, "/api/v1/events/{id}/history", Action::read_events, handle_event_history},
	Route{Method::post, "/api/v1/events/{id}/review", Action::review_events, handle_review},
	Route{Method::post, "/api/v1/events/{id}/redact", Action::redact_events, handle_redact},
	Route{Method::post, "/api/v1/review", Action::review_events, handle_bulk_review},
	Route{Method::get, "/api/v1/look_alikes", Action::read_events, handle_look_alikes},
	Route{Method::get, "/api/v1/events/{id}/look_alikes", Action::read_events, handle_event_look_alikes},
	Route{Method::put, "/api/v1/events/{id}/look_alikes/{other}", Action::review_events, handle_clear_look_alike},
	Route{Method::get, "/api/v1/kept", Action::read_kept, handle_kept},
	Route{Method::post, "/api/v1/kept/{change_id}/resolve", Action::resolve_kept, handle_resolve_kept},
	Route{Method::get, "/api/v1/overview", Action::read_figures, handle_overview},
	Route{Method::get, "/api/v1/coverage", Action::read_figures, handle_coverage},
	Route{Method::get, "/api/v1/gaps", Action::read_figures, handle_gaps},
	Route{Method::get, "/api/v1/gaps.csv", Action::read_figures, handle_gaps_csv},
	Route{Method::get, "/api/v1/places", Action::read_figures, handle_places},
	Route{Method::get, "/api/v1/places.csv", Action::read_figures, handle_places_csv},
	Route{Method::get, "/api/v1/months", Action::read_figures, handle_months},
	Route{Method::get, "/api/v1/statistics", Action::read_figures, handle_statistics},
	Route{Method::get, "/api/v1/statistics.csv", Action::read_figures, handle_statistics_csv},
	Route{Method::get, "/api/v1/statistics.txt", Action::read_figures, handle_statistics_txt},
	Route{Method::get, "/api/v1/statistics.xlsx", Action::read_figures, handle_statistics_xlsx},
	Route{Method::get, "/api/v1/report", Action::read_figures, handle_report},
	Route{Method::get, "/api/v1/evidence.zip", Action::read_events, handle_evidence},
	Route{Method::get, "/api/v1/progress/{id}", Action::read_figures, handle_progress},
	Route{Method::remove, "/api/v1/progress/{id}", Action::read_figures, handle_cancel_progress},
	Route{Method::get, "/api/v1/targets", Action::read_targets, handle_targets},
	Route{Method::put, "/api/v1/targets", Action::set_targets, handle_put_targets},
	Route{Method::get, "/api/v1/targets/history", Action::read_targets, handle_target_history},
	Route{Method::get, "/api/v1/targets/progress", Action::read_figures, handle_target_progress},
	Route{Method::get, "/api/v1/targets.csv", Action::read_targets, handle_targets_csv},
	Route{Method::post, "/api/v1/targets/import", Action::set_targets, handle_import_targets},
	Route{Method::get, "/api/v1/reporting", Action::read_figures, handle_reporting},
	Route{Method::post, "/api/v1/nil_reports", Action::manage_teams, handle_make_nil_report},
	Route{Method::get, "/api/v1/reports", Action::read_figures, handle_reports},
	Route{Method::post, "/api/v1/reports", Action::seal_reports, handle_seal_report},
	Route{Method::get, "/api/v1/reports/{id}", Action::read_figures, handle_sealed_report},
	Route{Method::get, "/api/v1/reports/{id}/difference", Action::read_events, handle_report_difference},
	Route{Method::get, "/api/v1/report_cover", Action::read_figures, handle_report_cover},
	Route{Method::put, "/api/v1/report_cover", Action::seal_reports, handle_put_report_cover},
	Route{Method::get, "/api/v1/submissions", Action::read_figures, handle_submissions},
	Route{Method::post, "/api/v1/submissions", Action::seal_reports, handle_submission_step},
	Route{Method::get, "/api/v1/estimates", Action::read_figures, handle_estimates},
	Route{Method::put, "/api/v1/estimates", Action::seal_reports, handle_put_estimates},
	Route{Method::get, "/api/v1/samples", Action::read_events, handle_samples},
	Route{Method::post, "/api/v1/samples", Action::audit_events, handle_draw_sample},
	Route{Method::get, "/api/v1/samples/{id}", Action::read_events, handle_sample},
	Route{Method::put, "/api/v1/samples/{id}/findings/{event}", Action::audit_events, handle_put_finding},
	Route{Method::get, "/api/v1/teams", Action::read_teams, handle_teams},
	Route{Method::post, "/api/v1/teams", Action::manage_teams, handle_make_team},
	Route{Method::get, "/api/v1/teams/{id}", Action::read_teams, handle_team},
	Route{Method::patch, "/api/v1/teams/{id}", Action::manage_teams, handle_change_team},
	Route{Method::get, "/api/v1/enrolments", Action::read_teams, handle_enrolments},
	Route{Method::post, "/api/v1/enrolments", Action::manage_teams, handle_make_enrolment},
	Route{Method::remove, "/api/v1/enrolments/{code}", Action::manage_teams, handle_cancel_enrolment},
	Route{Method::get, "/api/v1/devices", Action::read_teams, handle_devices},
	Route{Method::patch, "/api/v1/devices/{id}", Action::manage_teams, handle_change_device},
	Route{Method::get, "/api/v1/notices", Action::send_notices, handle_notices},
	Route{Method::post, "/api/v1/notices", Action::send_notices, handle_make_notice},
	Route{Method::get, "/api/v1/notices/{id}", Action::send_notices, handle_notice},
	Route{Method::remove, "/api/v1/notices/{id}", Action::send_notices, handle_withdraw_notice},
	Route{Method::get, "/api/v1/settings", Action::read_figures, handle_settings},
	Route{Method::patch, "/api/v1/settings", Action::manage_settings, handle_change_settings},
	Route{Method::get, "/api/v1/vocabulary", Action::read_reference, handle_vocabulary},
	Route{Method::post, "/api/v1/vocabulary/{list}", Action::manage_settings, handle_add_code},
	Route{Method::patch, "/api/v1/vocabulary/{list}/{code}", Action::manage_settings, handle_change_code},
	Route{Method::get, "/api/v1/venues", Action::read_reference, handle_venues},
	Route{Method::post, "/api/v1/venues", Action::manage_venues, handle_make_venue},
	Route{Method::get, "/api/v1/venues.csv", Action::read_reference, handle_venues_csv},
	Route{Method::get, "/api/v1/venues/suggestions", Action::manage_venues, handle_venue_suggestions},
	Route{Method::post, "/api/v1/venues/import", Action::manage_venues, handle_import_venues},
	Route{Method::patch, "/api/v1/venues/{id}", Action::manage_venues, handle_change_venue},
	Route{Method::post, "/api/v1/venues/{id}/merge", Action::manage_venues, handle_merge_venue},
	Route{Method::post, "/api/v1/setup", Action::sign_in, handle_setup},
	Route{Method::post, "/api/v1/session", Action::sign_in, handle_sign_in},
	Route{Method::get, "/api/v1/session", Action::own_session, handle_session},
	Route{Method::remove, "/api/v1/session", Action::own_session, handle_sign_out},
	Route{Method::post, "/api/v1/session/password", Action::own_session, handle_change_password},
	Route{Method::get, "/api/v1/users", Action::manage_accounts, handle_users},
	Route{Method::post, "/api/v1/users", Action::manage_accounts, handle_make_user},
	Route{Method::patch, "/api/v1/users/{id}", Action::manage_accounts, handle_change_user},
	Route{Method::get, "/api/v1/audit", Action::read_audit, handle_audit},
	Route{Method::get, "/api/v1/health", Action::look_at_public, handle_health},
	Route{Method::get, "/api/v1/openapi.yaml", Action::look_at_public, handle_openapi},
	Route{Method::get, "/metrics", Action::read_metrics, handle_metrics},
};

std::string_view method_name(Method method) noexcept
{
	switch (method)
	{
	case Method::get:
		return "GET, HEAD";
	case Method::post:
		return "POST";
	case Method::put:
		return "PUT";
	case Method::patch:
		return "PATCH";
	case Method::remove:
		return "DELETE";
	default:
		return "";
	}
}

std::string_view take_segment(std::string_view& path) noexcept
{
	path.remove_prefix(1); // the slash
	const std::string_view segment = path.substr(0, path.find('/'));
	path.remove_prefix(segment.size());
	return segment;
}

// Fills path_values when it matches. A value in braces stands for one segment that is not empty.
bool matches(std::string_view pattern, std::string_view path, std::map<std::string, std::string>& values)
{
	std::map<std::string, std::string> found;
	while (pattern.starts_with('/') && path.starts_with('/'))
	{
		const std::string_view expected = take_segment(pattern);
		const std::string_view segment = take_segment(path);
		if (expected.starts_with('{'))
		{
			if (segment.empty()) { return false; }
			found.emplace(expected.substr(1, expected.size() - 2), segment);
		}
		else if (expected != segment) { return false; }
	}
	if (!pattern.empty() || !path.empty()) { return false; }
	values = std::move(found);
	return true;
}

// As a person would type it; for the audit trail.
std::string path_and_query(const Request& request)
{
	std::string text = request.path;
	char separator = '?';
	for (const auto& [name, value] : request.query)
	{
		text += separator + name + '=' + value;
		separator = '&';
	}
	return text;
}

} // namespace

std::span<const Route> routes() noexcept
{
	return table;
}

std::string_view Request::query_value(std::string_view name) const noexcept
{
	for (const auto& [key, value] : query)
	{
		if (key == name) { return value; }
	}
	return {};
}

bool Request::has_query(std::string_view name) const noexcept
{
	for (const auto& [key, value] : query)
	{
		if (key == name) { return true; }
	}
	return false;
}

// What can be told from the request alone is told here, before anything of it is read; the rest on the lane.
Reply Router::call(const Route& route, Request& request) const
{
	if (auto refused = refuse_forgery(request, route.action)) { return std::move(*refused); }
	people::Credentials credentials = read_credentials(request);
	people::Caller nobody;
	nobody.is_local = credentials.is_local;
	const bool shows_nothing = credentials.kind == people::Credentials::Kind::none;
	const bool is_open = people::decide(people::Caller(), route.action) == people::Verdict::allowed;
	const bool may_go_on = people::decide(nobody, route.action) == people::Verdict::allowed;
	if (is_open || (shows_nothing && may_go_on)) { return route.endpoint(context_, request); }
	if (shows_nothing && !credentials.is_local) { return problem("unauthenticated", request.accept_language); }
	Demand wanted{std::move(credentials), route.action, request.accept_language};
	// How far a download has come is asked for every second and tells nothing of what is in it.
	if (route.method == Method::get && route.endpoint != handle_progress) { wanted.looked_at = path_and_query(request); }
	return demand(route.endpoint(context_, request), std::move(wanted));
}

Reply Router::dispatch(Request& request) const
{
	const Method method = request.method == Method::head ? Method::get : request.method;
	std::string allowed;
	for (const Route& route : table)
	{
		if (!matches(route.pattern, request.path, request.path_values)) { continue; }
		request.route = route.pattern;
		if (route.method != method)
		{
			allowed += (allowed.empty() ? "" : ", ") + std::string(method_name(route.method));
			continue;
		}
		return call(route, request);
	}
	if (allowed.empty()) { return problem("not_found", request.accept_language, request.path); }
	Response refused = problem("method_not_allowed", request.accept_language);
	refused.headers.emplace_back("Allow", allowed);
	return refused;
}

} // namespace bajin::api
