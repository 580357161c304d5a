#include "server/net/redirect.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using namespace bajin::net;
using namespace bajin::net_test;

TEST_CASE("redirect: path and query stay what they were, on the public address")
{
	const RedirectTo to{"https://bajin.example/law", 443};
	CHECK(redirect_location(to, "/a/b?c=d%20e&f", "") == "https://bajin.example/law/a/b?c=d%20e&f");
	CHECK(redirect_location(to, "/", "anything") == "https://bajin.example/law/");
	CHECK(redirect_location(to, "http://other.example/x?y#z", "") == "https://bajin.example/law/x?y");
	CHECK(redirect_location(to, "//other.example/x", "") == "https://bajin.example/law//other.example/x");
	CHECK(redirect_location(to, "/\"<\xE6\xB3\x95>\\", "") == "https://bajin.example/law/%22%3C%E6%B3%95%3E%5C");
	CHECK(redirect_location(to, "/\r\nSet-Cookie: x", "") == "https://bajin.example/law/%0D%0ASet-Cookie:%20x");
	CHECK_FALSE(redirect_location(to, "*", ""));
	CHECK_FALSE(redirect_location(to, "@other.example/", ""));
}

TEST_CASE("redirect: without a public address to the host that was asked for, when it is one")
{
	CHECK(redirect_location({"", 443}, "/x", "bajin.example:80") == "https://bajin.example/x");
	CHECK(redirect_location({"", 8443}, "/x", "bajin.example") == "https://bajin.example:8443/x");
	CHECK(redirect_location({"", 8443}, "/x", "192.0.2.1:8080") == "https://192.0.2.1:8443/x");
	CHECK(redirect_location({"", 443}, "/x", "[2001:db8::1]:80") == "https://[2001:db8::1]/x");
	const std::string long_label(64, 'a');
	for (const std::string& host :
		 {std::string(), std::string("a b"), std::string("user@other.example"), std::string("a.example/x"),
		  std::string("a.example\r\nX: y"), std::string("a..example"), std::string("-a.example"), std::string("a.example:80x"),
		  std::string("a.example:123456"), std::string("[::1"), std::string("[::1]x"), std::string("[1.2.3.4]"),
		  std::string("[::1%25eth0]"), std::string("a\\b"), std::string("a.example?x"), std::string("\xE6\xB3\x95.example"), long_label})
	{
		INFO(host);
		CHECK_FALSE(redirect_location({"", 443}, "/x", host));
	}
}

TEST_CASE("redirect: the plain listener sends every request on, and keeps the connection")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.listener.redirect_http = net::ListenAddress{};
	options.connections.redirect.public_url = "https://bajin.example";
	RunningServer server({}, options);
	RawClient client(server.redirect_port());
	const Answer answer = client.get("/a?b=c");
	CHECK(answer.status == 308);
	CHECK(answer.header("Location") == "https://bajin.example/a?b=c");
	CHECK(answer.header("Strict-Transport-Security").empty());
	CHECK(client.post("/sync", "body").header("Location") == "https://bajin.example/sync");
	CHECK(client.get("/%zz").status == 400);
}

TEST_CASE("redirect: a Host header that is none, missing or doubled is a 400")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.listener.redirect_http = net::ListenAddress{};
	RunningServer server({}, options);
	RawClient client(server.redirect_port());
	CHECK(client.get("/x").header("Location") == "https://test:" + std::to_string(server.port()) + "/x");
	for (const char* fields : {"Host: user@evil.example\r\n", "", "Host: a.example\r\nHost: b.example\r\n"})
	{
		RawClient wrong(server.redirect_port());
		wrong.send("GET /x HTTP/1.1\r\n" + std::string(fields) + "\r\n");
		CHECK(wrong.read_answer().status == 400);
		CHECK(wrong.is_closed());
	}
}
