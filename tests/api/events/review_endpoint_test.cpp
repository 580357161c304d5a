// What coordinators do with records: review, entry and correction, redaction, and the tray of kept changes.
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <string>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

struct Desk
{
	Uuid team;
	TestDevice phone;
	std::string own;
	std::string prefecture;
	std::string chief;
	std::string event = make_id(1);
	TestServer server;

	Desk()
	{
		team = server.add_team("鲁山", "410423");
		phone = server.add_device(team);
		own = server.add_account("own", Role::coordinator, "410423");
		prefecture = server.add_account("prefecture", Role::coordinator, "410400");
		chief = server.add_account("chief", Role::admin, "410400");
		push(make_record(event), 901, 0);
	}

	Json push(Json record, std::uint64_t change, std::int64_t base)
	{
		return server.sync(phone, make_push({make_put(make_id(change), base, std::move(record))}))["results"][0];
	}

	api::Response review(const std::string& token, const Json& body, const std::string& id = make_id(1))
	{
		return server.call_as(token, Method::post, "/api/v1/events/" + id + "/review", body);
	}

	Json reviewed(const Json& body, const std::string& id = make_id(1))
	{
		const api::Response response = review(own, body, id);
		INFO(response.body);
		REQUIRE(response.status == 200);
		return Json::parse(response.body);
	}

	Json totals(const std::string& basis = "received")
	{
		return Json::parse(server.call_as(own, Method::get, "/api/v1/statistics?from=2025-01&to=2025-12&basis=" + basis).body)["totals"];
	}
};

} // namespace

TEST_CASE("review: returned, corrected on the phone, verified, the figures follow on both bases")
{
	Desk desk;
	CHECK(desk.totals()["events"] == 1);
	CHECK(desk.totals("verified")["events"] == 0);
	const Json returned = desk.reviewed(
		{{"version", 1},
		 {"revision", 0},
		 {"state", "returned"},
		 {"reason", "人数有误"},
		 {"fields", {"/reach/total"}},
		 {"due_on", "2025-04-01"}});
	CHECK(returned["review"]["revision"] == 1);
	CHECK(returned["review"]["mode"] == "single");
	CHECK(desk.totals()["events"] == 0);

	const Json pulled = desk.server.sync(desk.phone, {{"changes", Json::array()}});
	REQUIRE(pulled["changes"].size() == 1);
	CHECK(pulled["changes"][0]["review"]["state"] == "returned");
	CHECK(pulled["changes"][0]["review"]["fields"] == Json{"/reach/total"});
	CHECK(pulled["changes"][0]["review"]["due_on"] == "2025-04-01");

	CHECK(desk.push(make_record(desk.event, 60), 902, 1)["outcome"] == "accepted");
	CHECK(desk.totals()["reach"] == 60);
	CHECK(desk.totals("verified")["reach"] == 0);
	CHECK(desk.reviewed({{"version", 2}, {"state", "verified"}})["review"]["state"] == "verified");
	CHECK(desk.totals("verified")["reach"] == 60);
	CHECK(desk.server.recount().empty());
}

TEST_CASE("review: whoever is slower is told so, and a wrong review says what is wrong")
{
	Desk desk;
	static_cast<void>(desk.reviewed({{"version", 1}, {"revision", 0}, {"state", "verified"}}));
	const auto code = [&](const Json& body) { return code_of(desk.review(desk.own, body)); };
	CHECK(desk.review(desk.own, {{"version", 1}, {"revision", 0}, {"state", "verified"}}).status == 412);
	CHECK(code({{"version", 9}, {"state", "verified"}}) == "review_stale");
	CHECK(code({{"version", 1}, {"state", "returned"}}) == "invalid_review");
	CHECK(code({{"version", 1}, {"state", "duplicate"}}) == "invalid_review");
	CHECK(code({{"version", 1}, {"state", "duplicate"}, {"of", make_id(77)}}) == "invalid_of");
	CHECK(code({{"version", 1}, {"state", "void_requested"}}) == "invalid_review");
	CHECK(code({{"version", 1}, {"state", "deleted"}}) == "invalid_review");
	CHECK(code({{"version", 1}, {"state", "lost"}}) == "invalid_field");
	CHECK(code({{"state", "verified"}}) == "invalid_field");
	CHECK(code({{"version", 1}, {"state", "joint"}, {"of", make_id(2)}, {"adds", {"reach"}}}) == "invalid_field");
	CHECK(code({{"version", 1}, {"state", "verified"}, {"by", "somebody"}}) == "unknown_field");
	CHECK(desk.review(desk.own, Json("nonsense")).status == 400);
}

