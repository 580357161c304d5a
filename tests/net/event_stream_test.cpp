#include "server/store/team_store.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

using namespace bajin;
using namespace bajin::net_test;

namespace
{

const Uuid ours{{1}};
const Uuid theirs{{2}};
const Uuid coordinator{{3}};
constexpr AreaId county = 2;
constexpr AreaId township = 3;
constexpr AreaId other_county = 4;

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

api::Reply open_area_stream(api::Request& request)
{
	api::EventStream scope;
	scope.area = request.query_value("area") == "township" ? township : county;
	scope.holder = coordinator;
	scope.cursor_of = [](std::int64_t) { return "in the area"; };
	return scope;
}

api::Reply touch_area(AreaId branch)
{
	return api::write_work(
		[branch](store::Writer& writer)
		{
			writer.touch(theirs, branch);
			return api::Reply(text_response("touched"));
		});
}

api::Reply change_access(const Uuid& holder)
{
	return api::write_work(
		[holder](store::Writer& writer)
		{
			writer.note_access_changed(holder);
			return api::Reply(text_response("changed"));
		});
}

Routes area_routes()
{
	return {
		{"/stream", open_area_stream},
		{"/county", [](api::Request&) { return touch_area(county); }},
		{"/township", [](api::Request&) { return touch_area(township); }},
		{"/elsewhere", [](api::Request&) { return touch_area(other_county); }},
		{"/change", [](api::Request&) { return change_access(coordinator); }},
		{"/change-other", [](api::Request&) { return change_access(ours); }}};
}

Routes stream_routes()
{
	return {
		{"/stream", open_stream},
		{"/ours", [](api::Request&) { return touch(ours); }},
		{"/theirs", [](api::Request&) { return touch(theirs); }}};
}

std::string open(RawClient& client, std::string_view query = {})
{
	client.send("GET /stream" + std::string(query) + " HTTP/1.1\r\nHost: t\r\n\r\n");
	return client.read_until(": connected\n\n");
}

} // namespace

TEST_CASE("event stream: a commit in its scope gives a hint with the cursor, one outside none")
{
	RunningServer server(stream_routes());
	RawClient stream(server.port());
	CHECK(open(stream).find("Content-Type: text/event-stream") != std::string::npos);
	RawClient phone(server.port());
	REQUIRE(phone.get("/theirs").status == 200);
	REQUIRE(phone.get("/ours").status == 200);
	CHECK(stream.read_until("\n\n") == "event: changed\ndata: {\"cursor\":\"at 0\"}\n\n");
}

TEST_CASE("event stream: HEAD tells what it would be, and the connection goes on")
{
	RunningServer server(stream_routes());
	RawClient client(server.port());
	client.send("HEAD /stream HTTP/1.1\r\nHost: t\r\n\r\n");
	const auto answer = client.read_answer(false);
	CHECK(answer.status == 200);
	CHECK(answer.header("Content-Type") == "text/event-stream; charset=utf-8");
	CHECK(client.get("/ours").status == 200);
}

TEST_CASE("event stream: many commits become few hints, and the last one is never lost")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.hint_interval = std::chrono::milliseconds(50);
	RunningServer server(stream_routes(), options);
	RawClient stream(server.port());
	open(stream);
	RawClient phone(server.port());
	for (int round = 0; round < 3; ++round)
	{
		for (int i = 0; i < 10; ++i) { REQUIRE(phone.get("/ours").status == 200); }
		CHECK(stream.read_until("\n\n").starts_with("event: changed\n"));
	}
}

TEST_CASE("event stream: what another process wrote wakes every stream")
{
	RunningServer server(stream_routes());
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
	options.connections.comment_interval = std::chrono::milliseconds(10);
	RunningServer server(stream_routes(), options);
	RawClient stream(server.port());
	open(stream);
	CHECK(stream.read_until("\n\n") == ": still here\n\n");
	CHECK(stream.read_until("\n\n") == ": still here\n\n");
}

TEST_CASE("event stream: it ends when the server stops, and a client that left is forgotten")
{
	RunningServer server(stream_routes());
	{
		RawClient gone(server.port());
		open(gone);
	}
	while (server.metrics().render().find("bajin_connections_open 0") == std::string::npos) { std::this_thread::yield(); }
	RawClient stream(server.port());
	open(stream);
	server.begin_stop();
	server.join();
	CHECK_THROWS(stream.read_until("event"));
}

TEST_CASE("event stream: of an area, it tells of what lies at or below it and of nothing else")
{
	RunningServer server(area_routes());
	RawClient of_county(server.port());
	RawClient of_township(server.port());
	open(of_county);
	open(of_township, "?area=township");
	RawClient phone(server.port());
	REQUIRE(phone.get("/elsewhere").status == 200);
	REQUIRE(phone.get("/township").status == 200);
	CHECK(of_county.read_until("\n\n").starts_with("event: changed\ndata: {\"cursor\":\"in the area\"}"));
	CHECK(of_township.read_until("\n\n").starts_with("event: changed\n"));
}

TEST_CASE("event stream: an event in the county itself is no news of its township")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.connections.comment_interval = std::chrono::milliseconds(50);
	RunningServer server(area_routes(), options);
	RawClient of_county(server.port());
	RawClient of_township(server.port());
	open(of_county);
	open(of_township, "?area=township");
	RawClient phone(server.port());
	REQUIRE(phone.get("/county").status == 200);
	while (!of_county.read_until("\n\n").starts_with("event: changed\n")) {}
	CHECK(of_township.read_until("\n\n") == ": still here\n\n");
}

TEST_CASE("event stream: it ends at once when its holder's access is changed, others go on")
{
	RunningServer server(area_routes());
	RawClient stream(server.port());
	open(stream);
	RawClient admin(server.port());
	REQUIRE(admin.get("/change-other").status == 200);
	REQUIRE(admin.get("/county").status == 200);
	CHECK(stream.read_until("\n\n").starts_with("event: changed\n"));
	REQUIRE(admin.get("/change").status == 200);
	CHECK(stream.is_closed());
}

TEST_CASE("event stream: it ends by itself after its lifetime, so that its client is asked again who it is")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.connections.stream_lifetime = std::chrono::milliseconds(50);
	RunningServer server(area_routes(), options);
	RawClient stream(server.port());
	open(stream);
	CHECK(stream.is_closed());
}

TEST_CASE("event stream: one account holds some at a time, the rest is told to ask instead")
{
	RunningServer server({{"/area", open_area_stream}, {"/other", open_stream}});
	std::vector<std::unique_ptr<RawClient>> tabs;
	for (int tab = 0; tab < 8; ++tab)
	{
		tabs.push_back(std::make_unique<RawClient>(server.port()));
		tabs.back()->send("GET /area HTTP/1.1\r\nHost: t\r\n\r\n");
		CHECK(tabs.back()->read_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
	}
	RawClient one_more(server.port());
	const Answer refused = one_more.get("/area");
	CHECK(refused.status == 429);
	CHECK(refused.body.find("too_many_streams") != std::string::npos);
	CHECK_FALSE(refused.header("Retry-After").empty());
	RawClient other(server.port());
	other.send("GET /other HTTP/1.1\r\nHost: t\r\n\r\n");
	CHECK(other.read_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
	tabs.clear();
	server.await_open(2);
	one_more.send("GET /area HTTP/1.1\r\nHost: t\r\n\r\n");
	CHECK(one_more.read_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
}
