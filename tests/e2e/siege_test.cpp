// Twenty phones sync while one thing or another is done to the server that was once enough to stop it.
//
// A long test: each siege has a server of its own with 20,000 events. Phones and attackers come from different addresses of
// the loopback, as they would from different networks.
#include "server/net/gzip.hpp"
#include "tests/e2e/e2e_fixture.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <iostream>
#include <list>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace bajin;
using namespace bajin::e2e;
using net_test::RawClient;

namespace
{

using Clock = std::chrono::steady_clock;

constexpr int besieged_phones = 20;
constexpr int syncs_each = 50;
constexpr std::uint64_t seeded_events = 20'000;
constexpr std::uint64_t deep_versions = 3'000;
constexpr std::string_view attacker = "127.0.9.1";

std::string bearer(const std::string& token)
{
	return "Authorization: Bearer " + token + "\r\n";
}

std::string head(const std::string& length_or_coding, const std::string& more = {})
{
	return "POST /api/v1/sync HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n" + more + length_or_coding + "\r\n\r\n";
}

// A server with much in it, its phones, and one event that was changed very often.
class Town
{
public:
	Town()
	{
		const std::string team = place.make_team();
		for (int i = 0; i <= besieged_phones; ++i) { tokens.push_back(server.enrol(place.make_code(team))); }
		REQUIRE(add_user(place, {"chief", "admin", "410400", "kite of the chief"}) == 0);
		office = server.sign_in("chief", "kite of the chief");
		for (std::uint64_t first = 0; first < seeded_events; first += 500)
		{
			REQUIRE(server.sync(tokens.back(), make_batch(10'000 + first, 500))["results"].size() == 500);
		}
		Json batch = test::make_push({});
		for (std::uint64_t version = 0; version < deep_versions; ++version)
		{
			batch["changes"].push_back(test::make_put(
				test::make_id(5'000'000 + version), static_cast<std::int64_t>(version), test::make_record(deep, 100 + (version % 7))));
			if (batch["changes"].size() < 500) { continue; }
			CHECK(server.sync(tokens.back(), batch)["results"].back()["outcome"] == "accepted");
			batch["changes"].clear();
		}
	}

	Place place;
	RunningServer server{place};
	std::vector<std::string> tokens; // of the phones, then of one that misbehaves
	std::string office;
	const std::string deep = test::make_id(4'000'000);
};

// What the attackers share: until when, and how often the server met what it was to meet.
struct Siege
{
	std::atomic<bool> is_over = false;
	std::atomic<std::uint64_t> met = 0;
};

using Attack = std::function<void(Town& town, Siege& siege)>;

// What each sync took, in milliseconds; fails the test when one was not answered as it should be.
std::vector<double> sync_from(const Town& town, int phone)
{
	std::vector<double> took;
	const std::string from = "127.0.1." + std::to_string(phone + 1);
	RawClient client(town.server.port(), 0, from);
	for (int i = 0; i < syncs_each; ++i)
	{
		const auto number = 1'000'000 + static_cast<std::uint64_t>(phone) * 1'000 + static_cast<std::uint64_t>(i);
		Json push = test::make_push({test::make_put(test::make_id(number + 2'000'000), 0, test::make_record(test::make_id(number)))});
		push["limit"] = 20;
		const auto started = Clock::now();
		const net_test::Answer answer = client.post(
			"/api/v1/sync", to_text(push), bearer(town.tokens[static_cast<std::size_t>(phone)]) + "Content-Type: application/json\r\n");
		took.push_back(std::chrono::duration<double, std::milli>(Clock::now() - started).count());
		if (answer.status != 200 || answer.body.find(R"("outcome":"accepted")") == std::string::npos)
		{
			throw std::runtime_error("a phone was answered " + std::to_string(answer.status) + ": " + answer.body.substr(0, 200));
		}
	}
	return took;
}

void besiege(const std::string& name, int attackers, const Attack& attack)
{
	raise_file_limit();
	Town town;
	Siege siege;
	std::vector<std::thread> threads;
	for (int i = 0; i < attackers; ++i)
	{
		threads.emplace_back(
			[&]
			{
				while (!siege.is_over)
				{
					try
					{
						attack(town, siege);
					}
					catch (const std::exception&)
					{
						std::this_thread::yield(); // refused: again
					}
				}
			});
	}
	std::vector<std::vector<double>> took(besieged_phones);
	std::vector<std::string> failures(besieged_phones);
	std::vector<std::thread> phones;
	for (int phone = 0; phone < besieged_phones; ++phone)
	{
		phones.emplace_back(
			[&, phone]
			{
				try
				{
					took[static_cast<std::size_t>(phone)] = sync_from(town, phone);
				}
				catch (const std::exception& error)
				{
					failures[static_cast<std::size_t>(phone)] = error.what();
				}
			});
	}
	for (std::thread& phone : phones) { phone.join(); }
	siege.is_over = true;
	siege.is_over.notify_all();
	const long memory = memory_of(town.server.process_id()).peak;
	for (std::thread& thread : threads) { thread.join(); }
	std::vector<double> all;
	for (const auto& some : took) { all.insert(all.end(), some.begin(), some.end()); }
	for (const std::string& failure : failures) { CHECK(failure.empty()); }
	REQUIRE(all.size() == static_cast<std::size_t>(besieged_phones * syncs_each));
	std::ranges::sort(all);
	const double p99 = all[all.size() * 99 / 100];
	std::cout << name << ": " << all.size() << " syncs, half within " << all[all.size() / 2] << " ms, 99 % within " << p99
			  << " ms; at most " << memory << " MiB; met " << siege.met << " times\n";
	CHECK(siege.met > 0);
	if (is_as_shipped)
	{
		CHECK(p99 < 1'000);
		CHECK(memory < 300);
	}
	CHECK(town.server.terminate().exit_code == 0);
	CHECK(town.place.check_database() == static_cast<std::int64_t>(seeded_events) + 1 + besieged_phones * syncs_each);
}

} // namespace

TEST_CASE("siege: gzip bodies of members that give nothing", "[.siege]")
{
	const std::string empty = net::compress_gzip("");
	std::string members;
	while (members.size() < 60'000) { members += empty; }
	besiege(
		"empty members", 4,
		[&](Town& town, Siege& siege)
		{
			RawClient client(town.server.port(), 0, attacker);
			const std::string known = bearer(town.tokens.back());
			for (int i = 0; !siege.is_over; ++i)
			{
				const auto answer = client.post(
					"/api/v1/sync", members, (i % 2 == 0 ? "Authorization: Bearer unknown\r\n" : known) + "Content-Encoding: gzip\r\n");
				siege.met += answer.status >= 400 ? 1 : 0;
			}
		});
}

TEST_CASE("siege: chunk extensions and trailers without an end", "[.siege]")
{
	const std::string piece(16'384, 'x');
	besiege(
		"endless extensions", 8,
		[&](Town& town, Siege& siege)
		{
			RawClient client(town.server.port(), 0, attacker);
			client.send(head("Transfer-Encoding: chunked", bearer(town.tokens.back())) + "1;");
			++siege.met;
			for (int i = 0; i < 100 && !siege.is_over; ++i) { client.send(piece); }
		});
}

TEST_CASE("siege: bodies that are never finished", "[.siege]")
{
	const std::string part(1'000'000, ' ');
	besiege(
		"unfinished bodies", 1,
		[&](Town& town, Siege& siege)
		{
			std::list<std::unique_ptr<RawClient>> open;
			for (int i = 0; i < 200 && !siege.is_over; ++i)
			{
				const std::string& token = i % 2 == 0 ? town.tokens.back() : std::string("unknown");
				auto client = std::make_unique<RawClient>(town.server.port(), 0, attacker);
				client->send(head("Content-Length: 4000000", bearer(token)) + part);
				open.push_back(std::move(client));
				++siege.met;
			}
			siege.is_over.wait(false); // holding is the attack
		});
}

TEST_CASE("siege: thousands of connections from one address", "[.siege]")
{
	besiege(
		"connections", 1,
		[&](Town& town, Siege& siege)
		{
			std::list<std::unique_ptr<RawClient>> open;
			while (!siege.is_over)
			{
				open.push_back(std::make_unique<RawClient>(town.server.port(), 0, attacker));
				open.back()->send("GET /api/v1/health HT");
				++siege.met;
				if (open.size() > 5'000) { open.pop_front(); }
			}
		});
}

TEST_CASE("siege: heads that say in two ways where they end", "[.siege]")
{
	besiege(
		"framing", 4,
		[&](Town& town, Siege& siege)
		{
			while (!siege.is_over)
			{
				for (const char* coding : {"xchunked", "chunked, gzip", "gzip", "identity", "chunked\r\nContent-Length: 5"})
				{
					RawClient client(town.server.port(), 0, attacker);
					client.send(head("Transfer-Encoding: " + std::string(coding)) + "0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: t\r\n\r\n");
					siege.met += client.read_answer().status >= 400 && client.is_closed() ? 1 : 0; // one answer, and the end
				}
			}
		});
}

TEST_CASE("siege: changes far back in a long history", "[.siege]")
{
	std::atomic<std::uint64_t> next = 6'000'000;
	besiege(
		"long history", 4,
		[&](Town& town, Siege& siege)
		{
			RawClient client(town.server.port(), 0, attacker);
			while (!siege.is_over)
			{
				Json push = test::make_push({});
				for (int i = 0; i < 20; ++i)
				{
					push["changes"].push_back(test::make_put(test::make_id(next++), 1, test::make_record(town.deep, 90)));
				}
				siege.met += client.post("/api/v1/sync", to_text(push), bearer(town.tokens.back())).status == 200 ? 1 : 0;
			}
		});
}

TEST_CASE("siege: searches in every record", "[.siege]")
{
	besiege(
		"searches", 8,
		[&](Town& town, Siege& siege)
		{
			RawClient client(town.server.port(), 0, attacker);
			while (!siege.is_over)
			{
				const auto answer = client.get("/api/v1/events?text=nowhere&from=2025-01&to=2025-12", bearer(town.office));
				siege.met += answer.status == 200 ? 1 : 0;
			}
		});
}
