#include "server/store/device_store.hpp"
#include "server/store/team_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

class ReportingOffice
{
public:
	ReportingOffice()
	{
		team = server.add_team("鲁山", "410423");
		other_team = server.add_team("郏县", "410425");
		coordinator = server.add_account("own", Role::coordinator, "410423");
		viewer = server.add_account("viewer", Role::viewer, "410423");
		store::Team known = store::find_team(server.writer().database(), team).value();
		known.leader = "张晓红";
		known.phone = "13700000001";
		server.writer().run_alone([&] { store::update_team(server.writer().database(), known); });
	}

	Json reporting(const std::string& token, const std::string& query)
	{
		const api::Response response = server.call_as(token, Method::get, "/api/v1/reporting" + query);
		INFO(response.body);
		REQUIRE(response.status == 200);
		return Json::parse(response.body);
	}

	int status(const std::string& query) { return server.call_as(coordinator, Method::get, "/api/v1/reporting" + query).status; }

	api::Response report_nil(const Json& body) { return server.call_as(coordinator, Method::post, "/api/v1/nil_reports", body); }

	TestServer server;
	Uuid team;
	Uuid other_team;
	std::string coordinator;
	std::string viewer;
};

} // namespace

TEST_CASE("reporting endpoint: the teams of the caller's area and their months")
{
	ReportingOffice office;
	const TestDevice phone = office.server.add_device(office.team);
	static_cast<void>(office.server.sync(phone, make_push({make_put(make_id(901), 0, make_record(make_id(1)))})));
	const Json json = office.reporting(office.coordinator, "?year=2025");
	CHECK(json["year"] == 2025);
	CHECK(json["area"] == "410423");
	CHECK(json["due_day"] == 5);
	REQUIRE(json["months"].size() == 12);
	CHECK(json["months"][11] == "2025-12");
	REQUIRE(json["teams"].size() == 1);
	const Json& team = json["teams"][0];
	CHECK(team["team"] == to_string(office.team));
	CHECK(team["county"] == "鲁山县");
	CHECK(team["leader"] == "张晓红");
	CHECK(team["phone"] == "13700000001");
	CHECK(team["silent"] == false);
	CHECK(team["unsent"] == 0);
	CHECK(team["oldest_unsent"].is_null());
	CHECK(team["months"][2] == Json({{"month", "2025-03"}, {"status", "reported"}, {"events", 1}}));
	CHECK(team["months"][1]["status"] == "before"); // the team was made today
	CHECK(json["areas_without_team"].empty());
}

TEST_CASE("reporting endpoint: one month, and who may not see telephones")
{
	ReportingOffice office;
	const Json json = office.reporting(office.viewer, "?month=2025-03");
	CHECK(json["year"] == 2025);
	CHECK(json["months"] == Json({"2025-03"}));
	CHECK(json["teams"][0]["months"].size() == 1);
	CHECK(json["teams"][0]["leader"].is_null());
	CHECK(json["teams"][0]["phone"].is_null());
	CHECK(office.status("?year=2025&month=2025-03") == 200);
	for (const char* wrong : {"", "?year=25", "?month=2025", "?month=2025-13", "?year=2024&month=2025-03", "?month=x"})
	{
		INFO(wrong);
		CHECK(office.status(wrong) == 400);
	}
	CHECK(office.status("?year=2025&area=410425") == 403);
	CHECK(office.status("?year=2025&area=999999") == 404);
	CHECK(office.status("?year=2025&area=410423001") == 200);
}

TEST_CASE("reporting endpoint: what waits on a team's phones, and since when")
{
	ReportingOffice office;
	const TestDevice phone = office.server.add_device(office.team);
	Json push = make_push({});
	push["pending"] = {{"events", 3}, {"edits", 0}, {"photos", 0}, {"oldest", "2025-03-06T08:00:00Z"}};
	static_cast<void>(office.server.sync(phone, push));
	const Json team = office.reporting(office.coordinator, "?year=2025")["teams"][0];
	CHECK(team["unsent"] == 3);
	CHECK(team["oldest_unsent"] == "2025-03-06T08:00:00.000Z");
	office.server.revoke_device(phone, true);
	const Json written_off = office.reporting(office.coordinator, "?year=2025")["teams"][0];
	CHECK(written_off["unsent"] == 0);
	CHECK(written_off["oldest_unsent"].is_null());
}

TEST_CASE("nil reports: made once, told twice, in the audit trail, and only of months that have begun")
{
	ReportingOffice office;
	const Json january = {{"team", to_string(office.team)}, {"month", "2025-01"}};
	CHECK(office.report_nil(january).status == 201);
	CHECK(office.report_nil(january).status == 200);
	CHECK(office.reporting(office.coordinator, "?year=2025")["teams"][0]["months"][0]["status"] == "nil");
	const Json audit = Json::parse(office.server.call_as(office.coordinator, Method::get, "/api/v1/audit").body);
	CHECK(audit["rows"][0]["action"] == "make_nil_report");
	CHECK(audit["rows"][0]["details"]["month"] == "2025-01");
	CHECK(audit["rows"].size() == 1);

	const std::string this_month = to_string(month_of(shanghai_date(now())));
	CHECK(office.report_nil({{"team", to_string(office.team)}, {"month", this_month}}).status == 201);
	const std::string next_month = to_string(Month{month_of(shanghai_date(now())).index + 1});
	const auto refusal = [&](const Json& body)
	{
		const api::Response response = office.report_nil(body);
		return std::to_string(response.status) + " " + Json::parse(response.body).value("detail", "");
	};
	const std::string team = to_string(office.team);
	CHECK(refusal({{"team", team}, {"month", next_month}}) == "422 month: this month has not begun");
	CHECK(refusal({{"team", team}, {"month", "2025-1"}}).starts_with("422 month: "));
	CHECK(refusal({{"team", team}}).starts_with("422 month: "));
	CHECK(refusal({{"month", "2025-01"}}) == "422 team: is missing");
	CHECK(refusal({{"team", "x"}, {"month", "2025-01"}}).starts_with("422 team: "));
	CHECK(refusal({{"team", to_string(office.other_team)}, {"month", "2025-01"}}) == "422 team: there is no such team");
	CHECK(refusal({{"team", team}, {"month", "2025-01"}, {"why", "x"}}) == "422 why");
}
