// Simulated phones against the installed server while it is killed without warning: nothing acknowledged may be missing
// afterwards, and nothing may be there twice.
#include "tests/e2e/e2e_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"

#include <csignal>
#include <filesystem>
#include <map>
#include <set>
#include <string>

using namespace bajin;
using namespace bajin::e2e;
namespace fs = std::filesystem;

namespace
{

constexpr int kills = 3;

// The events of the server's list, by id; fails when one is listed twice.
std::set<std::string> list_events(const RunningServer& server)
{
	std::set<std::string> ids;
	std::string after;
	do {
		const Json page = server.get("/api/v1/events?limit=1000" + after);
		for (const Json& element : page.at("events"))
		{
			const bool is_new = ids.insert(element.at("id")).second;
			CHECK(is_new);
		}
		after = page.at("next").is_null() ? std::string() : "&after=" + page.at("next").get<std::string>();
	} while (!after.empty());
	return ids;
}

// What the phones keep of acknowledged events: the newest version any of them knows, and whether it is a deletion.
std::map<std::string, std::pair<std::int64_t, bool>> read_acknowledged(const fs::path& phones)
{
	std::map<std::string, std::pair<std::int64_t, bool>> acknowledged;
	for (const auto& entry : fs::directory_iterator(phones))
	{
		const Json kept = parse_json(read_text(entry.path())).value().value;
		for (const Json& copy : kept.at("phone").at("copies"))
		{
			const std::pair newest{copy.at("version").get<std::int64_t>(), copy.at("deleted").get<bool>()};
			if (newest.first > 0)
			{
				auto& known = acknowledged[copy.at("id")];
				known = std::max(known, newest);
			}
		}
	}
	return acknowledged;
}

std::int64_t events_of(const RunningServer& server)
{
	return server.get("/api/v1/statistics?from=2000-01&to=2030-12&area=410400").at("totals").at("events");
}

// Kills the server each time a further share of the events is there, while the phones go on.
void kill_and_restart(RunningServer& server, Process& phones, std::int64_t events)
{
	for (int round = 1; round <= kills; ++round)
	{
		const std::int64_t share = events * round / (kills + 2);
		while (events_of(server) < share) { REQUIRE(phones.is_running()); }
		CHECK(server.kill().signal == SIGKILL);
		CHECK(phones.is_running());
		server.start_again();
	}
}

void run_phones(std::int64_t phones, std::int64_t events_each)
{
	const Place place;
	RunningServer server(place);
	const fs::path kept = place.file("phones");
	Command command;
	command.words = {
		test::tool_program(),
		"field",
		"--server",
		server.url(),
		"--data",
		place.data().string(),
		"--phones",
		std::to_string(phones),
		"--events",
		std::to_string(events_each),
		"--state",
		kept.string(),
		"--json"};
	command.output = place.file("field.json");
	command.errors = place.file("field.log");
	Process field(command);
	kill_and_restart(server, field, phones * events_each);
	const int exit_code = field.wait().exit_code;
	CAPTURE(read_text(command.errors), read_text(place.file("server.log")));
	REQUIRE(exit_code == 0);

	const Json summary = parse_json(read_text(command.output)).value().value;
	CHECK(summary.at("phones_finished") == phones);
	CHECK(summary.at("recorded") == phones * events_each);
	CHECK(summary.at("acknowledged") <= phones * events_each);
	CHECK(summary.at("missing").empty());
	CHECK(summary.at("verified") == true);

	std::set<std::string> expected;
	for (const auto& [id, newest] : read_acknowledged(kept))
	{
		if (!newest.second) { expected.insert(id); }
	}
	CHECK(expected.size() > static_cast<std::size_t>(phones * events_each * 8 / 10));
	CHECK(list_events(server) == expected);
	CHECK(events_of(server) == static_cast<std::int64_t>(expected.size()));
	place.check_database();
	CHECK(server.terminate().exit_code == 0);
	place.check_database();
}

} // namespace

TEST_CASE("field: forty phones lose nothing and double nothing while the server is killed three times")
{
	run_phones(40, 30);
}

TEST_CASE("field: two hundred phones lose nothing and double nothing while the server is killed three times", "[.long]")
{
	run_phones(200, 30);
}
