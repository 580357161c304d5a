// Whom accounts stand for: kept by the administrator, shown to those who deal with them.
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <string>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

struct Persons
{
	TestServer server;
	std::string chief = server.add_account("chief", Role::admin, "410400");
	TestDevice phone = server.add_device(server.add_team("鲁山", "410423"));

	std::string add(const std::string& username, const std::string& area, const Json& person)
	{
		Json body = {{"username", username}, {"password", "kite-over-the-lake"}, {"role", "coordinator"}, {"area", area}};
		body.update(person);
		const auto [status, made] = server.ask_as(chief, Method::post, "/api/v1/users", body);
		INFO(made.dump());
		REQUIRE(status == 201);
		return made["id"];
	}

	Json change(const std::string& id, const Json& body)
	{
		const auto [status, changed] = server.ask_as(chief, Method::patch, "/api/v1/users/" + id, body);
		INFO(changed.dump());
		REQUIRE(status == 200);
		return changed;
	}

	Json reference(const std::string& token) { return server.get_as(token, "/api/v1/reference"); }
};

} // namespace

TEST_CASE("persons: phones learn whom accounts stand for, and whom to ask about their team")
{
	Persons office;
	const Json before = office.reference(office.phone.token);
	CHECK(before["people"].empty());
	CHECK(before["teams"][0]["contact"].is_null());

	office.add("pds", "410400", {{"name", "李敏"}, {"unit", "市司法局"}, {"telephone", "0375-1"}});
	const Json first = office.reference(office.phone.token);
	CHECK(first["etag"] != before["etag"]);
	CHECK(first["teams"][0]["contact"] == Json{{"name", "李敏"}, {"unit", "市司法局"}, {"telephone", "0375-1"}});

	const std::string lushan = office.add("lushan", "410423", {{"name", "王芳"}, {"telephone", "0375-2"}});
	office.add("jiaxian", "410425", {{"name", "赵强"}, {"telephone", "0375-3"}});
	office.add("nobody", "410423", Json::object());
	const Json second = office.reference(office.phone.token);
	CHECK(second["teams"][0]["contact"]["telephone"] == "0375-2");
	const Json near = Json::array(
		{{{"username", "lushan"}, {"name", "王芳"}, {"unit", nullptr}}, {{"username", "pds"}, {"name", "李敏"}, {"unit", "市司法局"}}});
	CHECK(second["people"] == near);
	CHECK(office.reference(office.chief)["people"].size() == 3);
	// A county that has no team yet: its people are known to its own coordinators all the same.
	const std::string beside = office.server.add_account("beside", store::Role::coordinator, "410425");
	const Json of_beside = office.reference(beside)["people"];
	REQUIRE(of_beside.size() == 2);
	CHECK(of_beside[0]["name"] == "赵强");
	CHECK(of_beside[1]["name"] == "李敏");

	// A password is no news for phones; that somebody left is, and what they decided stays theirs.
	office.change(lushan, {{"password", "kite-over-the-hill"}});
	CHECK(office.reference(office.phone.token)["etag"] == second["etag"]);
	office.change(lushan, {{"disabled", true}});
	const Json last = office.reference(office.phone.token);
	CHECK(last["teams"][0]["contact"]["telephone"] == "0375-1");
	CHECK(last["people"] == near);
}

TEST_CASE("persons: who is only called otherwise stays signed in")
{
	Persons office;
	const std::string own = office.server.add_account("own", Role::coordinator, "410423");
	const Json users = office.server.get_as(office.chief, "/api/v1/users");
	std::string id;
	for (const Json& user : users["users"])
	{
		if (user["username"] == "own") { id = user["id"]; }
	}
	CHECK(office.change(id, {{"name", "王芳"}, {"unit", "鲁山县司法局"}})["name"] == "王芳");
	CHECK(office.server.call_as(own, Method::get, "/api/v1/teams").status == 200);
	CHECK(office.change(id, {{"role", "viewer"}})["unit"] == "鲁山县司法局");
	CHECK(office.server.call_as(own, Method::get, "/api/v1/teams").status == 401);
}
