#include "server/store/reference_store.hpp"
#include "tests/net/net_fixture.hpp"

#include <catch2/catch.hpp>

using namespace bajin;
using namespace bajin::net_test;

namespace
{

const Uuid ours{{1}};
const Uuid theirs{{2}};

api::Reply touch(const Uuid& team)
{
	return api::write_work(
	    [team](store::Writer& writer)
	    {
		    writer.touch_team(team);
		    return api::Reply(text_response("touched"));
	    });
}

api::Reply open_stream(api::Request&)
{
	api::EventStream scope;
	scope.teams = {ours};
	scope.cursor_of = [](std::int64_t seq) { return "at " + std::to_string(seq); };
	return scope;
}

Routes routes()
{
	return {{"/stream", open_stream}, {"/ours", [](api::Request&) { return touch(ours); }}, {"/theirs", [](api::Request&) {
		                                                                                         return touch(theirs);
	                                                                                         }}};
}

std::string open(RawClient& client)
{
	client.send("GET /stream HTTP/1.1\r\n\r\n");
	return client.read_until(": connected\n\n");
}

} // namespace

TEST_CASE("event stream: a commit in its scope gives a hint with the cursor, one outside none")
{
	RunningServer server(routes());
	RawClient stream(server.port());
	CHECK(open(stream).find("Content-Type: text/event-stream") != std::string::npos);
	RawClient phone(server.port());
	REQUIRE(phone.get("/theirs").status == 200);
	REQUIRE(phone.get("/ours").status == 200);
	CHECK(stream.read_until("\n\n") == "event: changed\ndata: {\"cursor\":\"at 0\"}\n\n");
}

TEST_CASE("event stream: many commits become few hints, and the last one is never lost")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.hint_interval = std::chrono::milliseconds(50);
	RunningServer server(routes(), options);
	RawClient stream(server.port());
	open(stream);
	RawClient phone(server.port());
	for (int round = 0; round < 3; ++round)
	{
		for (int i = 0; i < 10; ++i)
		{
			REQUIRE(phone.get("/ours").status == 200);
		}
		CHECK(stream.read_until("\n\n").starts_with("event: changed\n"));
	}
}

TEST_CASE("event stream: what another process wrote wakes every stream")
{
	RunningServer server(routes());
	RawClient stream(server.port());
	open(stream);
	store::Database other(server.database().file(), store::Database::Access::read_write);
	store::Team added;
	added.id = ours;
	added.name = "叶县讲师团";
	added.area = 1;
	store::insert_team(other, added);
	CHECK(stream.read_until("\n\n").starts_with("event: changed\n"));
}

TEST_CASE("event stream: a quiet one sends comments")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.comment_interval = std::chrono::milliseconds(10);
	RunningServer server(routes(), options);
	RawClient stream(server.port());
	open(stream);
	CHECK(stream.read_until("\n\n") == ": still here\n\n");
	CHECK(stream.read_until("\n\n") == ": still here\n\n");
}

TEST_CASE("event stream: it ends when the server stops, and a client that left is forgotten")
{
	RunningServer server(routes());
	{
		RawClient gone(server.port());
		open(gone);
	}
	while (server.metrics().render().find("bajin_connections_open 0") == std::string::npos)
	{
		std::this_thread::yield();
	}
	RawClient stream(server.port());
	open(stream);
	server.begin_stop();
	server.join();
	CHECK_THROWS(stream.read_until("event"));
}
