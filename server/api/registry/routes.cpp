#include "server/api/registry/endpoints.hpp"

#include <array>

namespace bajin::api
{

namespace
{

using people::Action;

constexpr std::array route_table = {
	Route{Method::get, "/api/v1/targets", Action::read_targets, handle_targets, "year area"},
	Route{Method::put, "/api/v1/targets", Action::set_targets, handle_put_targets, "year area"},
	Route{Method::get, "/api/v1/targets/history", Action::read_targets, handle_target_history, "year area"},
	Route{Method::get, "/api/v1/targets/progress", Action::read_figures, handle_target_progress, "year area basis"},
	Route{Method::get, "/api/v1/targets.csv", Action::read_targets, handle_targets_csv, "year area"},
	Route{Method::post, "/api/v1/targets/import", Action::set_targets, handle_import_targets, "year"},
	Route{Method::get, "/api/v1/settings", Action::read_figures, handle_settings},
	Route{Method::patch, "/api/v1/settings", Action::manage_settings, handle_change_settings},
	Route{Method::get, "/api/v1/vocabulary", Action::read_reference, handle_vocabulary},
	Route{Method::post, "/api/v1/vocabulary/{list}", Action::manage_settings, handle_add_code},
	Route{Method::patch, "/api/v1/vocabulary/{list}/{code}", Action::manage_settings, handle_change_code},
	Route{Method::get, "/api/v1/venues", Action::read_reference, handle_venues, "area venue_type text state limit after"},
	Route{Method::post, "/api/v1/venues", Action::manage_venues, handle_make_venue},
	Route{Method::get, "/api/v1/venues.csv", Action::read_reference, handle_venues_csv, "area venue_type text state"},
	Route{Method::get, "/api/v1/venues/suggestions", Action::manage_venues, handle_venue_suggestions, "area limit"},
	Route{Method::post, "/api/v1/venues/import", Action::manage_venues, handle_import_venues},
	Route{Method::patch, "/api/v1/venues/{id}", Action::manage_venues, handle_change_venue},
	Route{Method::post, "/api/v1/venues/{id}/merge", Action::manage_venues, handle_merge_venue, {}, Trace::kept, Proof::recent},
};

} // namespace

std::span<const Route> registry_routes() noexcept
{
	return route_table;
}

} // namespace bajin::api
