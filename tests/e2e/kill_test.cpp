// SIGKILL at moments that a seed chooses, of the server while phones push and of the tool at its work beside them: what was
// acknowledged is there exactly once, and a killed tool has done all of its work or nothing.
#include "server/store/query.hpp"
#include "tests/e2e/killed_tool.hpp"
#include "tests/e2e/pushing_phones.hpp"
#include "tests/support/catch.hpp"

#include <chrono>
#include <csignal>
#include <iostream>
#include <random>
#include <string>
#include <thread>

using namespace bajin;
using namespace bajin::e2e;

namespace
{

using Micros = std::chrono::microseconds;

constexpr std::uint64_t pushing_phones = 4;

// Kills the server some microseconds after some answers, now and then also the one that begins after it.
void kill_server(RunningServer& server, const Place& place, KillField& field, std::mt19937_64& random)
{
	const auto choose = [&random](std::int64_t most) { return std::uniform_int_distribution<std::int64_t>(0, most)(random); };
	field.await_answers(1 + choose(30));
	std::this_thread::sleep_for(Micros(choose(3'000)));
	CHECK(server.kill().signal == SIGKILL);
	if (choose(3) > 0) { return; }
	Process begun(server_command(place, place.data(), server.port()));
	std::this_thread::sleep_for(Micros(choose(60'000)));
	begun.signal(SIGKILL);
	static_cast<void>(begun.wait());
}

// Every event once, each of its versions once, and the figures as their sum.
void check_quarantined(const Place& place, const KeptEvents& kept, const Json& totals)
{
	store::Database database(place.data() / "bajin.db", store::Database::Access::read_only);
	store::Query events(database, "SELECT id, version FROM event");
	std::size_t found = 0;
	std::size_t wrong = 0;
	while (events.step())
	{
		const auto known = kept.find(to_string(events.uuid(0)));
		++found;
		wrong += known == kept.end() || known->second.version != events.integer(1) ? 1 : 0;
	}
	CHECK(found == kept.size());
	CHECK(wrong == 0);
	std::int64_t versions = 0;
	std::int64_t counted = 0;
	std::int64_t reach = 0;
	for (const auto& [id, event] : kept)
	{
		versions += event.version;
		counted += event.deleted ? 0 : 1;
		reach += event.deleted ? 0 : event.reach;
	}
	store::Query rows(database, "SELECT count(*) FROM history");
	REQUIRE(rows.step());
	CHECK(rows.integer(0) == versions);
	CHECK(totals.at("events") == counted);
	CHECK(totals.at("reach") == reach);
}

void kill_again_and_again(int kill_count)
{
	const std::uint64_t seed = number_from_environment("BAJIN_SEED", 1);
	CAPTURE(seed);
	std::mt19937_64 random(seed);
	const auto started = std::chrono::steady_clock::now();
	const Place place;
	RunningServer server(place);
	REQUIRE(add_user(place, {"chief", "admin", "410400", "kite of the chief"}) == 0);
	KilledTool tool(place, server, random);
	KillField field;
	PhoneThreads phones(field, place, server, pushing_phones);
	int lives = 1;
	for (int kill = 0; kill < kill_count; ++kill)
	{
		CAPTURE(kill);
		// Of each five, three are the server.
		if (kill % 5 < 3)
		{
			kill_server(server, place, field, random);
			server.start_again();
			field.server_is(++lives);
		}
		else { tool.kill(); }
	}
	field.await_answers(static_cast<std::int64_t>(pushing_phones));
	KeptEvents kept = phones.finish();
	CHECK(field.failure() == "");
	kept.insert(tool.kept().begin(), tool.kept().end());
	const std::string token = server.sign_in("chief", "kite of the chief");
	const auto figures = server.call({"GET", "/api/v1/statistics?from=2025-01&to=2025-12&area=410400", token});
	REQUIRE(figures.status == 200);
	CHECK(server.terminate().exit_code == 0);
	CHECK(place.check_database() == static_cast<std::int64_t>(kept.size()));
	check_quarantined(place, kept, parse_json(figures.body).value().value.at("totals"));
	tool.check_rows();
	const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
	std::cout << kill_count << " kills (" << lives - 1 << " of the server, " << tool.killed() << " of the tool before its end), "
			  << field.answers() << " answered pushes, " << phones.repeats() << " changes answered anew, " << kept.size()
			  << " events, seed " << seed << ", " << took.count() << " ms\n";
	// Somewhere a kill came between a commit and its answer, and somewhere the tool was caught at work.
	if (kill_count >= 50)
	{
		CHECK(phones.repeats() > 0);
		CHECK(tool.killed() > 0);
	}
}

} // namespace

TEST_CASE("kill: fifty at any moment lose nothing, double nothing and leave nothing half-made")
{
	kill_again_and_again(is_as_shipped ? 50 : 15);
}

TEST_CASE("kill: a thousand at any moment lose nothing, double nothing and leave nothing half-made", "[.kills]")
{
	kill_again_and_again(1'000);
}