TEST_CASE("review: duplicate and joint with what still adds, and back again")
{
	Desk desk;
	desk.push(make_record(make_id(2), 70), 902, 0);
	static_cast<void>(desk.reviewed({{"version", 1}, {"state", "duplicate"}, {"of", make_id(2)}}));
	CHECK(desk.totals()["reach"] == 70);
	static_cast<void>(desk.reviewed({{"version", 1}, {"state", "joint"}, {"of", make_id(2)}, {"adds", {"materials"}}}));
	CHECK(desk.totals()["events"] == 1);
	CHECK(desk.totals()["materials"] == 400);
	CHECK(desk.totals()["lectures"] == 1);
	static_cast<void>(desk.reviewed({{"version", 1}, {"state", "submitted"}}));
	CHECK(desk.totals()["events"] == 2);
	CHECK(desk.server.recount().empty());
}

TEST_CASE("review: a request to void is agreed to or refused")
{
	Desk desk;
	desk.push(make_record(make_id(2)), 902, 0);
	for (const std::string& id : {make_id(1), make_id(2)})
	{
		static_cast<void>(desk.reviewed({{"version", 1}, {"state", "verified"}}, id));
		Json removal = make_delete(id == make_id(1) ? make_id(911) : make_id(912), id, 1);
		removal["reason"] = "记错了";
		CHECK(desk.server.sync(desk.phone, make_push({removal}))["results"][0]["current"]["review"]["state"] == "void_requested");
	}
	CHECK(desk.totals()["events"] == 2);
	CHECK(desk.reviewed({{"version", 1}, {"state", "deleted"}}, make_id(1))["deleted"] == true);
	CHECK(desk.reviewed({{"version", 1}, {"state", "verified"}}, make_id(2))["review"]["state"] == "verified");
	CHECK(desk.totals()["events"] == 1);
	CHECK(desk.server.recount().empty());
}

TEST_CASE("review: many at once, each judged alone and told apart from single ones")
{
	Desk desk;
	desk.push(make_record(make_id(2)), 902, 0);
	desk.push(make_record(make_id(3)), 903, 0);
	const Json named = {
		{"state", "verified"},
		{"events", {{{"id", make_id(1)}, {"version", 1}}, {{"id", make_id(2)}, {"version", 7}}, {{"id", make_id(88)}, {"version", 1}}}}};
	const Json answer = Json::parse(desk.server.call_as(desk.own, Method::post, "/api/v1/review", named).body);
	CHECK(answer["reviewed"] == 1);
	CHECK(answer["results"][1]["code"] == "review_stale");
	CHECK(answer["results"][2]["code"] == "not_found");

	const Json listed =
		Json::parse(desk.server.call_as(desk.own, Method::post, "/api/v1/review?state=submitted", {{"state", "verified"}}).body);
	CHECK(listed["reviewed"] == 2);
	CHECK(desk.totals("verified")["events"] == 3);
	CHECK(Json::parse(desk.server.call_as(desk.own, Method::get, "/api/v1/events/" + make_id(3)).body)["review"]["mode"] == "bulk");
	CHECK(desk.server.call_as(desk.own, Method::post, "/api/v1/review", {{"state", "verified"}}).status == 422);
	CHECK(desk.server.call_as(desk.own, Method::post, "/api/v1/review?state=submitted", {{"state", "duplicate"}}).status == 422);
}

