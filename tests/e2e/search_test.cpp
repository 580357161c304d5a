// The installed server keeps the index of searches by itself, behind what phones send, across a kill.
#include "server/store/reader.hpp"
#include "server/store/search_store.hpp"
#include "tests/e2e/e2e_fixture.hpp"
#include "tests/support/catch.hpp"

#include <chrono>

using namespace bajin;
using namespace bajin::e2e;

namespace
{

std::int64_t indexed_through(const Place& place)
{
	store::Reader reader(place.data() / "bajin.db");
	return store::find_search_state(reader.database()).through;
}

// Nothing tells of it outside: the database is asked again and again, with a request between.
void await_index(const RunningServer& server, const Place& place, std::int64_t row)
{
	const auto latest = std::chrono::steady_clock::now() + std::chrono::minutes(10); // idle time may be scarce
	while (indexed_through(place) < row)
	{
		REQUIRE(std::chrono::steady_clock::now() < latest);
		static_cast<void>(server.get("/api/v1/health"));
	}
}

std::size_t count_found(const RunningServer& server, const std::string& text)
{
	return server.get("/api/v1/events?limit=1000&text=" + text).at("events").size();
}

} // namespace

TEST_CASE("search: the index follows what phones send, and goes on after a kill")
{
	const Place place;
	RunningServer server(place);
	const std::string token = server.enrol(place.make_code(place.make_team()));
	const auto push_named = [&](std::uint64_t number)
	{
		Json record = test::make_record(test::make_id(number));
		record["note"] = "戏班";
		static_cast<void>(server.sync(token, test::make_push({test::make_put(test::make_id(50'000 + number), 0, record)})));
	};
	const std::string word = "%E6%88%8F%E7%8F%AD"; // 戏班
	push_named(10'001);
	static_cast<void>(server.sync(token, make_batch(1, 300)));
	await_index(server, place, 301);
	CHECK(count_found(server, word) == 1);
	push_named(10'002);
	CHECK(count_found(server, word) == 2); // not indexed yet, and found
	static_cast<void>(server.sync(token, make_batch(301, 250)));
	CHECK(server.kill().signal == SIGKILL);
	server.start_again();
	static_cast<void>(server.sync(token, make_batch(551, 50)));
	await_index(server, place, 602);
	CHECK(count_found(server, word) == 2);
	CHECK(server.terminate().exit_code == 0);
	CHECK(place.check_database() == 602);
}
