// Teams, enrolment codes and phones, as a coordinator handles them.
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <string>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

struct County
{
	TestServer server;
	std::string own = server.add_account("own", Role::coordinator, "410423");
	Uuid team = server.add_team("鲁山", "410423");

	api::Response call(Method method, const std::string& path, const Json& body = Json())
	{
		return server.call_as(own, method, path, body);
	}
	Json get(const std::string& path) { return Json::parse(call(Method::get, path).body); }

	std::string code(const Json& body)
	{
		const api::Response made = call(Method::post, "/api/v1/enrolments", body);
		INFO(made.body);
		REQUIRE(made.status == 201);
		return Json::parse(made.body)["code"];
	}

	api::Response enrol(const std::string& typed, const std::string& name = "红米", const std::string& request = "1")
	{
		return server.call_as("", Method::post, "/api/v1/enrol", {{"code", typed}, {"device", name}, {"request_id", request}});
	}
	TestDevice enrolled(const std::string& typed)
	{
		const api::Response answer = enrol(typed);
		REQUIRE(answer.status == 200);
		const Json json = Json::parse(answer.body);
		return {*parse_uuid(json["device_id"].get<std::string>()), json["token"]};
	}
	Json change(const TestDevice& device, const Json& body)
	{
		const api::Response answer = call(Method::patch, "/api/v1/devices/" + to_string(device.id), body);
		INFO(answer.body);
		REQUIRE(answer.status == 200);
		return Json::parse(answer.body);
	}
};

} // namespace

TEST_CASE("teams: made with a roster that the phone gets, and changed")
{
	County county;
	const Json wanted = {
		{"name", "二队"},
		{"area", "410423"},
		{"leader", "张晓红"},
		{"phone", "13800000000"},
		{"members", {{{"name", "张晓红"}, {"unit", "司法局"}, {"from", "2024-01-01"}}, {{"name", "李建国"}}}}};
	const api::Response made = county.call(Method::post, "/api/v1/teams", wanted);
	REQUIRE(made.status == 201);
	const std::string id = Json::parse(made.body)["id"];
	const TestDevice phone = county.enrolled(county.code({{"team", id}}));
	const auto reference = [&] { return Json::parse(county.server.call_as(phone.token, Method::get, "/api/v1/reference").body); };
	const Json before = reference();
	REQUIRE(before["teams"].size() == 1);
	CHECK(before["teams"][0]["members"][0]["unit"] == "司法局");
	CHECK(before["teams"][0]["members"].size() == 2);

	CHECK(county.call(Method::patch, "/api/v1/teams/" + id, {{"members", {{{"name", "王芳"}}}}}).status == 200);
	CHECK(reference()["teams"][0]["members"][0]["name"] == "王芳");
	CHECK(reference()["etag"] != before["etag"]);
	CHECK(county.get("/api/v1/teams/" + id)["leader"] == "张晓红");
	CHECK(county.get("/api/v1/teams")["teams"].size() == 2);

	CHECK(code_of(county.call(Method::patch, "/api/v1/teams/" + id, {{"area", "410425"}})) == "invalid_field");
	CHECK(code_of(county.call(Method::patch, "/api/v1/teams/" + id, {{"members", {{{"unit", "x"}}}}})) == "invalid_field");
	CHECK(code_of(county.call(Method::post, "/api/v1/teams", {{"name", "x"}})) == "invalid_field");
	CHECK(code_of(county.call(Method::post, "/api/v1/teams", {{"name", "x"}, {"area", "410425"}})) == "forbidden");
}

TEST_CASE("teams: a roster is not written over one that somebody else has changed meanwhile")
{
	County county;
	const std::string path = "/api/v1/teams/" + to_string(county.team);
	const auto names = [&]
	{
		std::string text;
		const Json team = county.get(path);
		for (const Json& member : team["members"]) { text += member["name"].get<std::string>() + " "; }
		return text;
	};
	const auto save = [&](const Json& members, const Json& before)
	{ return county.call(Method::patch, path, {{"members", members}, {"members_before", before}}); };
	const Json empty = Json::array();
	CHECK(save({{{"name", "王芳"}}}, empty).status == 200);

	const api::Response late = save({{{"name", "李建国"}}}, empty);
	CHECK(late.status == 412);
	CHECK(code_of(late) == "roster_stale");
	CHECK(names() == "王芳 ");

	CHECK(save({{{"name", "王芳"}}, {{"name", "李建国"}}}, county.get(path)["members"]).status == 200);
	CHECK(names() == "王芳 李建国 ");
	CHECK(code_of(county.call(Method::patch, path, {{"members_before", "王芳"}})) == "invalid_field");
}

