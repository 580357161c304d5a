// Passwords that somebody else chose: until one is changed, its account does nothing else.
#include "server/people/access.hpp"
#include "server/people/accounts.hpp"
#include "server/people/password.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <string>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

const std::string given_password = "a kite for somebody";
const std::string own_password = "twelve green umbrellas";

// An office whose administrator makes accounts.
struct HiringOffice
{
	Json make_user(const std::string& name, const Json& more = Json::object())
	{
		Json body = {{"username", name}, {"password", given_password}, {"role", "coordinator"}, {"area", "410423"}};
		body.update(more);
		const api::Response made = server.call_as(chief, Method::post, "/api/v1/users", body);
		INFO(made.body);
		REQUIRE(made.status == 201);
		return Json::parse(made.body);
	}

	Json sign_in(const std::string& name, const std::string& password)
	{
		const api::Response answer = server.call_as("", Method::post, "/api/v1/session", {{"username", name}, {"password", password}});
		INFO(answer.body);
		REQUIRE(answer.status == 200);
		return Json::parse(answer.body);
	}

	api::Response change_password(const std::string& token, const std::string& from, const std::string& to)
	{
		return server.call_as(token, Method::post, "/api/v1/session/password", {{"old", from}, {"new", to}});
	}

	TestServer server;
	std::string chief = server.add_account("chief", Role::admin, "410400");
};

} // namespace

TEST_CASE("first password: until it is changed, every route but the session and its password is refused")
{
	HiringOffice office;
	CHECK(office.make_user("lushan", {{"must_change", true}})["must_change"] == true);
	const Json session = office.sign_in("lushan", given_password);
	const std::string token = session["token"];
	CHECK(session["must_change"] == true);
	CHECK(office.server.get_as(token, "/api/v1/session")["must_change"] == true);
	const people::Principal nobody;
	int refused = 0;
	for (const api::Route& route : api::routes())
	{
		const bool is_open = people::decide(nobody, route.action) == people::Verdict::allowed;
		if (is_open || route.action == people::Action::own_session) { continue; }
		const api::Response answer = office.server.call_as(token, route.method, std::string(route.pattern));
		INFO(route.pattern << ": " << answer.body);
		CHECK(answer.status == 403);
		// Who may not ask anyway is told only that.
		const bool is_coordinators = code_of(answer) != "forbidden";
		if (is_coordinators) { CHECK(code_of(answer) == "password_change_required"); }
		refused += is_coordinators ? 1 : 0;
	}
	CHECK(refused > 50);
	CHECK(code_of(office.change_password(token, given_password, given_password)) == "password_unchanged");
	CHECK(code_of(office.change_password(token, given_password, "lushan")) == "weak_password");
	CHECK(office.change_password(token, given_password, own_password).status == 204);
	CHECK(office.server.get_as(token, "/api/v1/session")["must_change"] == false);
	CHECK(office.server.call_as(token, Method::get, "/api/v1/events").status == 200);
	CHECK(office.sign_in("lushan", own_password)["must_change"] == false);
}

TEST_CASE("first password: a program that makes an account uses it at once, unless it asks for the change")
{
	HiringOffice office;
	const std::string id = office.make_user("lushan")["id"];
	const auto status_of = [&](const std::string& password)
	{ return office.server.call_as(office.sign_in("lushan", password)["token"], Method::get, "/api/v1/events").status; };
	CHECK(status_of(given_password) == 200);
	const auto change = [&](const Json& body)
	{
		const api::Response answer = office.server.call_as(office.chief, Method::patch, "/api/v1/users/" + id, body);
		INFO(answer.body);
		REQUIRE(answer.status == 200);
		return Json::parse(answer.body)["must_change"].get<bool>();
	};
	CHECK(change({{"password", own_password}, {"must_change", true}}));
	CHECK(status_of(own_password) == 403);
	// Another right does not make it somebody's own password.
	CHECK(change({{"area", "410400"}}));
	CHECK(status_of(own_password) == 403);
	CHECK_FALSE(change({{"password", given_password}}));
	CHECK(status_of(given_password) == 200);
	CHECK(change({{"must_change", true}}));
	CHECK(status_of(given_password) == 403);
	CHECK(code_of(office.server.call_as(office.chief, Method::patch, "/api/v1/users/" + id, {{"must_change", "yes"}})) == "invalid_field");
}
