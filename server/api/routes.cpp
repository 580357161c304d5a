#include "server/api/routes.hpp"

#include "server/api/enrol_endpoint.hpp"
#include "server/api/event_endpoints.hpp"
#include "server/api/figure_endpoints.hpp"
#include "server/api/problem.hpp"
#include "server/api/reference_endpoint.hpp"
#include "server/api/sync_endpoint.hpp"

#include <array>

namespace bajin::api
{

namespace
{

constexpr std::array table = {
	Route{Method::post, "/api/v1/sync", Access::device, handle_sync},
	Route{Method::get, "/api/v1/changes", Access::device, handle_changes},
	Route{Method::post, "/api/v1/enrol", Access::open, handle_enrol},
	Route{Method::get, "/api/v1/reference", Access::device, handle_reference},
	Route{Method::get, "/api/v1/areas", Access::open, handle_areas},
	Route{Method::get, "/api/v1/receipts/{receipt}", Access::device, handle_receipt},
	Route{Method::get, "/api/v1/events", Access::loopback, handle_events},
	Route{Method::get, "/api/v1/events/{id}", Access::loopback, handle_event},
	Route{Method::get, "/api/v1/events/{id}/history", Access::loopback, handle_event_history},
	Route{Method::get, "/api/v1/coverage", Access::loopback, handle_coverage},
	Route{Method::get, "/api/v1/statistics", Access::loopback, handle_statistics},
	Route{Method::get, "/api/v1/statistics.csv", Access::loopback, handle_statistics_csv},
	Route{Method::get, "/api/v1/statistics.txt", Access::loopback, handle_statistics_txt},
	Route{Method::get, "/api/v1/targets", Access::loopback, handle_targets},
	Route{Method::put, "/api/v1/targets", Access::loopback, handle_put_targets},
	Route{Method::get, "/api/v1/health", Access::open, handle_health},
	Route{Method::get, "/metrics", Access::loopback, handle_metrics},
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
	default:
		return "";
	}
}

std::string_view take_segment(std::string_view& path) noexcept
{
	path.remove_prefix(1);  // the slash
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

}  // namespace

std::span<const Route> routes() noexcept { return table; }

bool is_local_caller(const Request& request) noexcept { return request.peer_is_loopback && !request.has_forwarding_headers; }

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
		if (route.access == Access::loopback && !is_local_caller(request)) { return problem("loopback_only", request.accept_language); }
		return route.endpoint(context_, request);
	}
	if (allowed.empty()) { return problem("not_found", request.accept_language, request.path); }
	Response refused = problem("method_not_allowed", request.accept_language);
	refused.headers.emplace_back("Allow", allowed);
	return refused;
}

}  // namespace bajin::api