TEST_CASE("teams: a phone knows of its teams what its app needs, and no telephone number")
{
	County county;
	const std::string id = Json::parse(county
										   .call(
											   Method::post, "/api/v1/teams",
											   {{"name", "二队"},
												{"area", "410423"},
												{"leader", "张晓红"},
												{"phone", "13800000000"},
												{"members", {{{"name", "李建国"}, {"to", "2025-06-30"}}}}})
										   .body)["id"];
	const TestDevice phone = county.enrolled(county.code({{"team", id}}));
	const std::string body = county.server.call_as(phone.token, Method::get, "/api/v1/reference").body;
	CHECK(body.find("13800000000") == std::string::npos);
	const Json members = {{{"name", "李建国"}, {"unit", ""}, {"from", nullptr}, {"to", "2025-06-30"}}};
	const Json team = {{"id", id}, {"name", "二队"}, {"area", "410423"}, {"leader", "张晓红"}, {"contact", nullptr}, {"members", members}};
	CHECK(Json::parse(body)["teams"] == Json::array({team}));
	const TestDevice other = county.server.add_device(county.team);
	CHECK(Json::parse(county.server.call_as(other.token, Method::get, "/api/v1/reference").body)["teams"][0]["leader"].is_null());
}

TEST_CASE("teams: a phone reads the targets of its teams, and none of areas or of other teams")
{
	County county;
	const Uuid second = county.server.add_team("二队", "410423");
	const TestDevice phone = county.server.add_device(county.team);
	const Json targets = {
		{{"area", "410423"}, {"metric", "sessions"}, {"value", 90}},
		{{"team", to_string(county.team)}, {"venue_type", "village"}, {"metric", "sessions"}, {"value", 12}},
		{{"team", to_string(second)}, {"metric", "sessions"}, {"value", 13}},
	};
	REQUIRE(county.call(Method::put, "/api/v1/targets?year=2025", targets).status == 200);
	const auto seen_by = [&](const std::string& token, const std::string& year)
	{ return Json::parse(county.server.call_as(token, Method::get, "/api/v1/targets?year=" + year).body); };
	const Json seen = seen_by(phone.token, "2025");
	REQUIRE(seen.size() == 1);
	CHECK(seen[0]["team"] == to_string(county.team));
	CHECK(seen[0]["venue_type"] == "village");
	CHECK(seen[0]["value"] == 12);
	CHECK(seen_by(phone.token, "2024").empty());
	CHECK(seen_by(county.own, "2025").size() == 3);

	// One that was moved reads those of the team it stands for now.
	county.server.move_device(phone, second);
	const Json moved = seen_by(phone.token, "2025");
	REQUIRE(moved.size() == 1);
	CHECK(moved[0]["value"] == 13);
}

TEST_CASE("enrolment: a code as QR, used once, listed, cancelled, expired")
{
	County county;
	const api::Response made = county.call(Method::post, "/api/v1/enrolments", {{"team", to_string(county.team)}, {"days", 1}});
	REQUIRE(made.status == 201);
	const Json enrolment = Json::parse(made.body);
	CHECK(enrolment["url"].get<std::string>().ends_with("/#/enrol?code=" + enrolment["code"].get<std::string>()));
	CHECK(enrolment["svg"].get<std::string>().starts_with("<svg "));
	const std::string code = enrolment["code"];
	CHECK(county.enrol(code).status == 200);
	CHECK(county.enrol(code, "红米", "1").status == 200);
	CHECK(code_of(county.enrol(code, "红米", "2")) == "code_used");

	const std::string second = county.code({{"team", to_string(county.team)}});
	CHECK(county.call(Method::remove, "/api/v1/enrolments/" + second).status == 204);
	CHECK(code_of(county.enrol(second)) == "code_expired");
	const Json listed = county.get("/api/v1/enrolments?team=" + to_string(county.team))["enrolments"];
	REQUIRE(listed.size() == 2);
	std::string states;
	for (const Json& entry : listed) { states += entry["state"].get<std::string>() + " "; }
	CHECK((states == "cancelled used " || states == "used cancelled "));
	CHECK(code_of(county.call(Method::post, "/api/v1/enrolments", {{"team", to_string(county.team)}, {"days", 0}})) == "invalid_field");
}

