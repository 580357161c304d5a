// Notices: made by coordinators, brought by syncs, read on phones, withdrawn.
#include "server/people/token.hpp"
#include "server/store/device_store.hpp"
#include "server/store/notice_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <string>
#include <vector>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

// Two teams of one county, one of another, and who looks after them.
struct NoticePlace
{
	TestServer server;
	Uuid team = server.add_team("鲁山一队", "410423");
	Uuid second = server.add_team("鲁山二队", "410423");
	Uuid elsewhere = server.add_team("郏县", "410425");
	TestDevice phone = server.add_device(team);
	TestDevice second_phone = server.add_device(second);
	TestDevice far_phone = server.add_device(elsewhere);
	std::string chief = server.add_account("chief", Role::admin, "410400");
	std::string own = server.add_account("own", Role::coordinator, "410423");
	std::string other = server.add_account("other", Role::coordinator, "410425");

	api::Response call(const std::string& token, Method method, const std::string& path, const Json& body = Json())
	{
		return server.call_as(token, method, "/api/v1/notices" + path, body);
	}

	Json send(const std::string& token, const Json& body)
	{
		const api::Response made = call(token, Method::post, "", body);
		INFO(made.body);
		REQUIRE(made.status == 201);
		return Json::parse(made.body);
	}
	Json get(const std::string& token, const std::string& path = "")
	{
		const api::Response answer = call(token, Method::get, path);
		INFO(answer.body);
		REQUIRE(answer.status == 200);
		return Json::parse(answer.body);
	}
	Json sync(const TestDevice& device, const Json& notices)
	{
		return server.sync(device, {{"changes", Json::array()}, {"limit", 0}, {"notices", notices}})["notices"];
	}
	Json sync_all(const TestDevice& device) { return sync(device, Json::object()); }
};

