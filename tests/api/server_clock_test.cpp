// What is decided while the machine's clock is wrong, and when it is believed again.
#include "server/api/http/server_clock.hpp"
#include "server/people/token.hpp"
#include "server/store/account_store.hpp"
#include "server/store/quarantine_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;
using api::ClockDoubt;
using api::ClockReading;
using api::ServerClock;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

namespace
{

constexpr Timestamp noon{std::chrono::sys_days(std::chrono::year(2027) / 3 / 8) + hours(12)};

// A machine whose wall clock can be set, and whose other clock only counts.
struct Machine
{
	ClockReading reading{noon, hours(100)};
	ServerClock clock{[this] { return reading; }};

	void pass(milliseconds time)
	{
		reading.wall += time;
		reading.running += time;
	}
	void set_wall(milliseconds by) { reading.wall += by; }
};

using Jump = std::pair<milliseconds, ClockDoubt>;

Json record_of_day(std::uint64_t id, Date day)
{
	Json record = make_record(make_id(id));
	record["occurred_on"] = to_string(day);
	return record;
}

} // namespace

TEST_CASE("server clock: one that agrees is believed, and so is one that is put right little by little")
{
	Machine machine;
	machine.clock.begin(noon - hours(3));
	CHECK(machine.clock.doubt() == ClockDoubt::none);
	CHECK(machine.clock.now() == noon);
	CHECK(machine.clock.today() == make_date(2027, 3, 8));
	for (int step = 0; step < 10; ++step)
	{
		machine.pass(minutes(1));
		machine.set_wall(minutes(4));
		CHECK(machine.clock.doubt() == ClockDoubt::none);
	}
	CHECK(machine.clock.now() == machine.reading.wall);
}