TEST_CASE("enrolment: guessing codes is slowed down")
{
	County county;
	const std::string code = county.code({{"team", to_string(county.team)}});
	int status = 0;
	for (int i = 0; i < 30 && status != 429; ++i) { status = county.enrol("0000-000" + std::to_string(i % 10)).status; }
	CHECK(status == 429);
	CHECK(county.enrol(code).status == 429);
}

TEST_CASE("devices: renamed, moved, revoked, and let in again as what they were")
{
	County county;
	const TestDevice phone = county.enrolled(county.code({{"team", to_string(county.team)}}));
	CHECK(county.change(phone, {{"name", "老张的手机"}})["name"] == "老张的手机");
	const Uuid second = county.server.add_team("二队", "410423");
	CHECK(county.change(phone, {{"team", to_string(second)}})["teams"] == Json{to_string(second)});
	CHECK(county.get("/api/v1/devices?team=" + to_string(second))["devices"].size() == 1);

	CHECK(county.change(phone, {{"teams", {to_string(county.team), to_string(second)}}})["teams"].size() == 2);
	Json for_second = make_put(make_id(940), 0, make_record(make_id(40)));
	for_second["team"] = to_string(second);
	CHECK(county.server.sync(phone, make_push({for_second}))["results"][0]["outcome"] == "accepted");
	CHECK(county.get("/api/v1/events?team=" + to_string(second))["events"].size() == 1);
	const Uuid elsewhere = county.server.add_team("郏县", "410425");
	CHECK(
		code_of(county.call(Method::patch, "/api/v1/devices/" + to_string(phone.id), {{"teams", {to_string(elsewhere)}}})) ==
		"invalid_field");

	CHECK(county.change(phone, {{"revoked", true}})["state"] == "revoked");
	CHECK(code_of(county.server.sync_text(phone, R"({"changes":[]})")) == "unauthenticated");
	const TestDevice back = county.enrolled(county.code({{"device", to_string(phone.id)}}));
	CHECK(back.id == phone.id);
	CHECK(county.server.sync_text(back, R"({"changes":[]})").status == 200);
	CHECK(county.get("/api/v1/devices")["devices"].size() == 1);
	CHECK(county.get("/api/v1/devices")["devices"][0]["state"] == "active");
}

TEST_CASE("devices: a lost phone erases what was acknowledged, what it held is written off, and taken if it ever comes")
{
	County county;
	const TestDevice phone = county.enrolled(county.code({{"team", to_string(county.team)}}));
	static_cast<void>(county.server.sync(phone, {{"changes", Json::array()}, {"pending", {{"events", 3}, {"edits", 1}, {"photos", 0}}}}));
	CHECK(county.get("/api/v1/statistics?from=2025-01&to=2025-12")["states"]["on_phones"] == 3);

	const Json lost = county.change(phone, {{"lost", true}});
	CHECK(lost["state"] == "lost");
	CHECK(lost["written_off"]["events"] == 3);
	CHECK(lost["pending"]["events"] == 0);
	CHECK(county.get("/api/v1/statistics?from=2025-01&to=2025-12")["states"]["on_phones"] == 0);
	CHECK(county.get("/api/v1/teams/" + to_string(county.team))["written_off"] == 3);
	CHECK(code_of(county.server.sync_text(phone, R"({"changes":[]})")) == "device_lost");

	const TestDevice back = county.enrolled(county.code({{"device", to_string(phone.id)}, {"outbox_only", true}}));
	CHECK(back.id == phone.id);
	static_cast<void>(county.server.add_device(county.team));
	const Json answer = county.server.sync(
		back,
		{{"changes", {make_put(make_id(901), 0, make_record(make_id(1)))}}, {"pending", {{"events", 0}, {"edits", 0}, {"photos", 0}}}});
	CHECK(answer["results"][0]["outcome"] == "accepted");
	CHECK(county.get("/api/v1/events")["events"].size() == 1);
}

TEST_CASE("devices: one that may only bring its outbox pulls nothing and reads nothing")
{
	County county;
	const TestDevice other = county.server.add_device(county.team);
	static_cast<void>(county.server.sync(other, make_push({make_put(make_id(901), 0, make_record(make_id(1)))})));
	const TestDevice phone = county.enrolled(county.code({{"team", to_string(county.team)}, {"outbox_only", true}}));
	CHECK(county.server.sync(phone, {{"changes", Json::array()}})["changes"].empty());
	CHECK(county.server.call_as(phone.token, Method::get, "/api/v1/reference").status == 403);
	CHECK(county.server.stream_status(phone.token) == 403);
}