TEST_CASE("entry: from paper, once, and verified by somebody else")
{
	Desk desk;
	const Json body = {{"team", to_string(desk.team)}, {"reason", "纸质"}, {"event", make_record(make_id(5), 60)}};
	const api::Response made = desk.server.call_as(desk.own, Method::post, "/api/v1/events", body);
	REQUIRE(made.status == 201);
	const Json state = Json::parse(made.body);
	CHECK(state["source"] == "paper");
	CHECK(state["entered_by"] == "own");
	CHECK(desk.server.call_as(desk.own, Method::post, "/api/v1/events", body).status == 200);
	CHECK(desk.totals()["events"] == 2);
	Json other = body;
	other["event"]["title"] = "另一个";
	CHECK(code_of(desk.server.call_as(desk.own, Method::post, "/api/v1/events", other)) == "event_exists");

	CHECK(code_of(desk.review(desk.own, {{"version", 1}, {"state", "verified"}}, make_id(5))) == "own_entry");
	CHECK(desk.review(desk.prefecture, {{"version", 1}, {"state", "verified"}}, make_id(5)).status == 200);
	// The team's phone has it too.
	CHECK(desk.server.sync(desk.phone, {{"changes", Json::array()}})["changes"].size() == 2);

	Json wrong = body;
	wrong["event"]["reach"] = {{"total", -1}};
	const api::Response refused = desk.server.call_as(desk.own, Method::post, "/api/v1/events", wrong);
	CHECK(refused.status == 422);
	CHECK(Json::parse(refused.body)["problems"][0]["pointer"] == "/reach/total");
	CHECK(code_of(desk.server.call_as(desk.own, Method::post, "/api/v1/events", {{"event", make_record(make_id(6))}})) == "invalid_field");
	CHECK(desk.server.recount().empty());
}

TEST_CASE("correction: of the newest version only, with a reason, and to be verified anew by somebody else")
{
	Desk desk;
	static_cast<void>(desk.reviewed({{"version", 1}, {"state", "verified"}}));
	const std::string path = "/api/v1/events/" + desk.event;
	const auto correct = [&](const std::string& if_match, const Json& body)
	{
		api::Request request;
		request.method = Method::put;
		request.path = path;
		request.authorization = "Bearer " + desk.own;
		request.if_match = if_match;
		request.body = body.dump();
		return desk.server.call(std::move(request));
	};
	const Json body = {{"reason", "电话更正"}, {"event", make_record(desk.event, 55)}};
	CHECK(code_of(correct("", body)) == "version_needed");
	CHECK(code_of(correct("\"7\"", body)) == "version_stale");
	CHECK(code_of(correct("\"1\"", {{"event", make_record(desk.event, 55)}})) == "invalid_field");
	CHECK(code_of(correct("\"1\"", {{"reason", "x"}, {"event", make_record(make_id(9), 55)}})) == "invalid_record");
	const api::Response corrected = correct("\"1\"", body);
	REQUIRE(corrected.status == 200);
	CHECK(Json::parse(corrected.body)["version"] == 2);
	CHECK(Json::parse(corrected.body)["review"]["state"] == "submitted");
	CHECK(desk.totals()["reach"] == 55);
	CHECK(code_of(desk.review(desk.own, {{"version", 2}, {"state", "verified"}})) == "own_entry");
	CHECK(desk.review(desk.own, {{"version", 2}, {"state", "returned"}, {"reason", "x"}}).status == 200);

	// A phone that edited the version before merges as with any other edit.
	Json edited = make_record(desk.event);
	edited["title"] = "改了标题";
	const Json merged = desk.push(edited, 950, 1);
	CHECK(merged["outcome"] == "merged");
	CHECK(merged["current"]["event"]["reach"]["total"] == 55);
	CHECK(desk.server.recount().empty());
}

