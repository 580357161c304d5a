#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;

namespace
{

struct HealField : TestServer
{
	Uuid team = add_team("鲁山县普法讲师团", "410423");
	TestDevice phone = add_device(team);
	TestDevice other_phone = add_device(team);

	Json push_one(const TestDevice& device, const Json& change) { return sync(device, make_push({change}))["results"][0]; }
	Json heal(const TestDevice& device, Json change)
	{
		change["heal"] = true;
		return push_one(device, change);
	}
	Json state_of(const std::string& id) { return get_json("/api/v1/events/" + id); }
};

const std::string event_id = make_id(1);

Json titled(const char* title, std::int64_t reach = 100)
{
	Json record = make_record(event_id, reach);
	record["title"] = title;
	return record;
}

} // namespace

TEST_CASE("heal: what was acknowledged after the backup comes back from the phone under its own version")
{
	HealField field;
	field.save_backup("empty.db");
	field.push_one(field.phone, make_put(make_id(101), 0, titled("一")));
	field.push_one(field.phone, make_put(make_id(102), 1, titled("二")));
	field.restore_backup("empty.db");
	CHECK(field.get("/api/v1/events/" + event_id).status == 404);
	const Json healed = field.heal(field.phone, make_put(make_id(103), 2, titled("二")));
	CHECK(healed["outcome"] == "accepted");
	CHECK(healed["version"] == 2);
	CHECK(field.heal(field.other_phone, make_put(make_id(104), 1, titled("一")))["outcome"] == "unchanged");
	CHECK(field.state_of(event_id)["event"]["title"] == "二");
	const Json edited = field.push_one(field.phone, make_put(make_id(105), 2, titled("三")));
	CHECK(edited["outcome"] == "accepted");
	CHECK(edited["version"].get<std::int64_t>() > 2);
	CHECK(field.recount().empty());
}

TEST_CASE("heal: what was acknowledged comes back though the clock of the restored server stands before its day")
{
	const Timestamp noon{std::chrono::sys_days(std::chrono::year(2027) / 3 / 8) + std::chrono::hours(4)};
	api::ClockReading reading{noon, std::chrono::hours(1)};
	TestServer server([&reading] { return reading; });
	const TestDevice phone = server.add_device(server.add_team("鲁山县普法讲师团", "410423"));
	server.save_backup("empty.db");
	Json record = make_record(event_id);
	record["occurred_on"] = "2027-03-08";
	CHECK(server.sync(phone, make_push({make_put(make_id(101), 0, record)}))["results"][0]["outcome"] == "accepted");

	reading.wall -= std::chrono::days(3);
	server.restore_backup("empty.db");
	server.context().clock.begin(std::nullopt);
	REQUIRE(server.context().clock.doubt() == api::ClockDoubt::none);
	Json heal = make_put(make_id(102), 1, record);
	heal["heal"] = true;
	const Json healed = server.sync(phone, make_push({heal}))["results"][0];
	CHECK(healed["outcome"] == "accepted");
	CHECK(healed["version"] == 1);
	// Nobody has acknowledged this one.
	record["id"] = make_id(2);
	CHECK(server.sync(phone, make_push({make_put(make_id(103), 0, record)}))["results"][0]["outcome"] == "rejected");
}

TEST_CASE("heal: an edit since the restore that declares the lost version as its base already holds it")
{
	HealField field;
	field.push_one(field.phone, make_put(make_id(101), 0, titled("一")));
	field.save_backup("one.db");
	field.push_one(field.phone, make_put(make_id(102), 1, titled("二", 200)));
	field.restore_backup("one.db");
	CHECK(field.push_one(field.phone, make_put(make_id(103), 2, titled("三", 200)))["outcome"] == "accepted");
	CHECK(field.heal(field.other_phone, make_put(make_id(104), 2, titled("二", 200)))["outcome"] == "unchanged");
	CHECK(field.state_of(event_id)["event"]["title"] == "三");
}

TEST_CASE("heal: a lost edit and one made since the restore are merged by field")
{
	HealField field;
	field.push_one(field.phone, make_put(make_id(101), 0, titled("一")));
	field.save_backup("one.db");
	field.push_one(field.phone, make_put(make_id(102), 1, titled("一", 200)));
	field.restore_backup("one.db");
	CHECK(field.push_one(field.other_phone, make_put(make_id(103), 1, titled("另")))["outcome"] == "accepted");
	const Json merged = field.heal(field.phone, make_put(make_id(104), 2, titled("一", 200)));
	CHECK(merged["outcome"] == "merged");
	CHECK(merged["current"]["event"]["title"] == "另");
	CHECK(merged["current"]["event"]["reach"]["total"] == 200);
	CHECK(field.heal(field.phone, make_put(make_id(105), 2, titled("一", 200)))["outcome"] == "unchanged");
	CHECK(field.recount().empty());
}

TEST_CASE("heal: a lost tombstone comes back, unless the event was edited since")
{
	HealField field;
	field.push_one(field.phone, make_put(make_id(101), 0, titled("一")));
	field.save_backup("one.db");
	field.push_one(field.phone, make_delete(make_id(102), event_id, 1));
	field.restore_backup("one.db");
	SECTION("not edited")
	{
		CHECK(field.heal(field.phone, make_delete(make_id(103), event_id, 2))["outcome"] == "accepted");
		CHECK(field.state_of(event_id)["deleted"] == true);
	}
	SECTION("edited since")
	{
		CHECK(field.push_one(field.other_phone, make_put(make_id(104), 1, titled("二")))["outcome"] == "accepted");
		CHECK(field.heal(field.phone, make_delete(make_id(105), event_id, 2))["outcome"] == "conflict");
	}
	CHECK(field.recount().empty());
}

TEST_CASE("heal: receipts from before the restore still open, receipts of the lost time do not")
{
	HealField field;
	const Json kept = field.push_one(field.phone, make_put(make_id(101), 0, titled("一")));
	field.save_backup("one.db");
	const Json lost = field.push_one(field.phone, make_put(make_id(102), 1, titled("二")));
	field.restore_backup("one.db");
	field.push_one(field.phone, make_put(make_id(103), 1, titled("三")));
	CHECK(field.get("/api/v1/receipts/" + kept["receipt"].get<std::string>()).status == 200);
	CHECK(field.get("/api/v1/receipts/" + lost["receipt"].get<std::string>()).status == 404);
}
