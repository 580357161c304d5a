#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

struct TargetProgressOffice
{
	TestServer server;
	Uuid team = server.add_team("鲁山讲师团", "410423");
	std::string admin = server.add_account("chief", Role::admin, "410400");
	std::string own = server.add_account("own", Role::coordinator, "410423");
	std::string other = server.add_account("other", Role::coordinator, "410425");

	void put(const Json& cells)
	{
		const api::Response response = server.call_as(admin, Method::put, "/api/v1/targets?year=2025", cells);
		INFO(response.body);
		REQUIRE(response.status == 200);
	}

	Json get(const std::string& token, const std::string& path)
	{
		const api::Response response = server.call_as(token, Method::get, path);
		INFO(response.body);
		REQUIRE(response.status == 200);
		return Json::parse(response.body);
	}

	int status(const std::string& token, const std::string& path) { return server.call_as(token, Method::get, path).status; }
};

const Json villages = {
	{"area", "410423"}, {"venue_type", "village"}, {"metric", "sessions"}, {"value", 40}, {"document_no", "〔2025〕3号"}};

} // namespace

TEST_CASE("target history: every value with who set it, kept to the caller's area")
{
	TargetProgressOffice office;
	office.put({villages, {{"area", "410425"}, {"metric", "materials"}, {"value", 9}}});
	Json raised = villages;
	raised["value"] = 44;
	raised["reason"] = "新增任务";
	office.put({raised, {{"team", to_string(office.team)}, {"metric", "sessions"}, {"value", 5}}});
	raised["value"] = nullptr;
	office.put(Json::array({raised}));

	const std::string path = "/api/v1/targets/history?year=2025";
	CHECK(office.get(office.admin, path)["changes"].size() == 5);
	CHECK(office.get(office.admin, path + "&area=410425")["changes"].size() == 1);
	const Json changes = office.get(office.own, path)["changes"];
	REQUIRE(changes.size() == 4);
	CHECK(changes[0]["area"] == "410423");
	CHECK(changes[0]["area_name"] == "鲁山县");
	CHECK(changes[0]["value"] == 40);
	CHECK(changes[0]["document_no"] == "〔2025〕3号");
	CHECK(changes[0]["by"] == "chief");
	CHECK(changes[1]["reason"] == "新增任务");
	CHECK(changes[2]["team"] == to_string(office.team));
	CHECK(changes[2]["team_name"] == "鲁山讲师团");
	CHECK(changes[3]["value"].is_null());
	CHECK(office.get(office.other, path)["changes"].size() == 1);
	CHECK(office.status(office.own, path + "&area=410425") == 403);
	CHECK(office.status(office.own, path + "&area=1") == 404);
	CHECK(office.status(office.own, "/api/v1/targets/history") == 400);
	const TestDevice phone = office.server.add_device(office.team);
	const Json of_phone = office.get(phone.token, path)["changes"];
	REQUIRE(of_phone.size() == 1);
	CHECK(of_phone[0]["value"] == 5);
}

TEST_CASE("target progress endpoint: rows of areas and teams, and what the parameters refuse")
{
	TargetProgressOffice office;
	office.put({villages, {{"team", to_string(office.team)}, {"metric", "sessions"}, {"value", 5}}});
	Json lowered = villages;
	lowered["value"] = 20;
	office.put(Json::array({lowered}));
	const TestDevice phone = office.server.add_device(office.team);
	static_cast<void>(office.server.sync(phone, make_push({make_put(make_id(901), 0, make_record(make_id(1)))})));

	const std::string path = "/api/v1/targets/progress?year=2025";
	const Json json = office.get(office.own, path);
	CHECK(json["year"] == 2025);
	CHECK(json["area"] == "410423");
	CHECK(json["basis"] == "received");
	REQUIRE(json["rows"].size() == 2);
	const Json& area = json["rows"][0];
	CHECK(area["area_name"] == "鲁山县");
	CHECK(area["venue_type"] == "village");
	CHECK(area["initial"]["value"] == 40);
	CHECK(area["current"]["value"] == 20);
	CHECK(area["changes"] == 1);
	CHECK(area["reached"] == 1);
	const Json& team = json["rows"][1];
	CHECK(team["team_name"] == "鲁山讲师团");
	CHECK(team["venue_type"].is_null());
	CHECK(team["reached"] == 1);
	CHECK(office.get(office.own, path + "&basis=verified")["rows"][0]["reached"] == 0);
	CHECK(office.get(office.other, path)["rows"].empty());
	CHECK(office.status(office.own, path + "&area=410425") == 403);
	CHECK(office.status(office.own, path + "&attribution=team") == 400);
	CHECK(office.status(office.own, "/api/v1/targets/progress?from=2025-01&to=2025-12") == 400);
}
