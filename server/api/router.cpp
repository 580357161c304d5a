#include "server/api/router.hpp"

#include "server/api/events/endpoints.hpp"
#include "server/api/figures/endpoints.hpp"
#include "server/api/http/authorize.hpp"
#include "server/api/office/endpoints.hpp"
#include "server/api/people/endpoints.hpp"
#include "server/api/registry/endpoints.hpp"
#include "server/api/service/endpoints.hpp"
#include "server/api/sync/endpoints.hpp"
#include "shared/protocol.hpp"

#include <array>
#include <string>
#include <vector>

namespace bajin::api
{

namespace
{

// What phones ask for stands first.
constexpr std::array tables = {sync_routes, event_routes, figure_routes, registry_routes, office_routes, people_routes, service_routes};

std::vector<Route> join_tables()
{
	std::vector<Route> joined;
	for (const auto table : tables)
	{
		const std::span<const Route> rows = table();
		joined.insert(joined.end(), rows.begin(), rows.end());
	}
	return joined;
}

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

std::optional<Refusal> refuse_unknown_parameter(const Route& route, const Request& request)
{
	for (const auto& [name, value] : request.query)
	{
		if (route.parameters.contain(name)) { continue; }
		const std::string known = route.parameters.text();
		return refuse("unknown_parameter", name + ": " + (known.empty() ? "there are no parameters here" : "there are " + known));
	}
	return std::nullopt;
}

} // namespace

std::span<const Route> routes()
{
	static const std::vector<Route> all = join_tables();
	return all;
}

const Route* Router::find_route(Request& request, std::string& allowed) const
{
	const Method method = request.method == Method::head ? Method::get : request.method;
	for (const Route& route : routes())
	{
		if (!matches(route.pattern, request.path, request.path_values)) { continue; }
		request.route = route.pattern;
		if (route.method == method) { return &route; }
		allowed += (allowed.empty() ? "" : ", ") + std::string(method_name(route.method));
	}
	return nullptr;
}

HeadVerdict Router::judge(Request& request) const
{
	std::string allowed;
	const Route* const route = find_route(request, allowed);
	if (route != nullptr) { return judge(*route, request); }
	HeadVerdict verdict;
	if (allowed.empty()) { verdict.refusal = refuse("not_found", request.path); }
	else
	{
		verdict.refusal = refuse("method_not_allowed");
		verdict.refusal->allow = allowed;
	}
	return verdict;
}

HeadVerdict Router::judge(const Route& route, const Request& request) const
{
	HeadVerdict verdict;
	verdict.route = &route;
	verdict.refusal = refuse_forgery(request, route.action, context_.public_url);
	if (verdict.refusal) { return verdict; }
	people::Credentials credentials = read_credentials(request, context_.clock.now());
	credentials.sessions = &context_.sessions;
	// The stream that a page holds open by itself is no sign of a person.
	credentials.is_use = route.action != people::Action::follow_changes;
	people::Principal nobody;
	nobody.is_local = credentials.is_local;
	const bool shows_nothing = credentials.kind == people::Credentials::Kind::none;
	const bool is_open = people::decide(people::Principal(), route.action) == people::Verdict::allowed;
	const bool may_go_on = people::decide(nobody, route.action) == people::Verdict::allowed;
	if (is_open || (shows_nothing && may_go_on)) { return verdict; }
	if (shows_nothing && !credentials.is_local)
	{
		verdict.refusal = refuse("unauthenticated");
		return verdict;
	}
	if (!shows_nothing && route.method != Method::get) { verdict.body_bytes_max = protocol::body_bytes_max; }
	verdict.asks_as = std::move(credentials);
	return verdict;
}

Reply Router::dispatch(Request& request, HeadVerdict verdict) const
{
	if (verdict.refusal) { return std::move(*verdict.refusal); }
	const Route& route = *verdict.route;
	auto unknown = refuse_unknown_parameter(route, request);
	Reply reply = unknown ? Reply(std::move(*unknown)) : route.endpoint(context_, request);
	if (!verdict.asks_as) { return reply; }
	Requirement wanted{std::move(*verdict.asks_as), route.action, route.proof == Proof::recent};
	if (route.method == Method::get && route.trace == Trace::kept) { wanted.looked_at = path_and_query(request); }
	return require(std::move(reply), std::move(wanted));
}

} // namespace bajin::api
