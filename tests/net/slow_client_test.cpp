// Clients that are slow on purpose: a byte now and then keeps no connection open.
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

#include <chrono>
#include <memory>
#include <vector>

using namespace bajin;
using namespace bajin::net_test;
using namespace std::chrono_literals;

namespace
{

constexpr std::size_t much = 16UL * 1024 * 1024; // more than the kernel holds for a socket
constexpr int little = 16 * 1024;

api::Reply slow_echo(api::Request& request)
{
	return text_response(request.body);
}

api::Reply slow_large(api::Request&)
{
	return text_response(std::string(much, 'x'));
}

api::Reply touch(api::Request&)
{
	return api::write_work(
		[](store::Writer& writer)
		{
			writer.touch_team(Uuid{{1}});
			return api::Reply(text_response("touched"));
		});
}

api::Reply stream(api::Request&)
{
	api::EventStream scope;
	scope.all_teams = true;
	scope.cursor_of = [](std::int64_t) { return std::string(much, 'x'); };
	return scope;
}

// All other deadlines are far away: it is the pace that cuts off.
net::ServerOptions hasty_options()
{
	net::ServerOptions options = RunningServer::fast_options();
	options.connections.slow_grace = 50ms;
	options.connections.pace_bytes_min = 1'000'000'000;
	return options;
}

} // namespace

TEST_CASE("slow client: a body that trickles is cut off, however steadily it comes")
{
	RunningServer server({{"/echo", slow_echo}}, hasty_options());
	RawClient client(server.port());
	client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 4000000\r\n\r\n");
	for (int byte = 0; byte < 100; ++byte) { client.send("x"); }
	CHECK(client.is_closed());
}

TEST_CASE("slow client: a chunked body that trickles too")
{
	RunningServer server({{"/echo", slow_echo}}, hasty_options());
	RawClient client(server.port());
	client.send("POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
	for (int byte = 0; byte < 100; ++byte) { client.send("1\r\nx\r\n"); }
	CHECK(client.is_closed());
}

TEST_CASE("slow client: an answer that is not fetched is given up")
{
	RunningServer server({{"/large", slow_large}}, hasty_options());
	RawClient client(server.port(), little);
	client.send("GET /large HTTP/1.1\r\nHost: t\r\n\r\n");
	CHECK(client.read_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
	server.await_open(0);
}

TEST_CASE("slow client: one who takes a kilobyte now and then is cut off, and hinders nobody")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.connections.slow_grace = 300ms;
	options.connections.pace_bytes_min = 1'000'000'000;
	RunningServer server({{"/large", slow_large}, {"/echo", slow_echo}}, options);
	std::vector<std::unique_ptr<RawClient>> slow;
	for (int i = 0; i < 20; ++i)
	{
		slow.push_back(std::make_unique<RawClient>(server.port(), little));
		slow.back()->send("GET /large HTTP/1.1\r\nHost: t\r\n\r\n");
		CHECK(slow.back()->read_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
	}
	RawClient other(server.port());
	// However long they go on reading, and they would for hours: all but the other one are ended.
	const auto patient_until = std::chrono::steady_clock::now() + 30s;
	while (!server.has_open(1))
	{
		REQUIRE(std::chrono::steady_clock::now() < patient_until);
		for (const auto& reader : slow) { static_cast<void>(reader->throw_away(1'024)); }
		CHECK(other.post("/echo", "here").body == "here");
	}
	CHECK(other.post("/echo", "still here").body == "still here");
}

TEST_CASE("slow client: who keeps the pace is served to the end")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.connections.slow_grace = 2s;
	RunningServer server({{"/large", slow_large}}, options);
	RawClient client(server.port(), little);
	CHECK(client.get("/large").body.size() == much);
	CHECK(client.get("/large").body.size() == much);
}

TEST_CASE("slow client: a quiet event stream is no slow answer, but one that is not read is cut off")
{
	net::ServerOptions options = hasty_options();
	options.connections.write_timeout = 50ms;
	options.connections.comment_interval = 200ms;
	RunningServer server({{"/stream", stream}, {"/touch", touch}}, options);
	RawClient reader(server.port(), little);
	reader.send("GET /stream HTTP/1.1\r\nHost: t\r\n\r\n");
	CHECK(reader.read_until(": still here\n\n").find(": connected") != std::string::npos);
	{
		RawClient phone(server.port());
		CHECK(phone.get("/touch").status == 200);
	}
	server.await_open(0);
}
