#include "server/api/service/endpoints.hpp"

#include <array>

namespace bajin::api
{

namespace
{

using people::Action;

constexpr std::array route_table = {
	Route{Method::get, "/api/v1/progress/{id}", Action::read_figures, handle_progress, {}, Trace::none},
	Route{Method::remove, "/api/v1/progress/{id}", Action::read_figures, handle_cancel_progress},
	Route{Method::get, "/api/v1/health", Action::look_at_public, handle_health},
	Route{Method::get, "/api/v1/ready", Action::look_at_public, handle_ready},
	Route{Method::get, "/api/v1/openapi.yaml", Action::look_at_public, handle_openapi},
	Route{Method::get, "/metrics", Action::read_metrics, handle_metrics},
};

} // namespace

std::span<const Route> service_routes() noexcept
{
	return route_table;
}

} // namespace bajin::api
