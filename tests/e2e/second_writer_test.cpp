// The tool writes beside a server that is written to at full speed and copies its log again and again.
//
// A long test. With SQLite of 3.7.0 to 3.51.2 a commit of one process could meet two checkpoints of the other and damage the
// database; with a turn that is not given back one of the two would stand still.
#include "tests/e2e/e2e_fixture.hpp"
#include "tests/support/catch.hpp"

#include <atomic>
#include <thread>
#include <vector>

using namespace bajin;
using namespace bajin::e2e;

namespace
{

constexpr int rounds = 60;
constexpr std::size_t phone_count = 4;
constexpr std::uint64_t events_a_push = 100;

struct Told
{
	std::uint64_t events = 0;
	std::uint64_t pushes = 0;
};

// Pushes until told to end; gives what was acknowledged.
Told push_on(const RunningServer& server, const std::string& token, std::size_t phone, const std::atomic<bool>& is_over)
{
	Told told;
	while (!is_over)
	{
		const std::uint64_t first = 10'000'000 * (phone + 1) + told.events;
		const auto answer = server.call({"POST", "/api/v1/sync", token, make_batch(first, events_a_push)});
		if (answer.status == 503) { continue; } // it may say so, and nothing of the push was taken
		if (answer.status != 200)
		{
			throw std::runtime_error("a phone was answered " + std::to_string(answer.status) + ": " + answer.body);
		}
		told.events += events_a_push;
		++told.pushes;
	}
	return told;
}

} // namespace

TEST_CASE("second writer: the tool's commands in a loop beside checkpoints in a loop damage nothing", "[.second-writer]")
{
	const Place place;
	// Every group beyond the first 8 MiB begins with a copy of the log.
	RunningServer server(place, {"--log-max", "8"});
	const std::string team = place.make_team();
	std::vector<std::string> tokens;
	for (std::size_t phone = 0; phone < phone_count; ++phone) { tokens.push_back(server.enrol(place.make_code(team))); }

	std::atomic<bool> is_over = false;
	std::vector<Told> told(phone_count);
	std::vector<std::string> failures(phone_count);
	std::vector<std::thread> phones;
	for (std::size_t phone = 0; phone < phone_count; ++phone)
	{
		phones.emplace_back(
			[&, phone]
			{
				try
				{
					told[phone] = push_on(server, tokens[phone], phone, is_over);
				}
				catch (const std::exception& error)
				{
					failures[phone] = error.what();
				}
			});
	}
	const std::string data = place.data().string();
	for (int round = 0; round < rounds; ++round)
	{
		const std::string name = "clerk" + std::to_string(round);
		CHECK(!place.make_code(place.make_team()).empty());
		static_cast<void>(
			place.run_tool_json({"user", "add", name, "--role", "coordinator", "--area", "410423", "--generate", "--data", data}));
		static_cast<void>(place.run_tool_json({"user", "password", name, "--generate", "--data", data}));
	}
	is_over = true;
	for (auto& phone : phones) { phone.join(); }
	for (const std::string& failure : failures) { CHECK(failure.empty()); }
	CHECK(server.terminate().exit_code == 0);

	std::uint64_t acknowledged = 0;
	for (const Told& one : told)
	{
		CHECK(one.pushes > 0);
		acknowledged += one.events;
	}
	CHECK(place.check_database() == static_cast<std::int64_t>(acknowledged));
	CHECK(place.run_tool_json({"team", "list", "--data", data}).at("teams").size() == rounds + 1);
	CHECK(place.run_tool_json({"user", "list", "--data", data}).at("users").size() == rounds);
	WARN(acknowledged << " events beside " << 4 * rounds << " commands");
}
