// A server with an administrator, two coordinators, a team and its phone, for tests of the registry and the code lists.
#pragma once

#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>
#include <string>

namespace bajin::test
{

struct Registry
{
	TestServer server;
	std::string admin = server.add_account("chief", store::Role::admin, "410400");
	std::string own = server.add_account("own", store::Role::coordinator, "410423");
	std::string other = server.add_account("other", store::Role::coordinator, "410425");
	Uuid team = server.add_team("鲁山", "410423");
	TestDevice phone = server.add_device(team);
	std::uint64_t changes = 5000;

	api::Response call(const std::string& who, api::Method method, const std::string& path, const Json& body = Json())
	{
		return server.call_as(who, method, "/api/v1" + path, body);
	}
	Json get(const std::string& path, const std::string& who) { return Json::parse(call(who, api::Method::get, path).body); }
	Json get(const std::string& path) { return get(path, admin); }

	// As the administrator; fails unless it was done.
	Json done(api::Method method, const std::string& path, const Json& body)
	{
		const api::Response response = call(admin, method, path, body);
		INFO(path << ": " << response.body);
		REQUIRE(response.status < 300);
		return Json::parse(response.body);
	}

	std::string add_venue(const std::string& name, const std::string& area = "410423101", const std::string& type = "school")
	{
		return done(api::Method::post, "/venues", {{"venue_type", type}, {"area", area}, {"name", name}})["id"];
	}

	// Sends a record of a session at a school in that township, with `more`; gives its result.
	Json record(std::uint64_t number, const Json& more, std::int64_t base = 0)
	{
		Json record = make_record(make_id(number));
		record["venue_type"] = "school";
		record["area"] = "410423101";
		record.update(more);
		return server.sync(phone, make_push({make_put(make_id(++changes), base, record)}))["results"][0];
	}

	void review(std::uint64_t number, const std::string& state, std::int64_t version = 1)
	{
		done(api::Method::post, "/events/" + make_id(number) + "/review", {{"version", version}, {"state", state}, {"reason", "x"}});
	}

	// Coverage of schools in Lushan in 2025.
	Json schools(const std::string& basis = "received")
	{
		return get("/coverage?year=2025&area=410423&basis=" + basis)["total"]["cells"]["school"];
	}
};

inline bool has_warning(const Json& result, const std::string& code)
{
	const Json& warnings = result["warnings"];
	return std::find(warnings.begin(), warnings.end(), Json(code)) != warnings.end();
}

inline std::string code_of(const api::Response& response)
{
	return Json::parse(response.body).value("code", "");
}

} // namespace bajin::test