TEST_CASE("redaction: gone from every version and from what was kept, and no late edit brings it back")
{
	Desk desk;
	Json record = make_record(desk.event);
	record["host"] = {{"contact", "王"}, {"phone", "13912345678"}};
	record["note"] = "家住某处";
	CHECK(desk.push(record, 902, 1)["version"] == 2);
	Json conflicting = record;
	conflicting["reach"]["total"] = 90;
	CHECK(desk.push(conflicting, 903, 2)["version"] == 3);
	conflicting["reach"]["total"] = 80;
	CHECK(desk.push(conflicting, 904, 2)["outcome"] == "conflict");
	const Json before = desk.totals();

	const std::string path = "/api/v1/events/" + desk.event;
	const Json body = {{"fields", {"host", "note"}}, {"reason", "本人要求"}};
	CHECK(desk.server.call_as(desk.own, Method::post, path + "/redact", body).status == 403);
	CHECK(
		code_of(desk.server.call_as(desk.chief, Method::post, path + "/redact", {{"fields", {"title"}}, {"reason", "x"}})) ==
		"invalid_field");
	const api::Response redacted = desk.server.call_as(desk.chief, Method::post, path + "/redact", body);
	REQUIRE(redacted.status == 200);
	CHECK(Json::parse(redacted.body)["version"] == 4);
	CHECK(desk.totals() == before);
	CHECK(desk.server.call_as(desk.chief, Method::get, path + "/history").body.find("13912345678") == std::string::npos);
	CHECK(desk.server.call_as(desk.chief, Method::get, "/api/v1/kept").body.find("13912345678") == std::string::npos);

	const Json pulled = desk.server.sync(desk.phone, {{"changes", Json::array()}});
	CHECK_FALSE(pulled["changes"][0]["event"].contains("host"));

	// A second phone still holds version 3 and changes the title.
	Json late = record;
	late["reach"]["total"] = 90;
	late["title"] = "改了标题";
	const Json merged = desk.push(late, 905, 3);
	CHECK(merged["outcome"] == "merged");
	CHECK(merged["current"]["event"]["title"] == "改了标题");
	CHECK_FALSE(merged["current"]["event"].contains("host"));
	CHECK(desk.push(late, 905, 3)["outcome"] == "unchanged");

	// Who has seen that it is gone may write something new.
	late.erase("host");
	late["note"] = "新的备注";
	CHECK(desk.push(late, 906, 5)["outcome"] == "accepted");
	CHECK(desk.server.recount().empty());
}

TEST_CASE("kept: a conflict is resolved with the record that is to stand, a refusal is closed, each once")
{
	Desk desk;
	Json mine = make_record(desk.event, 90);
	CHECK(desk.push(mine, 902, 1)["version"] == 2);
	mine["reach"]["total"] = 80;
	CHECK(desk.push(mine, 903, 1)["outcome"] == "conflict");
	Json wrong = make_record(make_id(6));
	wrong["title"] = "";
	CHECK(desk.push(wrong, 904, 0)["outcome"] == "rejected");

	const auto list = [&](const std::string& query)
	{ return Json::parse(desk.server.call_as(desk.own, Method::get, "/api/v1/kept" + query).body)["kept"]; };
	REQUIRE(list("").size() == 2);
	const Json conflict = list("?outcome=conflict")[0];
	CHECK(conflict["change"]["event"]["reach"]["total"] == 80);
	CHECK(conflict["current"]["event"]["reach"]["total"] == 90);
	CHECK(list("?outcome=rejected")[0]["problems"][0]["pointer"] == "/title");

	const auto resolve = [&](std::uint64_t change, const Json& body)
	{ return desk.server.call_as(desk.own, Method::post, "/api/v1/kept/" + make_id(change) + "/resolve", body); };
	CHECK(code_of(resolve(903, Json::object())) == "invalid_field");
	CHECK(code_of(resolve(903, {{"reason", "x"}, {"version", 1}, {"event", make_record(desk.event, 85)}})) == "version_stale");
	CHECK(code_of(resolve(903, {{"reason", "x"}, {"version", 2}, {"event", make_record(make_id(8), 85)}})) == "forbidden");
	const api::Response resolved = resolve(903, {{"reason", "核对后以85人为准"}, {"version", 2}, {"event", make_record(desk.event, 85)}});
	REQUIRE(resolved.status == 200);
	CHECK(Json::parse(resolved.body)["current"]["version"] == 3);
	CHECK(desk.totals()["reach"] == 85);
	CHECK(code_of(resolve(903, {{"reason", "again"}})) == "already_resolved");
	CHECK(resolve(904, {{"reason", "作废"}}).status == 200);
	CHECK(resolve(999, {{"reason", "x"}}).status == 404);
	CHECK(list("").empty());
	CHECK(list("?resolved=true").size() == 2);
	CHECK(desk.server.recount().empty());
}

