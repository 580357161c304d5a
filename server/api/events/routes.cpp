#include "server/api/events/endpoints.hpp"

#include <array>

namespace bajin::api
{

namespace
{

using people::Action;

constexpr std::array route_table = {
	Route{Method::get, "/api/v1/receipts/{receipt}", Action::look_up_receipt, handle_receipt},
	Route{Method::get, "/api/v1/events", Action::read_events, handle_events, {event_filter_parameters, "limit after sort figures"}},
	Route{Method::get, "/api/v1/event_sums", Action::read_events, handle_event_sums, {event_filter_parameters, "limit after sort figures"}},
	Route{
		Method::get,
		"/api/v1/events.csv",
		Action::read_events,
		handle_events_csv,
		{event_filter_parameters, "limit after sort figures progress"}},
	Route{
		Method::get,
		"/api/v1/events.xlsx",
		Action::read_events,
		handle_events_xlsx,
		{event_filter_parameters, "limit after sort figures progress"}},
	Route{Method::post, "/api/v1/events", Action::enter_events, handle_enter_event},
	Route{Method::get, "/api/v1/events/{id}", Action::read_events, handle_event},
	Route{Method::put, "/api/v1/events/{id}", Action::enter_events, handle_correct_event},
	Route{Method::get, "/api/v1/events/{id}/history", Action::read_events, handle_event_history},
	Route{Method::post, "/api/v1/events/{id}/review", Action::review_events, handle_review},
	Route{Method::post, "/api/v1/events/{id}/redact", Action::redact_events, handle_redact, {}, Trace::kept, Proof::recent},
	Route{Method::post, "/api/v1/review", Action::review_events, handle_bulk_review, {event_filter_parameters, "limit after"}},
	Route{Method::get, "/api/v1/look_alikes", Action::read_events, handle_look_alikes, "area from to state limit after"},
	Route{Method::get, "/api/v1/events/{id}/look_alikes", Action::read_events, handle_event_look_alikes},
	Route{Method::put, "/api/v1/events/{id}/look_alikes/{other}", Action::review_events, handle_clear_look_alike},
	Route{Method::get, "/api/v1/kept", Action::read_kept, handle_kept, "area outcome resolved limit after"},
	Route{Method::post, "/api/v1/kept/{change_id}/resolve", Action::resolve_quarantined, handle_resolve_kept},
	Route{
		Method::get,
		"/api/v1/evidence.zip",
		Action::read_events,
		handle_evidence,
		{event_filter_parameters, "limit after sort figures sample progress"}},
};

} // namespace

std::span<const Route> event_routes() noexcept
{
	return route_table;
}

} // namespace bajin::api
