#include "server/api/sync/endpoints.hpp"

#include <array>

namespace bajin::api
{

namespace
{

using people::Action;

constexpr std::array route_table = {
	Route{Method::post, "/api/v1/sync", Action::sync, handle_sync},
	Route{Method::get, "/api/v1/changes", Action::follow_changes, handle_changes},
	Route{Method::get, "/api/v1/reference", Action::read_reference, handle_reference},
	Route{Method::get, "/api/v1/areas", Action::look_at_public, handle_areas},
};

} // namespace

std::span<const Route> sync_routes() noexcept
{
	return route_table;
}

} // namespace bajin::api
