// Settings of the whole server, as the administrator changes them and as figures obey them.
#include "server/store/device_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

struct SettingsOffice
{
	TestServer server;
	std::string admin = server.add_account("chief", Role::admin, "410400");
	std::string own = server.add_account("own", Role::coordinator, "410423");

	api::Response patch(const Json& body) { return server.call_as(admin, Method::patch, "/api/v1/settings", body); }
	Json get() { return Json::parse(server.call_as(own, Method::get, "/api/v1/settings").body); }
};

} // namespace

TEST_CASE("settings: they come with values of their own, and only what is sent changes")
{
	SettingsOffice office;
	const Json first = {{"report_due_day", 5}, {"silent_after_days", 14}, {"return_due_days", 7},
						{"organization", ""},  {"changed_at", nullptr},   {"changed_by", nullptr}};
	CHECK(office.get() == first);
	CHECK(office.patch({{"report_due_day", 8}, {"organization", "平顶山市司法局"}}).status == 200);
	const Json changed = office.get();
	CHECK(changed["report_due_day"] == 8);
	CHECK(changed["silent_after_days"] == 14);
	CHECK(changed["organization"] == "平顶山市司法局");
	CHECK(changed["changed_by"] == "chief");
	CHECK(changed["changed_at"].is_string());
	office.server.restart();
	CHECK(office.get() == changed);
}

TEST_CASE("settings: a change stands in the audit trail with what was before, the same again changes nothing")
{
	SettingsOffice office;
	for (int i = 0; i < 2; ++i) { CHECK(office.patch({{"silent_after_days", 30}, {"return_due_days", 7}}).status == 200); }
	const Json rows = Json::parse(office.server.call_as(office.admin, Method::get, "/api/v1/audit?action=change_settings").body)["rows"];
	REQUIRE(rows.size() == 1);
	CHECK(rows[0]["details"] == Json{{"before", {{"silent_after_days", 14}}}, {"after", {{"silent_after_days", 30}}}});
	CHECK(rows[0]["actor"] == "chief");
}

TEST_CASE("settings: what is out of bounds is refused and named")
{
	SettingsOffice office;
	const Json wrong[] = {{{"report_due_day", 0}},    {{"report_due_day", 29}},
						  {{"report_due_day", "5"}},  {{"report_due_day", 5.5}},
						  {{"silent_after_days", 0}}, {{"silent_after_days", 366}},
						  {{"return_due_days", 91}},  {{"return_due_days", -1}},
						  {{"organization", 7}},      {{"organization", std::string(101, 'x')}}};
	for (const Json& body : wrong)
	{
		INFO(body.dump());
		const api::Response response = office.patch(body);
		CHECK(response.status == 422);
		CHECK(code_of(response) == "invalid_field");
		CHECK(Json::parse(response.body)["detail"].get<std::string>().starts_with(body.items().begin().key()));
	}
	CHECK(code_of(office.patch({{"color", "red"}})) == "unknown_field");
	CHECK(code_of(office.patch(Json::array())) == "invalid_json");
	CHECK(office.get()["changed_at"].is_null());
}

TEST_CASE("settings: coverage calls a team silent after as many days as are set")
{
	SettingsOffice office;
	const Uuid team = office.server.add_team("鲁山", "410423");
	const TestDevice phone = office.server.add_device(team);
	store::Writer& writer = office.server.writer();
	writer.run_alone([&]
					 { store::update_last_contact(writer.database(), {phone.id, now() - std::chrono::days(20), "", std::nullopt, {}}); });
	const auto silent = [&]
	{ return Json::parse(office.server.call_as(office.own, Method::get, "/api/v1/coverage?year=2025").body)["total"]["silent_teams"]; };
	CHECK(silent() == 1);
	CHECK(office.patch({{"silent_after_days", 21}}).status == 200);
	CHECK(silent() == 0);
}
