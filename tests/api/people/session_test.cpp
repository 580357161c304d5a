// Signing in and out, and what browsers must not be made to do.
#include "server/api/http/authorize.hpp"
#include "server/api/people/endpoints.hpp"
#include "server/people/accounts.hpp"
#include "server/people/password.hpp"
#include "server/people/token.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>
#include <string>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

// A server with one account whose password is known.
struct SessionOffice
{
	SessionOffice()
	{
		server.writer().run_alone(
			[&]
			{
				const AreaId root = server.reference()->areas.root().id;
				static_cast<void>(
					people::create_account(server.writer(), {"Chief", people::hash_password(password), Role::admin, root}, now()));
			});
	}

	api::Response sign_in(const std::string& name, const std::string& typed)
	{
		return server.call_as("", Method::post, "/api/v1/session", {{"username", name}, {"password", typed}});
	}

	// As a page does it: with the cookie that the browser holds.
	api::Response
	with_cookie(Method method, const std::string& path, const std::string& token, const std::string& csrf, const std::string& site = {})
	{
		api::Request request;
		request.method = method;
		request.path = path;
		request.cookie = "theme=dark; bajin_session=" + token;
		request.csrf_token = csrf;
		request.fetch_site = site;
		return server.call(std::move(request));
	}

	std::string password = "correct horse";
	TestServer server;
};

} // namespace

TEST_CASE("session: a password opens it, by cookie with a CSRF token or by bearer token")
{
	SessionOffice office;
	const api::Response signed_in = office.sign_in("chief", office.password);
	REQUIRE(signed_in.status == 200);
	const Json answer = Json::parse(signed_in.body);
	const std::string token = answer["token"];
	const std::string csrf = answer["csrf"];
	const std::string cookie = header_of(signed_in, "Set-Cookie");
	CHECK(cookie.starts_with("bajin_session=" + token + ";"));
	for (const char* attribute : {"HttpOnly", "SameSite=Strict", "Path=/"}) { CHECK(cookie.find(attribute) != std::string::npos); }
	CHECK(cookie.find("Secure") == std::string::npos);
	CHECK(answer["role"] == "admin");

	const Json who = Json::parse(office.with_cookie(Method::get, "/api/v1/session", token, "").body);
	CHECK(who["username"] == "Chief");
	CHECK(who["csrf"] == csrf);
	CHECK(office.server.call_as(token, Method::get, "/api/v1/session").status == 200);

	const api::Response out = office.with_cookie(Method::remove, "/api/v1/session", token, csrf);
	CHECK(out.status == 204);
	CHECK(header_of(out, "Set-Cookie").find("Max-Age=0") != std::string::npos);
	CHECK(office.server.call_as(token, Method::get, "/api/v1/session").status == 401);
}

TEST_CASE("session: the cookie is only for TLS where the request came over TLS")
{
	SessionOffice office;
	api::Request request;
	request.method = Method::post;
	request.path = "/api/v1/session";
	request.is_secure = true;
	request.body = Json{{"username", "chief"}, {"password", office.password}}.dump();
	CHECK(header_of(office.server.call(request), "Set-Cookie").find("; Secure") != std::string::npos);
}

TEST_CASE("session: a cookie without its CSRF token, or from another site, changes nothing")
{
	SessionOffice office;
	const Json answer = Json::parse(office.sign_in("chief", office.password).body);
	const std::string token = answer["token"];
	const std::string csrf = answer["csrf"];
	CHECK(code_of(office.with_cookie(Method::post, "/api/v1/teams", token, "")) == "csrf");
	CHECK(code_of(office.with_cookie(Method::post, "/api/v1/teams", token, "wrong")) == "csrf");
	CHECK(code_of(office.with_cookie(Method::post, "/api/v1/teams", token, csrf, "cross-site")) == "cross_site");
	CHECK(code_of(office.with_cookie(Method::post, "/api/v1/teams", token, csrf, "same-origin")) == "invalid_field");
	CHECK(code_of(office.with_cookie(Method::post, "/api/v1/session", "", "", "cross-site")) == "cross_site");
}

TEST_CASE("session: forged, cut and foreign tokens open nothing")
{
	SessionOffice office;
	const std::string token = Json::parse(office.sign_in("chief", office.password).body)["token"];
	const TestDevice phone = office.server.add_device(office.server.add_team("甲", "410423"));
	for (const std::string& wrong :
		 {token.substr(0, token.size() - 1), token + "x", std::string("bjs_"), std::string("x"), phone.token + "x"})
	{
		CHECK(office.server.call_as(wrong, Method::get, "/api/v1/events").status == 401);
	}
	CHECK(office.server.call_as(phone.token, Method::get, "/api/v1/events").status == 403);
}

TEST_CASE("session: over TLS its cookie is taken from this host alone")
{
	SessionOffice office;
	api::Request request;
	request.method = Method::post;
	request.path = "/api/v1/session";
	request.is_secure = true;
	request.body = to_text(Json{{"username", "chief"}, {"password", office.password}});
	const api::Response signed_in = office.server.call(std::move(request));
	REQUIRE(signed_in.status == 200);
	const std::string cookie = header_of(signed_in, "Set-Cookie");
	CHECK(cookie.starts_with("__Host-bajin_session=bjs_"));
	for (const char* attribute : {"HttpOnly", "SameSite=Strict", "Path=/", "Secure"})
	{
		CHECK(cookie.find(attribute) != std::string::npos);
	}
	CHECK(cookie.find("Domain") == std::string::npos);
}