std::vector<std::string> texts(const Json& notices)
{
	std::vector<std::string> found;
	for (const Json& notice : notices) { found.push_back(notice["text"]); }
	return found;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("notices: one for an area reaches the phones of all teams in it, one for a team that team alone")
{
	NoticePlace place;
	const Json made = place.send(
		place.own, {{"kind", "reminder"}, {"title", "催报"}, {"text", "请上报三月数据"}, {"due_on", "2025-04-05"}, {"area", "410423"}});
	CHECK(made["kind"] == "reminder");
	CHECK(made["area"] == "410423");
	CHECK(made["team"].is_null());
	CHECK(made["made_by"] == "own");
	CHECK(made["withdrawn_at"].is_null());
	CHECK(made["teams"] == 2);
	CHECK(made["read_by"] == 0);
	place.send(place.own, {{"text", "给一队"}, {"team", to_string(place.team)}});
	place.send(place.chief, {{"text", "给全市"}, {"area", "410400"}});

	const Json got = place.sync_all(place.phone);
	CHECK(texts(got) == Texts{"请上报三月数据", "给一队", "给全市"});
	CHECK(got[0]["id"] == made["id"]);
	CHECK(got[0]["number"] == made["number"]);
	CHECK(got[0]["kind"] == "reminder");
	CHECK(got[0]["title"] == "催报");
	CHECK(got[0]["due_on"] == "2025-04-05");
	CHECK(got[0]["from"] == "own");
	CHECK(got[0]["at"] == made["made_at"]);
	CHECK(got[0]["withdrawn"] == false);
	CHECK(got[0]["read"] == false);
	CHECK(got[0].size() == 10);
	CHECK(got[1]["title"].is_null());
	CHECK(got[1]["kind"] == "notice");
	CHECK(texts(place.sync_all(place.second_phone)) == Texts{"请上报三月数据", "给全市"});
	CHECK(texts(place.sync_all(place.far_phone)) == Texts{"给全市"});
}

TEST_CASE("notices: a sync that does not ask gets none, and one that pulls events gets them beside")
{
	NoticePlace place;
	place.send(place.own, {{"text", "通知"}, {"area", "410423"}});
	CHECK(place.server.sync(place.phone, {{"changes", Json::array()}})["notices"] == Json::array());
	CHECK(place.server.sync(place.phone, make_push({}))["notices"] == Json::array());
	const Json pulled = place.server.sync(place.phone, {{"changes", Json::array()}, {"notices", Json::object()}});
	CHECK(texts(pulled["notices"]) == Texts{"通知"});
	CHECK(pulled["more"] == false);
}

TEST_CASE("notices: after a number comes what is new, withdrawn ones too, a number from another time starts over")
{
	NoticePlace place;
	const Json first = place.send(place.own, {{"text", "一"}, {"area", "410423"}});
	const Json second = place.send(place.own, {{"text", "二"}, {"area", "410423"}});
	CHECK(texts(place.sync(place.phone, {{"after", first["number"]}})) == Texts{"二"});
	CHECK(place.sync(place.phone, {{"after", second["number"]}}).empty());
	CHECK(place.sync(place.phone, {{"after", nullptr}}).size() == 2);
	CHECK(place.sync(place.phone, {{"after", 0}}).size() == 2);
	CHECK(place.sync(place.phone, {{"after", 1'000'000}}).size() == 2);

	const api::Response withdrawn = place.call(place.own, Method::remove, "/" + first["id"].get<std::string>());
	CHECK(withdrawn.status == 200);
	const Json gone = Json::parse(withdrawn.body);
	CHECK(gone["number"] > second["number"]);
	CHECK_FALSE(gone["withdrawn_at"].is_null());
	CHECK(Json::parse(place.call(place.own, Method::remove, "/" + first["id"].get<std::string>()).body) == gone);
	const Json told = place.sync(place.phone, {{"after", second["number"]}});
	REQUIRE(told.size() == 1);
	CHECK(told[0]["id"] == first["id"]);
	CHECK(told[0]["withdrawn"] == true);
	CHECK(texts(place.sync_all(place.phone)) == Texts{"二"});
	const Json listed = place.get(place.own)["notices"];
	CHECK(texts(listed) == Texts{"一", "二"});
	CHECK_FALSE(listed[0]["withdrawn_at"].is_null());
}

TEST_CASE("notices: fifty an answer, and none older than half a year for a phone that has none")
{
	NoticePlace place;
	store::Notice old;
	old.id = *parse_uuid(make_id(1));
	old.text = "旧";
	old.area = place.server.reference()->areas.find("410423")->id;
	old.made_at = now() - std::chrono::days(181);
	store::Writer& writer = place.server.writer();
	writer.run_alone([&] { store::insert_notice(writer.database(), writer.epoch(), old); });
	for (int i = 0; i < 60; ++i) { place.send(place.own, {{"text", std::to_string(i)}, {"area", "410423"}}); }
	const Json page = place.sync_all(place.phone);
	REQUIRE(page.size() == 50);
	CHECK(page[0]["text"] == "0");
	const Json rest = place.sync(place.phone, {{"after", page[49]["number"]}});
	REQUIRE(rest.size() == 10);
	CHECK(rest[9]["text"] == "59");
}

TEST_CASE("notices: what a phone read is told to the coordinator, once, by team")
{
	NoticePlace place;
	const Json made = place.send(place.own, {{"text", "通知"}, {"area", "410423"}});
	const Json to_one = place.send(place.own, {{"text", "给二队"}, {"team", to_string(place.second)}});
	const Json read = Json::array({
		{{"id", made["id"]}, {"at", "2025-03-08T09:00:00Z"}},
		{{"id", made["id"]}, {"at", "2025-03-08T10:00:00Z"}},
		{{"id", to_one["id"]}, {"at", "2025-03-08T09:00:00Z"}},
		{{"id", make_id(7)}, {"at", "2025-03-08T09:00:00Z"}},
		{{"id", "x"}, {"at", "2025-03-08T09:00:00Z"}},
		{{"id", made["id"]}, {"at", "yesterday"}},
		{{"id", made["id"]}},
		"x",
	});
	CHECK(place.sync(place.phone, {{"read", read}})[0]["read"] == true);
	CHECK(place.sync(place.phone, {{"read", read}})[0]["read"] == true);
	CHECK(place.sync_all(place.second_phone)[0]["read"] == false);

	CHECK(place.get(place.own)["notices"][0]["read_by"] == 0);
	CHECK(place.get(place.own)["notices"][1]["read_by"] == 1);
	const Json receipts = place.get(place.own, "/" + made["id"].get<std::string>())["receipts"];
	REQUIRE(receipts.size() == 2);
	CHECK(
		receipts[0] ==
		Json{{"team", to_string(place.team)}, {"name", "鲁山一队"}, {"read_at", "2025-03-08T09:00:00.000Z"}, {"device", "test"}});
	CHECK(receipts[1] == Json{{"team", to_string(place.second)}, {"name", "鲁山二队"}, {"read_at", nullptr}, {"device", nullptr}});
}

TEST_CASE("notices: a phone that was moved keeps what it told for its former team, and reads for the new one from now on")
{
	NoticePlace place;
	const Json made = place.send(place.own, {{"text", "通知"}, {"area", "410423"}});
	const Json read = {{"read", {{{"id", made["id"]}, {"at", "2025-03-08T09:00:00Z"}}}}};
	place.sync(place.phone, read);
	place.server.move_device(place.phone, place.second);
	CHECK(place.get(place.own)["notices"][0]["read_by"] == 1);
	place.sync(place.phone, read);
	CHECK(place.get(place.own)["notices"][0]["read_by"] == 2);
	place.server.move_device(place.phone, place.elsewhere);
	CHECK(place.sync_all(place.phone).empty());
}

TEST_CASE("notices: at most a hundred reads of a request are taken, and a phone that only brings its outbox gets none")
{
	NoticePlace place;
	const Json made = place.send(place.own, {{"text", "通知"}, {"area", "410423"}});
	Json many = Json::array();
	for (int i = 0; i < 100; ++i) { many.push_back({{"id", make_id(7)}, {"at", "2025-03-08T09:00:00Z"}}); }
	many.push_back({{"id", made["id"]}, {"at", "2025-03-08T09:00:00Z"}});
	CHECK(place.sync(place.phone, {{"read", many}})[0]["read"] == false);

	store::Writer& writer = place.server.writer();
	const auto limited = [&]
	{
		store::update_device_token(writer.database(), place.phone.id, people::hash_token(place.phone.token), true);
		writer.forget_devices();
	};
	writer.run_alone(limited);
	CHECK(place.sync(place.phone, {{"read", {{{"id", made["id"]}, {"at", "2025-03-08T09:00:00Z"}}}}}).empty());
	CHECK(place.get(place.own)["notices"][0]["read_by"] == 0);
}

TEST_CASE("notices: what a sync says of them and cannot be read is named, and stops nothing")
{
	NoticePlace place;
	const auto problems = [&](const Json& notices)
	{ return place.server.sync(place.phone, Json{{"changes", Json::array()}, {"notices", notices}}).at("problems").size(); };
	for (const Json& wrong :
		 {Json(7), Json::array(), Json("x"), Json{{"after", "1"}}, Json{{"after", -1}}, Json{{"after", 1.5}}, Json{{"read", "x"}},
		  Json{{"read", Json::object()}}})
	{
		INFO(wrong.dump());
		CHECK(problems(wrong) == 1);
	}
	for (const Json& fine :
		 {Json(nullptr), Json::object(), Json{{"after", nullptr}, {"read", nullptr}}, Json{{"read", {7, nullptr, "x"}}}, Json{{"more", 1}}})
	{
		INFO(fine.dump());
		CHECK(problems(fine) == 0);
	}
}

TEST_CASE("notices: what is wrong with a new one is told")
{
	NoticePlace place;
	const std::string long_text(2'001, 'x');
	const std::string team = to_string(place.team);
	const auto status = [&](const Json& body) { return place.call(place.own, Method::post, "", body).status; };
	CHECK(status({{"text", "x"}}) == 422);
	CHECK(status({{"text", "x"}, {"area", "410423"}, {"team", team}}) == 422);
	CHECK(status({{"area", "410423"}}) == 422);
	CHECK(status({{"text", ""}, {"area", "410423"}}) == 422);
	CHECK(status({{"text", " \n"}, {"area", "410423"}}) == 422);
	CHECK(status({{"text", 7}, {"area", "410423"}}) == 422);
	CHECK(status({{"text", long_text}, {"area", "410423"}}) == 422);
	CHECK(status({{"text", "x"}, {"title", long_text.substr(0, 101)}, {"area", "410423"}}) == 422);
	CHECK(status({{"text", "x"}, {"kind", "alarm"}, {"area", "410423"}}) == 422);
	CHECK(status({{"text", "x"}, {"due_on", "soon"}, {"area", "410423"}}) == 422);
	CHECK(status({{"text", "x"}, {"area", "999999"}}) == 422);
	CHECK(status({{"text", "x"}, {"team", "x"}}) == 422);
	CHECK(status({{"text", "x"}, {"team", make_id(5)}}) == 422);
	CHECK(status({{"text", "x"}, {"team", to_string(place.elsewhere)}}) == 422);
	CHECK(status({{"text", "x"}, {"area", "410425"}}) == 403);
	CHECK(status({{"text", "x"}, {"area", "410400"}}) == 403);
	CHECK(status({{"text", "x"}, {"area", "410423"}, {"made_by", "chief"}}) == 422);
	CHECK(status({{"text", long_text.substr(1)}, {"title", long_text.substr(0, 100)}, {"area", "410423"}}) == 201);
	CHECK(place.get(place.own)["notices"].size() == 1);
}

TEST_CASE("notices: the list is filtered and paged, and shows each coordinator what lies in its scope")
{
	NoticePlace place;
	for (int i = 0; i < 5; ++i) { place.send(place.own, {{"text", std::to_string(i)}, {"area", "410423"}}); }
	place.send(place.own, {{"text", "催"}, {"kind", "reminder"}, {"team", to_string(place.second)}});
	place.send(place.other, {{"text", "郏县"}, {"area", "410425"}});
	place.send(place.chief, {{"text", "全市"}, {"area", "410400"}});
	CHECK(place.get(place.chief)["notices"].size() == 8);
	CHECK(texts(place.get(place.other)["notices"]) == Texts{"郏县"});
	CHECK(texts(place.get(place.own, "?kind=reminder")["notices"]) == Texts{"催"});
	CHECK(place.get(place.own, "?team=" + to_string(place.team))["notices"].size() == 5);
	CHECK(texts(place.get(place.chief, "?area=410425")["notices"]) == Texts{"郏县"});
	const Json page = place.get(place.own, "?limit=4");
	CHECK(texts(page["notices"]) == Texts{"催", "4", "3", "2"});
	const Json rest = place.get(place.own, "?limit=4&after=" + std::to_string(page["next"].get<int>()));
	CHECK(texts(rest["notices"]) == Texts{"1", "0"});
	CHECK(rest["next"].is_null());
	CHECK(place.call(place.own, Method::get, "?area=410425").status == 403);
	CHECK(place.call(place.own, Method::get, "?area=1").status == 404);
	CHECK(place.call(place.own, Method::get, "?kind=alarm").status == 400);
	CHECK(place.call(place.own, Method::get, "?team=x").status == 400);
	CHECK(place.call(place.own, Method::get, "?limit=0").status == 400);
}

TEST_CASE("notices: sending and withdrawing stand in the trail, and ring at the phones of the teams")
{
	NoticePlace place;
	const Json made = place.send(place.own, {{"title", "会议"}, {"text", "通知"}, {"area", "410423"}});
	store::Writer& writer = place.server.writer();
	CHECK(writer.touched_teams().contains(place.team));
	CHECK(writer.touched_teams().contains(place.second));
	CHECK_FALSE(writer.touched_teams().contains(place.elsewhere));
	CHECK(place.call(place.own, Method::remove, "/" + made["id"].get<std::string>()).status == 200);
	CHECK(writer.touched_teams().contains(place.team));
	const Json trail = Json::parse(place.server.call_as(place.chief, Method::get, "/api/v1/audit?actor=own").body)["rows"];
	REQUIRE(trail.size() == 2);
	CHECK(trail[0]["action"] == "withdraw_notice");
	CHECK(trail[1]["action"] == "send_notice");
	CHECK(trail[1]["subject"] == made["id"]);
	CHECK(trail[1]["area"] == "410423");
	CHECK(trail[1]["details"]["title"] == "会议");
}

TEST_CASE("notices: numbers go on rising over a restore, so that no phone misses one")
{
	NoticePlace place;
	place.send(place.own, {{"text", "一"}, {"area", "410423"}});
	place.server.save_backup("backup.db");
	const Json lost = place.send(place.own, {{"text", "二"}, {"area", "410423"}});
	place.server.restore_backup("backup.db");
	// A restore ends every sign-in.
	CHECK(place.call(place.own, Method::get, "").status == 401);
	const std::string again = place.server.add_account("again", Role::coordinator, "410423");
	const Json after = place.send(again, {{"text", "三"}, {"area", "410423"}});
	CHECK(after["number"] > lost["number"]);
	CHECK(texts(place.sync(place.phone, {{"after", lost["number"]}})) == Texts{"三"});
}
