// What is asked of a request before a byte of its body is wanted, over a socket.
#include "server/net/gzip.hpp"
#include "server/people/accounts.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

#include <memory>
#include <ranges>
#include <string>
#include <tuple>
#include <vector>

using namespace bajin;
using namespace bajin::net_test;

namespace
{

constexpr std::size_t open_max = api::open_body_bytes_max;

std::string bearer(const std::string& token)
{
	return "Authorization: Bearer " + token + "\r\n";
}

api::Reply size_of_body(api::Request& request)
{
	return text_response(std::to_string(request.body.size()));
}

Routes intake_routes()
{
	return {{"/private", size_of_body}, {"/public", size_of_body}};
}

// Only a head, of a body of that length.
std::string head_of(std::string_view path, std::size_t length, const std::string& fields = {})
{
	return "POST " + std::string(path) + " HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(length) + "\r\n" + fields + "\r\n";
}

} // namespace

TEST_CASE("intake: without a valid credential a large body is refused by its head, and nothing of it is awaited")
{
	RunningServer server(RunningServer::WithAccounts(), intake_routes());
	for (const auto& [path, fields, status] : std::vector<std::tuple<std::string, std::string, int>>{
			 {"/private", bearer("made-up"), 401}, {"/public", "", 413}, {"/public", bearer("made-up"), 413}})
	{
		INFO(path + fields);
		RawClient client(server.port());
		client.send(head_of(path, 3'000'000, fields));
		CHECK(client.read_answer().status == status);
		CHECK(client.is_closed());
	}
	RawClient known(server.port());
	CHECK(known.post("/private", std::string(3'000'000, 'x'), bearer(server.office_token())).body == "3000000");
	CHECK(known.post("/public", std::string(open_max, 'x'), bearer(server.office_token())).body == std::to_string(open_max));
}

TEST_CASE("intake: a small body that nobody wants is read away, and the connection goes on")
{
	RunningServer server(RunningServer::WithAccounts(), intake_routes());
	RawClient client(server.port());
	CHECK(client.post("/private", std::string(open_max, 'x'), bearer("made-up")).status == 401);
	client.send("POST /private HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n" + bearer("made-up") + "\r\n3\r\nabc\r\n0\r\n\r\n");
	CHECK(client.read_answer().status == 401);
	CHECK(client.post("/public", "abc").body == "3");
	// Whoever waits to be asked for the body is told at once, and may not send it as if it were a request.
	client.send(head_of("/private", 10, "Expect: 100-continue\r\n" + bearer("made-up")));
	CHECK(client.read_answer().status == 401);
	CHECK(client.is_closed());
}

