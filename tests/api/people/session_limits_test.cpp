// How long a sign-in lasts: its idle and its absolute end, what counts as use, and the list of one's own.
#include "server/api/http/authorize.hpp"
#include "server/api/sync/endpoints.hpp"
#include "server/people/accounts.hpp"
#include "server/people/password.hpp"
#include "server/people/token.hpp"
#include "server/store/query.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <string>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using store::Role;

namespace
{

// A server whose time the test moves, and somebody at a page.
struct LongDay
{
	LongDay()
	{
		server.writer().run_alone(
			[&]
			{
				const AreaId root = server.reference()->areas.root().id;
				static_cast<void>(
					people::create_account(server.writer(), {"chief", people::hash_password(password), Role::admin, root}, now()));
			});
	}

	// All that is stored of sign-ins moves into the past: as if so much time had passed.
	void later(seconds time)
	{
		save_uses();
		const std::int64_t ms = std::chrono::milliseconds(time).count();
		server.writer().run_alone(
			[&]
			{
				store::Query(
					server.writer().database(),
					"UPDATE sign_in SET created_at = created_at - $1, expires_at = expires_at - $2, used_at = used_at - $3, "
					"proven_at = proven_at - $4")
					.bind_all(ms, ms, ms, ms)
					.run();
			});
	}

	Json sign_in(const std::string& user_agent = "test")
	{
		api::Request request;
		request.method = Method::post;
		request.path = "/api/v1/session";
		request.peer_address = "203.0.113.1";
		request.user_agent = user_agent;
		request.body = to_text(Json{{"username", "chief"}, {"password", password}});
		const api::Response answer = server.call(std::move(request));
		REQUIRE(answer.status == 200);
		return Json::parse(answer.body);
	}

	// As a page asks: with its cookie, `idle` seconds after the person last did something.
	api::Response ask(const Json& session, Method method, const std::string& path, const Json& body = Json(), seconds idle = seconds(0))
	{
		api::Request request;
		request.method = method;
		request.path = path;
		request.cookie = "bajin_session=" + session["token"].get<std::string>();
		request.csrf_token = session["csrf"];
		request.peer_address = "203.0.113.1";
		request.idle = idle;
		if (!body.is_null()) { request.body = to_text(body); }
		return server.call(std::move(request));
	}
	std::string code_at(const Json& session, const std::string& path, seconds idle = seconds(0))
	{
		return code_of(ask(session, Method::get, path, Json(), idle));
	}

	// What upkeep does once a minute; twice, so that nothing is kept in memory any more.
	void save_uses()
	{
		people::save_uses(server.writer(), server.context().sessions.uses);
		people::save_uses(server.writer(), server.context().sessions.uses);
	}

	std::string password = "twelve green umbrellas";
	TestServer server;
};

const std::string overview_path = "/api/v1/overview";

} // namespace

TEST_CASE("session limits: nobody used it for an hour, and it has ended")
{
	LongDay day;
	const Json session = day.sign_in();
	day.later(minutes(59));
	CHECK(day.code_at(session, overview_path).empty());
	day.later(minutes(59));
	CHECK(day.code_at(session, overview_path).empty()); // it was used meanwhile
	day.later(minutes(60));
	const api::Response ended = day.ask(session, Method::get, overview_path);
	CHECK(ended.status == 401);
	CHECK(code_of(ended) == "session_idle");
	CHECK(day.code_at(session, overview_path) == "session_idle"); // asking does not wake it
}