TEST_CASE("session: a sign-in ends by itself, and with the account that it is of")
{
	TestServer server;
	people::Credentials credentials;
	credentials.kind = people::Credentials::Kind::account;
	credentials.token = people::hash_token(server.add_account("auditor", Role::auditor, "410423"));
	const auto found_after = [&](std::chrono::seconds time)
	{
		credentials.at = now() + time;
		return people::find_principal(server.writer(), credentials);
	};
	CHECK(found_after(std::chrono::minutes(30)).has_value());
	CHECK(found_after(std::chrono::minutes(61)).error().code == "session_idle");
	CHECK(found_after(people::SessionLimits().longest + std::chrono::minutes(1)).error().code == "session_over");
	server.writer().run_alone(
		[&]
		{
			store::Account account = store::find_account_by_name(server.writer().database(), "auditor").value();
			account.expires_at = now() + std::chrono::minutes(20);
			CHECK(people::change_account(server.writer(), {account}, now()).has_value());
		});
	CHECK(found_after(std::chrono::minutes(10)).has_value());
	CHECK(found_after(std::chrono::minutes(30)).error().code == "account_disabled");
}

TEST_CASE("session: wrong passwords and unknown names are refused alike, and slowed down")
{
	SessionOffice office;
	const api::Response wrong = office.sign_in("chief", "wrong horse");
	const api::Response unknown = office.sign_in("nobody", "wrong horse");
	CHECK(wrong.status == 401);
	CHECK(wrong.body == unknown.body);
	api::Response answer;
	for (int i = 0; i < 6; ++i) { answer = office.sign_in("chief", "wrong horse"); }
	CHECK(answer.status == 429);
	CHECK(std::stoi(header_of(answer, "Retry-After")) >= 1);
	// The right password has to wait too, else it would tell that it is right.
	CHECK(office.sign_in("chief", office.password).status == 429);
	CHECK(office.sign_in("somebody else", "x").status == 401);
}

TEST_CASE("session: who guesses a name's password keeps its owner out of no other network")
{
	SessionOffice office;
	const auto sign_in_from = [&](const std::string& network, const std::string& typed)
	{
		api::Request request;
		request.method = Method::post;
		request.path = "/api/v1/session";
		request.peer_address = network + "1";
		request.peer_network = network;
		request.body = Json{{"username", "chief"}, {"password", typed}}.dump();
		return office.server.call(std::move(request)).status;
	};
	const auto cost_from = [&](const std::string& network)
	{
		api::Request request;
		request.peer_network = network;
		request.body = Json{{"username", "chief"}, {"password", "x"}}.dump();
		const api::Reply reply = api::handle_sign_in(office.server.context(), request);
		return std::get<std::unique_ptr<api::ReadWork>>(reply)->lane();
	};
	// Those who have guessed wrong wait in a queue of their own.
	CHECK(sign_in_from("2001:db8:1:2::", "wrong horse") == 401);
	CHECK(cost_from("2001:db8:1:2::") == api::Lane::guess);
	CHECK(cost_from("2001:db8:1:3::") == api::Lane::password);
	int refused = 0;
	for (int i = 0; i < 12; ++i) { refused += sign_in_from("2001:db8:1:2::", "wrong horse") == 429 ? 1 : 0; }
	CHECK(refused > 0);
	CHECK(sign_in_from("2001:db8:1:2::", office.password) == 429);
	CHECK(sign_in_from("2001:db8:1:3::", office.password) == 200);
}

TEST_CASE("session: where the browser tells no more than the Origin, it has to be this server's")
{
	SessionOffice office;
	const auto sign_in_by = [&](const std::string& origin, const std::string& host)
	{
		api::Request request;
		request.method = Method::post;
		request.path = "/api/v1/session";
		request.origin = origin;
		request.host = host;
		request.body = Json{{"username", "chief"}, {"password", office.password}}.dump();
		return code_of(office.server.call(std::move(request)));
	};
	CHECK(sign_in_by("", "bajin.example").empty());
	CHECK(sign_in_by("https://Bajin.example", "bajin.example").empty());
	CHECK(sign_in_by("http://127.0.0.1:8080", "127.0.0.1:8080").empty());
	for (const char* origin : {"null", "https://evil.example", "https://bajin.example.evil", "https://bajin.example:444", "bajin.example"})
	{
		INFO(origin);
		CHECK(sign_in_by(origin, "bajin.example") == "cross_site");
	}
	office.server.context().public_url = "https://law.example/bajin";
	CHECK(sign_in_by("https://law.example", "10.0.0.7:8080").empty());
	CHECK(sign_in_by("https://other.example", "10.0.0.7:8080") == "cross_site");
}

