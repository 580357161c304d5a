#include "tests/support/catch.hpp"
#include "tools/client/api.hpp"
#include "tools/client/http_client.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <string>
#include <thread>
#include <vector>

using namespace bajin;
using namespace bajin::client;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace
{

// Answers connections in order: each with its texts, one a request, and then hangs up. Keeps the heads of requests.
class ScriptedServer
{
public:
	explicit ScriptedServer(std::vector<std::vector<std::string>> connections)
		: acceptor_(context_, tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0)), thread_(
																						  [this, script = std::move(connections)]
																						  {
																							  for (const auto& answers : script)
																							  {
																								  serve(answers);
																							  }
																						  })
	{
	}
	~ScriptedServer() { thread_.join(); }
	ScriptedServer(const ScriptedServer&) = delete;
	ScriptedServer& operator=(const ScriptedServer&) = delete;

	[[nodiscard]] Address address() const { return {"127.0.0.1", std::to_string(acceptor_.local_endpoint().port())}; }

private:
	void serve(const std::vector<std::string>& answers)
	{
		tcp::socket socket = acceptor_.accept();
		for (const std::string& answer : answers)
		{
			std::string request;
			boost::system::error_code error;
			asio::read_until(socket, asio::dynamic_buffer(request), "\r\n\r\n", error);
			asio::write(socket, asio::buffer(answer), error);
		}
	}

	asio::io_context context_;
	tcp::acceptor acceptor_;
	std::thread thread_;
};

std::string ok(const std::string& body)
{
	return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

} // namespace

TEST_CASE("client: server URLs")
{
	CHECK(parse_server_url("http://127.0.0.1:8080").value().port == "8080");
	CHECK(parse_server_url("http://example.org/").value().host == "example.org");
	CHECK(parse_server_url("http://example.org").value().port == "80");
	CHECK(parse_server_url("http://[::1]:9").value().host == "::1");
	for (const char* bad : {"", "127.0.0.1:8080", "ftp://a", "http://", "http://a:", "http://a:b", "http://a/b"})
	{
		CAPTURE(bad);
		CHECK(parse_server_url(bad).has_error());
	}
}

TEST_CASE("client: gzip there and back, and a bound on what comes out")
{
	const std::string text(200'000, 'x');
	const std::string packed = compress(text);
	CHECK(packed.size() < 2'000);
	CHECK(decompress(packed, text.size()).value() == text);
	CHECK(decompress(packed, text.size() - 1).has_error());
	CHECK(decompress(packed.substr(0, packed.size() / 2), text.size()).has_error());
	CHECK(decompress("no gzip", 100).has_error());
	CHECK(decompress(compress(""), 100).value().empty());
}

TEST_CASE("client: requests go one after another over one kept connection")
{
	ScriptedServer server({{ok("one"), ok("two")}});
	BlockingClient client(server.address());
	CHECK(client.send({}).value().body == "one");
	CHECK(client.send({}).value().body == "two");
}

TEST_CASE("client: a kept connection that the server has closed is replaced without a failure")
{
	ScriptedServer server({{ok("one")}, {ok("two")}});
	BlockingClient client(server.address());
	CHECK(client.send({}).value().body == "one");
	CHECK(client.send({}).value().body == "two");
}

TEST_CASE("client: no answer at all is connection_lost, and nobody there is connection_failed")
{
	Address address;
	{
		ScriptedServer server({{""}});
		address = server.address();
		BlockingClient client(address);
		CHECK(client.send({}).error().code == "connection_lost");
	}
	BlockingClient client(address);
	CHECK(client.send({}).error().code == "connection_failed");
}

TEST_CASE("client: compressed answers are unpacked, statuses and Retry-After are given")
{
	const std::string packed = compress("{\"code\":\"busy\",\"detail\":\"稍后再试\"}");
	ScriptedServer server(
		{{"HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Encoding: gzip\r\nContent-Length: " + std::to_string(packed.size()) + "\r\n\r\n" +
		  packed}});
	BlockingClient client(server.address());
	const HttpAnswer answer = client.send({}).value();
	CHECK(answer.status == 503);
	CHECK(answer.retry_after() == std::chrono::seconds(7));
	const Error refusal = read_success(answer).error();
	CHECK(refusal.code == "busy");
	CHECK(refusal.detail == "稍后再试");
}