TEST_CASE("telephone: shown to who opens the event, told of in the trail, and not in lists")
{
	Desk desk;
	Json record = make_record(desk.event);
	record["host"] = {{"contact", "王"}, {"phone", "13912345678"}};
	CHECK(desk.push(record, 902, 1)["version"] == 2);
	CHECK(desk.server.call_as(desk.own, Method::get, "/api/v1/events").body.find("13912345678") == std::string::npos);
	CHECK(desk.server.call_as(desk.own, Method::get, "/api/v1/events/" + desk.event).body.find("13912345678") != std::string::npos);
	const std::string receipt = Json::parse(desk.server.call_as(desk.own, Method::get, "/api/v1/events/" + desk.event).body)["receipt"];
	CHECK(desk.server.call_as(desk.own, Method::get, "/api/v1/receipts/" + receipt).status == 200);
	const auto rows = [&](const std::string& query)
	{ return Json::parse(desk.server.call_as(desk.chief, Method::get, "/api/v1/audit" + query).body)["rows"]; };
	CHECK(rows("?action=see_telephone&event=" + desk.event).size() == 2);
	const auto kept = [&](const std::string& query) { return desk.server.call_as(desk.own, Method::get, "/api/v1/kept" + query).body; };
	CHECK(kept("").find("139") == std::string::npos);
	CHECK(rows("?action=see_telephone").size() == 2);
	record["host"]["phone"] = "13987654321";
	CHECK(desk.push(record, 903, 1)["outcome"] == "conflict");
	Json wrong = make_record(make_id(6));
	wrong["host"] = {{"phone", "13811112222"}};
	wrong["title"] = "";
	CHECK(desk.push(wrong, 904, 0)["outcome"] == "rejected");
	CHECK(kept("?outcome=conflict").find("13987654321") != std::string::npos);
	CHECK(rows("?action=see_telephone")[0]["details"] == Json{{"kept", 1}});
	CHECK(kept("").find("13811112222") != std::string::npos);
	CHECK(rows("?action=see_telephone")[0]["details"] == Json{{"kept", 2}});
	CHECK(rows("?action=look_up_receipt").size() == 1);
	CHECK(rows("?action=look_up_receipt")[0]["address"] == "203.0.113.1");
	CHECK(rows("?limit=1").size() == 1);
	CHECK(desk.server.call_as(desk.chief, Method::get, "/api/v1/audit?limit=x").status == 400);
}

TEST_CASE("mass assignment: a phone cannot set what the server sets")
{
	Desk desk;
	Json record = make_record(make_id(7));
	for (const char* name : {"review", "version", "source", "entered_by", "team"}) { record[name] = "verified"; }
	Json put = make_put(make_id(930), 0, record);
	put["review"] = {{"state", "verified"}};
	put["version"] = 99;
	put["source"] = "paper";
	CHECK(desk.server.sync(desk.phone, make_push({put}))["results"][0]["version"] == 1);
	const Json state = Json::parse(desk.server.call_as(desk.own, Method::get, "/api/v1/events/" + make_id(7)).body);
	CHECK(state["review"]["state"] == "submitted");
	CHECK(state["source"] == "phone");
	CHECK(state["team"] == to_string(desk.team));
	CHECK(desk.totals("verified")["events"] == 0);
}