TEST_CASE("server clock: a jump of more than five minutes is doubted in both directions, and time goes on as it did")
{
	const auto [jump, doubt] = GENERATE(
		Jump{-minutes(6), ClockDoubt::behind}, Jump{minutes(6), ClockDoubt::ahead}, Jump{-days(20'000), ClockDoubt::behind},
		Jump{days(365), ClockDoubt::ahead});
	Machine machine;
	machine.clock.begin(noon);
	CHECK(machine.clock.doubt() == ClockDoubt::none);
	machine.pass(hours(1));
	machine.set_wall(jump);
	CHECK(machine.clock.doubt() == doubt);
	CHECK_FALSE(machine.clock.today().has_value());
	machine.pass(hours(2));
	CHECK(machine.clock.now() >= noon + hours(2));
	CHECK(machine.clock.now() <= noon + hours(3));

	SECTION("until it agrees again")
	{
		machine.set_wall(-jump);
		CHECK(machine.clock.doubt() == ClockDoubt::none);
		CHECK(machine.clock.now() == machine.reading.wall);
	}
	SECTION("until somebody confirms it")
	{
		machine.clock.confirm();
		CHECK(machine.clock.doubt() == ClockDoubt::none);
		CHECK(machine.clock.now() == machine.reading.wall);
		machine.set_wall(minutes(6)); // and is watched on
		CHECK(machine.clock.doubt() == ClockDoubt::ahead);
	}
	SECTION("until it has run so for 24 hours")
	{
		machine.pass(hours(21));
		CHECK(machine.clock.doubt() == doubt);
		machine.pass(hours(1));
		CHECK(machine.clock.doubt() == ClockDoubt::none);
		CHECK(machine.clock.now() == machine.reading.wall);
	}
}

TEST_CASE("server clock: at the start it is held against the newest time that was gone by")
{
	Machine machine;
	machine.clock.begin(noon + days(2));
	CHECK(machine.clock.doubt() == ClockDoubt::behind);
	CHECK(machine.clock.now() == noon + days(2));
	machine.clock.begin(noon + minutes(4));
	CHECK(machine.clock.doubt() == ClockDoubt::none);
	machine.clock.begin(noon - days(29)); // it was off for the holidays
	CHECK(machine.clock.doubt() == ClockDoubt::none);
	machine.clock.begin(noon - days(31));
	CHECK(machine.clock.doubt() == ClockDoubt::ahead);
	CHECK(machine.clock.now() == noon - days(31));
}

TEST_CASE("server clock: of a new database only what lies before bajin is doubted")
{
	Machine machine;
	machine.clock.begin(std::nullopt);
	CHECK(machine.clock.doubt() == ClockDoubt::none);
	machine.reading.wall = Timestamp();
	machine.clock.begin(std::nullopt);
	CHECK(machine.clock.doubt() == ClockDoubt::behind);
}

TEST_CASE("server clock: behind by two days, honest records are taken with a warning")
{
	TestServer server;
	const TestDevice phone = server.add_device(server.add_team("鲁山县普法讲师团", "410423"));
	// The machine's clock is right; what the server went by was two days later. So today's records seem to come from the future.
	const Date in_two_days{shanghai_date(now()).days + 2};
	const Json late = record_of_day(1, in_two_days);
	CHECK(server.sync(phone, make_push({make_put(make_id(101), 0, late)}))["results"][0]["outcome"] == "rejected");

	server.context().clock.begin(now() + days(2));
	const Json taken = server.sync(phone, make_push({make_put(make_id(101), 0, late)}))["results"][0];
	CHECK(taken["outcome"] == "accepted");
	CHECK(taken["warnings"].dump().find("clock_skew") != std::string::npos);
	CHECK(taken["warnings"].dump().find("old_date") == std::string::npos);
	// What is wrong for another reason is wrong still.
	Json wrong = record_of_day(2, in_two_days);
	wrong.erase("title");
	CHECK(server.sync(phone, make_push({make_put(make_id(102), 0, wrong)}))["results"][0]["outcome"] == "rejected");

	server.context().clock.confirm();
	CHECK(server.sync(phone, make_push({make_put(make_id(103), 0, record_of_day(3, in_two_days))}))["results"][0]["outcome"] == "rejected");
}

TEST_CASE("server clock: ahead by a year, no session ends and nothing that is kept is removed")
{
	TestServer server;
	const Uuid team = server.add_team("鲁山县普法讲师团", "410423");
	const TestDevice phone = server.add_device(team);
	static_cast<void>(server.add_account("pingdingshan", store::Role::coordinator, "410400"));
	store::Database& database = server.writer().database();
	const auto year_ago = now() - days(365);
	store::QuarantinedChange old;
	old.device = phone.id;
	old.team = team;
	old.outcome = protocol::Outcome::rejected;
	old.received_at = year_ago - days(3);
	old.problems = "[]";
	old.change = "{}";
	server.writer().run_alone(
		[&]
		{
			store::quarantine_change(database, old, false);
			// The session was made a year ago, and ended soon after, by a clock that is right.
			store::SignIn made;
			made.token = people::hash_token("bjs_old");
			made.account = store::find_account_by_name(database, "pingdingshan").value().id;
			made.created_at = year_ago - hours(11);
			made.expires_at = year_ago + hours(1);
			made.used_at = year_ago;
			store::insert_sign_in(database, made);
		});
	CHECK(server.call_as("bjs_old", api::Method::get, "/api/v1/events").status == 401);
	server.context().clock.begin(year_ago);
	CHECK(server.call_as("bjs_old", api::Method::get, "/api/v1/events").status == 200);

	const auto kept = [&] { return store::list_quarantined(database, 0, 10).size(); };
	Json wrong = make_record(make_id(1));
	wrong.erase("title");
	server.sync(phone, make_push({make_put(make_id(101), 0, wrong)}));
	CHECK(kept() == 2);
	server.context().clock.confirm();
	CHECK(server.call_as("bjs_old", api::Method::get, "/api/v1/events").status == 401);
	wrong["note"] = "一";
	server.sync(phone, make_push({make_put(make_id(102), 0, wrong)}));
	CHECK(kept() == 2); // the old one made room
}