TEST_CASE("intake: chunks that nobody wants, or too many of them, end where the limit is")
{
	RunningServer server(RunningServer::WithAccounts(), intake_routes());
	const auto chunked = [&](const std::string& path, const std::string& fields)
	{
		RawClient client(server.port());
		client.send("POST " + path + " HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n" + fields + "\r\n");
		for (int i = 0; i < 40; ++i) { client.send("1000\r\n" + std::string(4'096, 'x') + "\r\n"); }
		const int status = client.read_answer().status;
		CHECK(client.is_closed());
		return status;
	};
	CHECK(chunked("/private", bearer("made-up")) == 401);
	CHECK(chunked("/public", "") == 413);
}

TEST_CASE("intake: a packed body is unpacked up to what its sender may send")
{
	RunningServer server(RunningServer::WithAccounts(), intake_routes());
	RawClient client(server.port());
	std::string lines;
	for (int i = 0; lines.size() < 200'000; ++i) { lines += std::to_string(i) + ". one line is much like the other\n"; }
	const std::string packed = net::compress_gzip(lines);
	CHECK(packed.size() < open_max);
	const std::string gzip = "Content-Encoding: gzip\r\n";
	CHECK(client.post("/public", packed, gzip).status == 413);
	CHECK(client.post("/private", packed, gzip + bearer(server.office_token())).body == std::to_string(lines.size()));
	// So large that it is unpacked on a lane.
	std::string mixed;
	for (int i = 0; mixed.size() < 1'000'000; ++i) { mixed += std::to_string(i * 7919 % 100'003); }
	CHECK(client.post("/private", net::compress_gzip(mixed), gzip + bearer(server.office_token())).body == std::to_string(mixed.size()));
	const std::string damaged = net::compress_gzip(mixed).substr(0, 100'000);
	CHECK(client.post("/private", damaged, gzip + bearer(server.office_token())).status == 400);
	CHECK(client.post("/private", "abc", bearer(server.office_token())).body == "3");
}

TEST_CASE("intake: a credential is forgotten with the group that changes its holder's access")
{
	const auto end_access = [](api::Request&) -> api::Reply
	{
		return api::write_work(
			[](store::Writer& writer) -> api::Reply
			{
				people::AccountChange change{store::find_account_by_name(writer.database(), "office").value()};
				change.account.disabled_at = now();
				change.signs_out = true;
				CHECK(people::change_account(writer, change, now()).has_value());
				return text_response("ended");
			});
	};
	Routes all = intake_routes();
	all.emplace("/end", end_access);
	RunningServer server(RunningServer::WithAccounts(), all);
	RawClient client(server.port());
	const std::string body(200'000, 'x');
	for (int i = 0; i < 3; ++i) { CHECK(client.post("/private", body, bearer(server.office_token())).status == 200); }
	CHECK(client.get("/end").body == "ended");
	RawClient after(server.port());
	after.send(head_of("/private", body.size(), bearer(server.office_token())));
	CHECK(after.read_answer().status == 401);
	CHECK(client.post("/private", body, bearer(server.county_token())).status == 200);
}

TEST_CASE("intake: bodies beyond the memory for them are told to come again, and those before them arrive")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.bodies = {600'000, 600'000, 400'000};
	options.connections.body_budget_timeout = std::chrono::milliseconds(50);
	RunningServer server(RunningServer::WithAccounts(), intake_routes(), options);
	RawClient first(server.port());
	first.send(head_of("/private", 400'000, bearer(server.office_token())) + std::string(399'999, 'x'));
	server.await_received(400'000);
	RawClient second(server.port());
	const Answer refused = second.post("/private", std::string(350'000, 'x'), bearer(server.office_token()));
	CHECK(refused.status == 503);
	CHECK(refused.body.find("overloaded") != std::string::npos);
	CHECK_FALSE(refused.header("Retry-After").empty());
	// Another's budget is its own.
	RawClient third(server.port());
	CHECK(third.post("/private", std::string(150'000, 'x'), bearer(server.county_token())).body == "150000");
	first.send("x");
	CHECK(first.read_answer().body == "400000");
	RawClient again(server.port());
	CHECK(again.post("/private", std::string(350'000, 'x'), bearer(server.office_token())).body == "350000");
}

TEST_CASE("intake: an address that proved nothing holds a few connections, the others wait and are told")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.slots.address_max = 2;
	options.connections.turn_timeout = std::chrono::milliseconds(200);
	RunningServer server(RunningServer::WithAccounts(), intake_routes(), options);
	RawClient one(server.port());
	CHECK(one.get("/public").status == 200);
	RawClient two(server.port());
	CHECK(two.get("/public").status == 200);
	RawClient three(server.port());
	const Answer refused = three.get("/public");
	CHECK(refused.status == 503);
	CHECK(refused.body.find("too_many_connections") != std::string::npos);
	// One valid credential, and the address is known.
	CHECK(one.get("/private", bearer(server.office_token())).status == 200);
	std::vector<std::unique_ptr<RawClient>> many;
	for (int i = 0; i < 20; ++i)
	{
		many.push_back(std::make_unique<RawClient>(server.port()));
		CHECK(many.back()->get("/public").status == 200);
	}
}

TEST_CASE("intake: phones of one address that come all at once each get their turn")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.slots.address_max = 2;
	RunningServer server(RunningServer::WithAccounts(), intake_routes(), options);
	std::vector<std::unique_ptr<RawClient>> phones;
	for (int i = 0; i < 50; ++i) { phones.push_back(std::make_unique<RawClient>(server.port())); }
	for (const auto& phone : std::views::reverse(phones)) { phone->send(head_of("/private", 3, bearer(server.office_token())) + "abc"); }
	for (const auto& phone : phones) { CHECK(phone->read_answer().body == "3"); }
}
