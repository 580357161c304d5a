#include "server/net/server.hpp"
#include "server/store/query.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

#include <filesystem>
#include <system_error>
#include <thread>

using namespace bajin;
using namespace bajin::net_test;

namespace
{

Routes held_route(Gate& gate)
{
	const auto held = [&gate](api::Request&) -> api::Reply
	{
		return api::write_work(
			[&gate](store::Writer&)
			{
				gate.enter();
				return api::Reply(text_response("held"));
			});
	};
	const auto hello = [](api::Request&) -> api::Reply { return text_response("hello"); };
	return {{"/held", held}, {"/hello", hello}};
}

// A read without an end, of that lane.
api::Reply endless_read(api::Lane lane, Gate* gate)
{
	return api::read_work(
		[gate](store::Reader& reader) -> api::Reply
		{
			if (gate != nullptr) { gate->enter(); }
			store::Query query(
				reader.database(), "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
			return text_response(query.step() ? "ended" : "");
		},
		lane);
}

} // namespace

TEST_CASE("server: stopping interrupts long reads, says so, and leaves an empty log")
{
	Gate gate;
	gate.let_go();
	const auto search = [&gate](api::Request&) { return endless_read(api::Lane::search, &gate); };
	const auto write = [](api::Request&) -> api::Reply
	{
		return api::write_work(
			[](store::Writer& writer) -> api::Reply
			{
				store::Query(writer.database(), "UPDATE instance SET created_at = created_at + 1").run();
				return text_response("written");
			});
	};
	RunningServer server({{"/search", search}, {"/write", write}});
	RawClient writing(server.port());
	CHECK(writing.get("/write").body == "written");
	RawClient searching(server.port());
	searching.send("GET /search HTTP/1.1\r\nHost: t\r\n\r\n");
	gate.await_entry();
	const auto log = server.database().file().string() + "-wal";
	CHECK(std::filesystem::file_size(log) > 0);
	server.begin_stop();
	const Answer answer = searching.read_answer();
	CHECK(answer.status == 503);
	CHECK(answer.body.find("shutting_down") != std::string::npos);
	server.join();
	CHECK((!std::filesystem::exists(log) || std::filesystem::file_size(log) == 0));
}

TEST_CASE("server: searches fill a lane of their own, and each caller has a few at a time")
{
	Gate gate;
	const auto held = [&gate](api::Request&) -> api::Reply
	{
		return api::read_work(
			[&gate](store::Reader&) -> api::Reply
			{
				gate.enter();
				return text_response("found");
			},
			api::Lane::search);
	};
	const auto page = [](api::Request&) -> api::Reply
	{ return api::read_work([](store::Reader&) -> api::Reply { return text_response("page"); }); };
	const auto quick = [](api::Request&) -> api::Reply
	{ return api::read_work([](store::Reader&) -> api::Reply { return text_response("quick"); }, api::Lane::search); };
	RunningServer server({{"/held", held}, {"/page", page}, {"/quick", quick}});
	RawClient first(server.port());
	first.send("GET /held HTTP/1.1\r\nHost: t\r\n\r\n");
	gate.await_entry();
	RawClient second(server.port());
	second.send("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n");
	while (server.metrics().render().find("bajin_lane_jobs{lane=\"search\"} 1") == std::string::npos) { std::this_thread::yield(); }
	// The third of one caller waits outside, before the first of another.
	RawClient third(server.port());
	third.send("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n");
	RawClient other(server.port());
	other.send("GET /quick HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer other\r\n\r\n");
	while (server.metrics().render().find("bajin_lane_jobs{lane=\"search\"} 2") == std::string::npos) { std::this_thread::yield(); }
	RawClient phone(server.port());
	CHECK(phone.get("/page").body == "page");
	CHECK(server.metrics().render().find("bajin_lane_jobs{lane=\"search\"} 2") != std::string::npos);
	gate.let_go();
	CHECK(first.read_answer().body == "found");
	CHECK(second.read_answer().body == "quick");
	CHECK(third.read_answer().body == "quick");
	CHECK(other.read_answer().body == "quick");
}

TEST_CASE("server: stopping answers what was accepted and closes what is idle")
{
	Gate gate;
	RunningServer server(held_route(gate));
	RawClient idle(server.port());
	CHECK(idle.get("/hello").body == "hello");
	RawClient busy(server.port());
	busy.send("GET /held HTTP/1.1\r\nHost: t\r\n\r\n");
	gate.await_entry();
	server.begin_stop();
	CHECK(idle.is_closed());
	gate.let_go();
	const Answer answer = busy.read_answer();
	CHECK(answer.body == "held");
	CHECK(answer.header("Connection") == "close");
	CHECK(busy.is_closed());
	server.join();
	CHECK_THROWS(RawClient(server.port()));
}

TEST_CASE("server: a request that never ends does not hold up the stop for longer than the drain time")
{
	Gate gate;
	net::ServerOptions options = RunningServer::fast_options();
	options.listener.drain_timeout = std::chrono::milliseconds(30);
	RunningServer server(held_route(gate), options);
	RawClient stuck(server.port());
	stuck.send("POST /hello HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n");
	CHECK(stuck.read_until("\r\n\r\n").starts_with("HTTP/1.1 100"));
	server.begin_stop();
	server.join();
	CHECK(stuck.is_closed());
}

TEST_CASE("server: a connection beyond the limit is told so and closed, and one that ends makes room")
{
	Gate gate;
	net::ServerOptions options = RunningServer::fast_options();
	options.slots.connections_max = 1;
	RunningServer server(held_route(gate), options);
	{
		RawClient first(server.port());
		CHECK(first.get("/hello").status == 200);
		RawClient second(server.port());
		const Answer refused = second.get("/hello");
		CHECK(refused.status == 503);
		CHECK_FALSE(refused.header("Retry-After").empty());
		CHECK(second.is_closed());
		CHECK(first.get("/hello").status == 200);
	}
	while (server.metrics().render().find("bajin_connections_open 0") == std::string::npos) { std::this_thread::yield(); }
	RawClient third(server.port());
	CHECK(third.get("/hello").status == 200);
}

TEST_CASE("server: an address in use is an error of the system, told before anything is served")
{
	Gate gate;
	RunningServer server(held_route(gate));
	TestDatabase database;
	api::Metrics metrics;
	net::ServerOptions options;
	options.listener.listen.port = server.port();
	CHECK_THROWS_AS(net::Server(options, database.open(), net::Handler{}, metrics), std::system_error);
}