TEST_CASE("session limits: twelve hours after the password it has ended, however busy")
{
	LongDay day;
	const Json session = day.sign_in();
	CHECK(session["ends_in"] == 12 * 3'600);
	CHECK(session["idle_seconds"] == 3'600);
	for (int i = 0; i < 23; ++i)
	{
		day.later(minutes(30));
		REQUIRE(day.code_at(session, overview_path).empty());
	}
	day.later(minutes(30));
	CHECK(day.code_at(session, overview_path) == "session_over");
	// A day later it is only unknown, once somebody signs in.
	day.later(hours(25));
	static_cast<void>(day.sign_in());
	CHECK(day.code_at(session, overview_path) == "unauthenticated");
}

TEST_CASE("session limits: what a page asks by itself is no use of it")
{
	LongDay day;
	const Json session = day.sign_in();
	// Every ten minutes the page asks, and says how long the person has been away; the stream asks too.
	for (int i = 1; i <= 5; ++i)
	{
		day.later(minutes(10));
		CHECK(day.code_at(session, overview_path, minutes(10 * i)).empty());
		CHECK(day.server.stream_status(session["token"]) == 0);
	}
	const Json left = Json::parse(day.ask(session, Method::get, "/api/v1/session", Json(), minutes(50)).body);
	CHECK(left["idle_ends_in"].get<int>() <= 600);
	CHECK(left["idle_ends_in"].get<int>() > 590);
	day.later(minutes(10));
	CHECK(day.code_at(session, overview_path, minutes(60)) == "session_idle");
}

TEST_CASE("session limits: the stream ends when the sign-in would, and is asked again who it is")
{
	LongDay day;
	const Json session = day.sign_in();
	day.later(minutes(50));
	api::Request request;
	request.path = "/api/v1/changes";
	people::Credentials credentials;
	credentials.kind = people::Credentials::Kind::account;
	credentials.token = people::hash_token(session["token"].get<std::string>());
	credentials.at = now();
	credentials.is_use = false;
	credentials.sessions = &day.server.context().sessions;
	api::Reply reply = api::require(api::handle_changes(day.server.context(), request), {credentials, people::Action::follow_changes});
	day.server.reader().begin_snapshot();
	reply = std::get<std::unique_ptr<api::ReadWork>>(reply)->run(day.server.reader());
	day.server.reader().end_snapshot();
	const auto ends_in = std::get<api::EventStream>(reply).ends_in;
	REQUIRE(ends_in);
	CHECK(*ends_in <= minutes(10));
	CHECK(*ends_in > minutes(9));
}

TEST_CASE("session limits: a shorter limit counts at once")
{
	LongDay day;
	const Json session = day.sign_in();
	day.later(minutes(6));
	day.server.context().sessions.limits.idle = minutes(5);
	CHECK(day.code_at(session, overview_path) == "session_idle");
}

TEST_CASE("session limits: what cannot be undone wants the password of a quarter of an hour ago")
{
	LongDay day;
	const Json session = day.sign_in();
	const auto code = [&](Method method, const std::string& path, const Json& body = Json())
	{ return code_of(day.ask(session, method, path, body)); };
	std::vector<std::pair<Method, std::string>> proven;
	for (const api::Route& route : api::routes())
	{
		if (route.proof == api::Proof::recent) { proven.emplace_back(route.method, route.pattern); }
	}
	CHECK(proven.size() == 6);
	for (const auto& [method, path] : proven)
	{
		INFO(path);
		if (path != "/api/v1/sessions") { CHECK(code(method, path) != "password_needed"); }
	}
	const TestDevice phone = day.server.add_device(day.server.add_team("甲", "410423"));
	const std::string device = "/api/v1/devices/" + to_string(phone.id);
	day.later(minutes(15));
	for (const auto& [method, path] : proven)
	{
		INFO(path);
		const api::Response refused = day.ask(session, method, path);
		CHECK(refused.status == 403);
		CHECK(code_of(refused) == "password_needed");
		// A program with a bearer token is asked for nothing.
		if (path != "/api/v1/sessions") { CHECK(code_of(day.server.call_as(session["token"], method, path)) != "password_needed"); }
	}
	CHECK(code(Method::patch, device, {{"lost", true}}) == "password_needed");
	CHECK(code(Method::patch, device, {{"name", "手机"}}).empty());
	CHECK(code(Method::get, overview_path).empty());
	CHECK(code(Method::post, "/api/v1/session/confirm", {{"password", "wrong"}}) == "wrong_password");
	CHECK(code(Method::patch, device, {{"lost", true}}) == "password_needed");
	CHECK(day.ask(session, Method::post, "/api/v1/session/confirm", {{"password", day.password}}).status == 204);
	CHECK(code(Method::patch, device, {{"lost", true}}).empty());
	day.later(minutes(15));
	CHECK(code(Method::post, "/api/v1/reports") == "password_needed");
}

TEST_CASE("session limits: guessing at the confirmation is slowed down")
{
	LongDay day;
	const Json session = day.sign_in();
	api::Response answer;
	for (int i = 0; i < 7; ++i) { answer = day.ask(session, Method::post, "/api/v1/session/confirm", {{"password", "wrong"}}); }
	CHECK(code_of(answer) == "too_many_attempts");
	CHECK(day.ask(session, Method::post, "/api/v1/session/confirm", {{"password", day.password}}).status == 429);
}

TEST_CASE("sessions: one sees one's own, ends one, ends all others, and sees nobody else's")
{
	LongDay day;
	const Json here = day.sign_in("Mozilla/5.0 here");
	const Json there = day.sign_in("Mozilla/5.0 there");
	const Json third = day.sign_in("curl/8");
	const std::string other = day.server.add_account("lushan", Role::coordinator, "410423");
	const auto list = [&](const Json& session) { return Json::parse(day.ask(session, Method::get, "/api/v1/sessions").body)["sessions"]; };
	const Json mine = list(here);
	REQUIRE(mine.size() == 3);
	int current = 0;
	std::string id_of_there;
	for (const Json& entry : mine)
	{
		CHECK(entry["address"] == "203.0.113.1");
		current += entry["this"] == true ? 1 : 0;
		if (entry["this"] == true) { CHECK(entry["user_agent"] == "Mozilla/5.0 here"); }
		if (entry["user_agent"] == "Mozilla/5.0 there") { id_of_there = entry["id"]; }
		// Nothing by which a sign-in could be used.
		CHECK(to_text(entry).find("bjs_") == std::string::npos);
		CHECK(entry.size() == 7);
	}
	CHECK(current == 1);
	CHECK(day.server.get_as(other, "/api/v1/sessions")["sessions"].size() == 1);
	CHECK(day.server.call_as(other, Method::remove, "/api/v1/sessions/" + id_of_there).status == 404);
	CHECK(day.ask(here, Method::remove, "/api/v1/sessions/" + id_of_there).status == 204);
	CHECK(day.code_at(there, overview_path) == "unauthenticated");
	CHECK(day.ask(here, Method::remove, "/api/v1/sessions/" + id_of_there).status == 404);
	CHECK(list(here).size() == 2);
	CHECK(day.ask(here, Method::remove, "/api/v1/sessions").status == 204);
	CHECK(day.code_at(third, overview_path) == "unauthenticated");
	CHECK(day.code_at(here, overview_path).empty());
	CHECK(day.server.call_as(other, Method::get, overview_path).status != 401);
	// One that nobody used is over and not shown.
	static_cast<void>(day.sign_in());
	day.later(minutes(61));
	CHECK(list(day.sign_in()).size() == 1);
	// Ending this one is signing out.
	const Json last = day.sign_in();
	std::string own;
	for (const Json& entry : list(last))
	{
		if (entry["this"] == true) { own = entry["id"]; }
	}
	const api::Response out = day.ask(last, Method::remove, "/api/v1/sessions/" + own);
	CHECK(out.status == 204);
	CHECK(header_of(out, "Set-Cookie").find("Max-Age=0") != std::string::npos);
	CHECK(day.code_at(last, overview_path) == "unauthenticated");
}

TEST_CASE("sessions: a page gets no token that a script could read, and its former sign-in ends")
{
	LongDay day;
	const auto sign_in = [&](const std::string& cookie)
	{
		api::Request request;
		request.method = Method::post;
		request.path = "/api/v1/session";
		request.cookie = cookie;
		request.body = to_text(Json{{"username", "chief"}, {"password", day.password}, {"cookie_only", true}});
		return day.server.call(std::move(request));
	};
	const auto token_in = [](const api::Response& answer)
	{
		const std::string cookie = header_of(answer, "Set-Cookie");
		return cookie.substr(0, cookie.find(';'));
	};
	const api::Response first = sign_in("");
	CHECK_FALSE(Json::parse(first.body).contains("token"));
	const Json program = day.sign_in(); // a program's token stays good
	CHECK(sign_in(token_in(first)).status == 200);
	api::Request again;
	again.path = overview_path;
	again.cookie = token_in(first);
	CHECK(day.server.call(again).status == 401);
	CHECK(day.server.call_as(program["token"], Method::get, overview_path).status == 200);
}

TEST_CASE("session uses: the latest counts, and is kept until it was written")
{
	people::SessionUses uses;
	const store::TokenHash token{1};
	const Timestamp start = now();
	CHECK_FALSE(uses.find(token));
	uses.note(token, start);
	uses.note(token, start - minutes(5));
	CHECK(uses.find(token) == start);
	const auto unsaved = uses.unsaved();
	REQUIRE(unsaved.size() == 1);
	uses.note(token, start + minutes(1)); // while it was written
	uses.saved(unsaved);
	REQUIRE(uses.unsaved().size() == 1);
	uses.saved(uses.unsaved());
	CHECK(uses.unsaved().empty());
	CHECK(uses.find(token) == start + minutes(1)); // for snapshots that were begun before
	uses.saved({});
	CHECK_FALSE(uses.find(token));
}
