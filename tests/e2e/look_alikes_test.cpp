// Two phones log one visit; the installed server finds it by itself and tells the coordinators' pages.
#include "tests/e2e/e2e_fixture.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using namespace bajin::e2e;
using net_test::RawClient;

namespace
{

// Reads hints until the list holds so many open pairs; each commit, that of the scan among them, brings one.
void await_open(RawClient& stream, const RunningServer& server, std::int64_t pairs)
{
	stream.be_patient(std::chrono::minutes(10)); // what is awaited is done in idle time, of which a busy machine has little
	while (server.get("/api/v1/look_alikes?area=410423").at("open") != pairs) { static_cast<void>(stream.read_until("event: changed")); }
}

void push(const RunningServer& server, const std::string& token, std::uint64_t number)
{
	const Json answer =
		server.sync(token, test::make_push({test::make_put(test::make_id(900 + number), 0, test::make_record(test::make_id(number)))}));
	REQUIRE(answer.at("results").at(0).at("outcome") == "accepted");
}

} // namespace

TEST_CASE("look-alikes: one visit from two phones becomes an open pair, also across a kill and a clean end")
{
	const Place place;
	RunningServer server(place);
	const std::string team = place.make_team();
	const std::string first = server.enrol(place.make_code(team));
	const std::string second = server.enrol(place.make_code(team));
	{
		RawClient stream(server.port());
		stream.send("GET /api/v1/changes HTTP/1.1\r\nHost: test\r\n\r\n");
		static_cast<void>(stream.read_until("\r\n\r\n"));
		push(server, first, 1);
		push(server, second, 2);
		await_open(stream, server, 1);
		const Json page = server.get("/api/v1/look_alikes?area=410423");
		CHECK(page.at("pairs").at(0).at("id") == test::make_id(1) + "." + test::make_id(2));
		CHECK(server.get("/api/v1/events?warning=look_alike").at("events").size() == 2);
	}
	push(server, first, 3);
	CHECK(server.kill().signal == SIGKILL);
	server.start_again();
	{
		RawClient stream(server.port());
		stream.send("GET /api/v1/changes HTTP/1.1\r\nHost: test\r\n\r\n");
		static_cast<void>(stream.read_until("\r\n\r\n"));
		await_open(stream, server, 3);
	}
	CHECK(server.terminate().exit_code == 0);
	CHECK(place.check_database() == 3);
}
