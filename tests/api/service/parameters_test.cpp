// A query parameter that a route does not know is refused by name; a list is never longer than its limit, whatever is asked.
#include "server/api/router.hpp"
#include "server/people/access.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <set>

using namespace bajin;
using namespace bajin::test;
using api::Method;

namespace
{

std::string path_of(const api::Route& route)
{
	std::string path(route.pattern);
	for (auto at = path.find('{'); at != std::string::npos; at = path.find('{')) { path.replace(at, path.find('}') - at + 1, make_id(1)); }
	return path;
}

} // namespace

TEST_CASE("parameters: one that nobody named is refused by its name, on every route")
{
	TestServer server;
	const std::string admin = server.add_account("admin", store::Role::admin, "410400");
	const std::string viewer = server.add_account("viewer", store::Role::viewer, "410423");
	int refused = 0;
	for (const api::Route& route : api::routes())
	{
		INFO(route.pattern);
		const bool may = people::decide(people::Principal(), route.action) == people::Verdict::allowed;
		const auto [status, answer] = server.ask_as(admin, route.method, path_of(route) + "?venue_typ=village", Json());
		if (!may && answer["code"] == "forbidden") { continue; } // of phones alone
		CHECK(status == 400);
		CHECK(answer["code"] == "unknown_parameter");
		CHECK(answer["detail"].get<std::string>().starts_with("venue_typ: "));
		++refused;
	}
	CHECK(refused > 100);
	const auto [status, answer] = server.ask_as(admin, Method::get, "/api/v1/reporting?yaer=2015", Json());
	CHECK(answer["detail"] == "yaer: there are year, month, area");
	// Whoever may not ask at all is told that, and nothing of the parameters.
	CHECK(server.ask_as("", Method::get, "/api/v1/users?x=1", Json()).second["code"] == "unauthenticated");
	CHECK(server.ask_as(viewer, Method::get, "/api/v1/users?x=1", Json()).second["code"] == "forbidden");
}

TEST_CASE("parameters: a limit is clamped to what a list gives, and is a number of at least one")
{
	TestServer server;
	const std::string admin = server.add_account("admin", store::Role::admin, "410400");
	int lists = 0;
	for (const api::Route& route : api::routes())
	{
		if (!route.parameters.contain("limit")) { continue; }
		INFO(route.pattern);
		++lists;
		const std::string year = route.parameters.contain("year") ? "year=2015&" : "";
		// Many are reviewed by the filter of a list, which has its limit.
		const Json body = route.method == Method::post ? Json{{"state", "verified"}} : Json();
		const auto status_of = [&](const std::string& limit)
		{ return server.call_as(admin, route.method, path_of(route) + "?" + year + "limit=" + limit, body).status; };
		for (const char* taken : {"1", "1000", "1001", "999999999999999999999999"})
		{
			INFO(taken);
			CHECK(status_of(taken) == 200);
		}
		for (const char* wrong : {"0", "-1", "x", "1x", "1.5", "-999999999999999999999999"})
		{
			INFO(wrong);
			CHECK(status_of(wrong) == 400);
		}
	}
	CHECK(lists == 16);
}

TEST_CASE("parameters: an account is told what it may do, as the server decides it")
{
	TestServer server;
	const std::string admin = server.add_account("admin", store::Role::admin, "410400");
	const std::string viewer = server.add_account("viewer", store::Role::viewer, "410423");
	const auto rights = [&](const std::string& token)
	{
		const Json answer = server.ask_as(token, Method::get, "/api/v1/session", Json()).second;
		return answer["rights"].get<std::set<std::string>>();
	};
	const auto of_admin = rights(admin);
	const auto of_viewer = rights(viewer);
	CHECK(of_admin.contains("manage_accounts"));
	CHECK(of_admin.contains("see_telephones"));
	CHECK_FALSE(of_admin.contains("sync"));
	CHECK(of_viewer.contains("read_figures"));
	CHECK_FALSE(of_viewer.contains("read_events"));
	CHECK_FALSE(of_viewer.contains("see_telephones"));
	// What is said is what holds: nothing that is named is forbidden, and what is not named is.
	for (const api::Route& route : api::routes())
	{
		INFO(route.pattern);
		using people::Action;
		const bool ends_session = route.action == Action::own_session || route.action == Action::own_sessions;
		const bool is_open = people::decide(people::Principal(), route.action) == people::Verdict::allowed;
		if (is_open || ends_session || route.action == Action::follow_changes) { continue; }
		const auto response = server.call_as(viewer, route.method, path_of(route), Json());
		const bool is_refused = response.status == 403 && Json::parse(response.body)["code"] == "forbidden";
		CHECK(is_refused != of_viewer.contains(std::string(people::to_string(route.action))));
	}
}