TEST_CASE("session: a new password ends every other sign-in")
{
	SessionOffice office;
	const std::string here = Json::parse(office.sign_in("chief", office.password).body)["token"];
	const std::string elsewhere = Json::parse(office.sign_in("chief", office.password).body)["token"];
	const auto change = [&](const std::string& from, const std::string& to)
	{ return office.server.call_as(here, Method::post, "/api/v1/session/password", {{"old", from}, {"new", to}}); };
	CHECK(code_of(change("wrong", "battery staple")) == "wrong_password");
	CHECK(code_of(change(office.password, "short")) == "weak_password");
	CHECK(change(office.password, "battery staple").status == 204);
	CHECK(office.server.call_as(here, Method::get, "/api/v1/session").status == 200);
	CHECK(office.server.call_as(elsewhere, Method::get, "/api/v1/session").status == 401);
	CHECK(office.sign_in("chief", "battery staple").status == 200);
}

TEST_CASE("session: signing out everywhere, and a sign-in that survives a restart")
{
	SessionOffice office;
	const std::string here = Json::parse(office.sign_in("chief", office.password).body)["token"];
	const std::string elsewhere = Json::parse(office.sign_in("chief", office.password).body)["token"];
	office.server.restart();
	CHECK(office.server.call_as(elsewhere, Method::get, "/api/v1/session").status == 200);
	CHECK(office.server.call_as(here, Method::remove, "/api/v1/session?everywhere=true").status == 204);
	CHECK(office.server.call_as(elsewhere, Method::get, "/api/v1/session").status == 401);
}

TEST_CASE("setup: the first account is made once, with the code of the start")
{
	TestServer server;
	server.context().setup_code = "one-time code";
	const auto set_up = [&](const char* code, const char* name)
	{ return server.call_as("", Method::post, "/api/v1/setup", {{"code", code}, {"username", name}, {"password", "kite in the wind"}}); };
	CHECK(set_up("guess", "first").status == 422);
	const api::Response made = set_up("one-time code", "first");
	REQUIRE(made.status == 200);
	CHECK(Json::parse(made.body)["role"] == "admin");
	CHECK(set_up("one-time code", "second").status == 422);
}

TEST_CASE("users: one person has one name, at full width and with what nobody can see")
{
	TestServer server;
	const std::string chief = server.add_account("chief", Role::admin, "410400");
	const auto add = [&](const std::string& name)
	{
		return server.call_as(
			chief, Method::post, "/api/v1/users",
			{{"username", name}, {"password", "kite in the wind"}, {"role", "viewer"}, {"area", "410423"}});
	};
	const auto sign_in = [&](const std::string& name)
	{ return server.call_as("", Method::post, "/api/v1/session", {{"username", name}, {"password", "kite in the wind"}}).status; };
	CHECK(Json::parse(add("　Ｌｕｓｈａｎ１\u200B ").body)["username"] == "Lushan1");
	for (const char* twin : {"lushan1", "LUSHAN1", "ｌｕｓｈａｎ1", "lu\u200Bshan1", "\uFEFFlushan1", "lushan１\u00A0"})
	{
		CAPTURE(twin);
		CHECK(code_of(add(twin)) == "name_taken");
		CHECK(sign_in(twin) == 200);
	}
	for (const char* nobody : {"\u200B", "\u3164", "\u2800", "\u3000", "\u00A0\uFEFF\u2060"})
	{
		CAPTURE(nobody);
		CHECK(code_of(add(nobody)) == "invalid_field");
	}
	CHECK(sign_in("lushan2") == 401);
}

TEST_CASE("users: the last administrator stays, and who is disabled is out at once")
{
	TestServer server;
	const std::string chief = server.add_account("chief", Role::admin, "410400");
	const std::string own = server.add_account("own", Role::coordinator, "410423");
	const Json users = Json::parse(server.call_as(chief, Method::get, "/api/v1/users").body)["users"];
	REQUIRE(users.size() == 2);
	const auto change = [&](const Json& user, const Json& body)
	{ return server.call_as(chief, Method::patch, "/api/v1/users/" + user["id"].get<std::string>(), body); };
	CHECK(code_of(change(users[0], {{"disabled", true}})) == "last_admin");
	CHECK(code_of(change(users[0], {{"role", "viewer"}})) == "last_admin");
	CHECK(server.call_as(own, Method::get, "/api/v1/events").status == 200);
	CHECK(change(users[1], {{"disabled", true}}).status == 200);
	CHECK(server.call_as(own, Method::get, "/api/v1/events").status == 401);
	CHECK(code_of(change(users[1], {{"role", "emperor"}})) == "invalid_field");
	CHECK(code_of(change(users[1], {{"created_at", "2020-01-01"}})) == "unknown_field");
	CHECK(
		code_of(server.call_as(
			chief, Method::post, "/api/v1/users",
			{{"username", "CHIEF"}, {"password", "kite in the wind"}, {"role", "viewer"}, {"area", "410423"}})) == "name_taken");
	CHECK(
		code_of(server.call_as(
			chief, Method::post, "/api/v1/users",
			{{"username", "audit"}, {"password", "kite in the wind"}, {"role", "auditor"}, {"area", "410423"}})) == "invalid_field");
}
