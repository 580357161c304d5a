#include "server/net/client_address.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using namespace bajin::net;
using namespace bajin::net_test;

namespace
{

AddressRanges ranges(std::initializer_list<const char*> texts)
{
	AddressRanges made;
	for (const char* text : texts) { made.push_back(parse_address_range(text).value()); }
	return made;
}

struct Told
{
	const char* peer = "10.0.0.1";
	const char* addresses = "";
	const char* protocol = "";
	bool is_tls = false;
};

api::Request described(const Told& told, const AddressRanges& trusted = ranges({"10.0.0.0/8", "127.0.0.1"}))
{
	api::Request request;
	const Peer peer{parse_address(told.peer).value(), true, told.is_tls};
	const Address address = describe_client(request, peer, {told.addresses, told.protocol}, trusted);
	CHECK(address_text(address) == request.peer_address);
	return request;
}

api::Reply describe(api::Request& request)
{
	return text_response(
		request.peer_address + (request.peer_is_loopback ? " loopback" : "") + (request.is_secure ? " secure" : "") +
		(request.has_forwarding_headers ? " forwarded" : ""));
}

api::Reply answer_ok(api::Request& request)
{
	return text_response(request.path);
}

// Every answer in turn, until one is refused.
int answered(RawClient& client, std::string_view path, std::string_view headers)
{
	for (int count = 0; count < 1'000; ++count)
	{
		if (client.get(path, headers).status == 429) { return count; }
	}
	return 1'000;
}

net::ServerOptions limited_options()
{
	net::ServerOptions options = RunningServer::fast_options();
	options.connections.trusted_proxies = ranges({"127.0.0.1"});
	options.rates.device_rate = options.rates.address_rate = 0.001;
	options.rates.device_burst = 7;
	options.rates.address_burst = 3;
	return options;
}

} // namespace

TEST_CASE("client address: a trusted proxy's word is taken for the right-most address that is no trusted proxy")
{
	CHECK(described({"10.0.0.1", "192.0.2.7"}).peer_address == "192.0.2.7");
	CHECK(described({"10.0.0.1", "1.1.1.1, 192.0.2.7"}).peer_address == "192.0.2.7");
	CHECK(described({"10.0.0.1", "1.1.1.1,192.0.2.7 , 10.9.9.9"}).peer_address == "192.0.2.7");
	CHECK(described({"10.0.0.1", "192.0.2.7:4711"}).peer_address == "192.0.2.7");
	CHECK(described({"10.0.0.1", "[2001:db8::1]:4711"}).peer_address == "2001:db8::1");
	CHECK(described({"10.0.0.1", "2001:db8::1"}).peer_address == "2001:db8::1");
	CHECK(described({"10.0.0.1", "10.0.0.3, 10.0.0.2"}).peer_address == "10.0.0.3");
	CHECK(described({"10.0.0.1", ""}).peer_address == "10.0.0.1");
	CHECK(described({"10.0.0.1", "1.1.1.1, unknown"}).peer_address == "10.0.0.1");
	CHECK(described({"10.0.0.1", "1.1.1.1, unknown, 10.0.0.2"}).peer_address == "10.0.0.2");
}

TEST_CASE("client address: hosts of one IPv6 network are one to whoever counts failures")
{
	CHECK(described({"192.0.2.7"}).peer_network == "192.0.2.7");
	CHECK(described({"2001:db8:1:2:3:4:5:6"}).peer_network == "2001:db8:1:2::");
	CHECK(described({"10.0.0.1", "2001:db8:1:2:ffff::9"}).peer_network == described({"2001:db8:1:2::1"}).peer_network);
}

TEST_CASE("client address: what anybody else tells is not believed")
{
	const api::Request spoofed = described({"192.0.2.1", "127.0.0.1", "https"});
	CHECK(spoofed.peer_address == "192.0.2.1");
	CHECK_FALSE(spoofed.is_secure);
	CHECK_FALSE(spoofed.peer_is_loopback);
	CHECK(described({"127.0.0.1", "1.1.1.1", "https"}, {}).peer_address == "127.0.0.1");
	CHECK_FALSE(described({"127.0.0.1", "1.1.1.1", "https"}, {}).is_secure);
}

TEST_CASE("client address: a trusted proxy is never the server's own machine, not even when it tells nothing or loopback")
{
	CHECK_FALSE(described({"127.0.0.1", ""}).peer_is_loopback);
	CHECK_FALSE(described({"127.0.0.1", "127.0.0.1"}).peer_is_loopback);
	CHECK(described({"::1", ""}).peer_is_loopback);
	CHECK(described({"127.0.0.1", ""}, {}).peer_is_loopback);
	CHECK(described({"127.0.0.1", ""}, ranges({"10.0.0.0/8"})).peer_is_loopback);
}

TEST_CASE("client address: a request is secure over TLS, or when a trusted proxy says it was")
{
	CHECK(described({"192.0.2.1", "", "", true}).is_secure);
	CHECK(described({"10.0.0.1", "1.1.1.1", "https"}).is_secure);
	CHECK(described({"10.0.0.1", "1.1.1.1", "http, HTTPS"}).is_secure);
	CHECK_FALSE(described({"10.0.0.1", "1.1.1.1", "https, http"}).is_secure);
	CHECK_FALSE(described({"10.0.0.1", "1.1.1.1", "http", true}).is_secure);
	CHECK(described({"10.0.0.1", "1.1.1.1", "", true}).is_secure);
}

TEST_CASE("client address: the credential is the Authorization header, else the session's cookie by its exact name")
{
	api::Request request;
	CHECK(credential_of(request).text.empty());
	request.cookie = "xbajin_session=1; bajin_session2=2;bajin_session=abc; z=3";
	CHECK(credential_of(request).text == "abc");
	CHECK(credential_of(request).is_cookie);
	// Over TLS only what this host alone can have set.
	request.is_secure = true;
	CHECK(credential_of(request).text.empty());
	request.cookie += "; __Host-bajin_session=def";
	CHECK(credential_of(request).text == "def");
	request.authorization = "Bearer t";
	CHECK(credential_of(request).text == "Bearer t");
	CHECK_FALSE(credential_of(request).is_cookie);
}

TEST_CASE("client address: over a socket, with a trusted proxy and without")
{
	const std::string headers = "X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.7\r\n";
	net::ServerOptions options = RunningServer::fast_options();
	RunningServer alone({{"/describe", describe}}, options);
	RawClient direct(alone.port());
	CHECK(direct.get("/describe", headers).body == "127.0.0.1 loopback forwarded");
	options.connections.trusted_proxies = ranges({"127.0.0.0/8"});
	RunningServer behind({{"/describe", describe}}, options);
	RawClient proxied(behind.port());
	CHECK(proxied.get("/describe", headers).body == "192.0.2.7 secure forwarded");
	CHECK(proxied.get("/describe").body == "127.0.0.1");
	options.connections.trusted_proxies = ranges({"10.0.0.0/8"});
	RunningServer elsewhere({{"/describe", describe}}, options);
	RawClient spoofing(elsewhere.port());
	CHECK(spoofing.get("/describe", headers).body == "127.0.0.1 loopback forwarded");
}

TEST_CASE("budgets over a socket: beyond its budget a caller is told when to come again, and the connection is kept")
{
	RunningServer server(RunningServer::WithAccounts(), {{"/private", answer_ok}, {"/public", answer_ok}}, limited_options());
	RawClient client(server.port());
	CHECK(answered(client, "/public", "X-Forwarded-For: 192.0.2.1\r\n") == 3);
	const Answer refused = client.post("/public", "a body", "X-Forwarded-For: 192.0.2.1\r\nAccept-Language: en\r\n");
	CHECK(refused.status == 429);
	CHECK(refused.body.find("\"too_many_requests\"") != std::string::npos);
	CHECK(refused.body.find("\"retryable\":true") != std::string::npos);
	const int wait = std::stoi(refused.header("Retry-After"));
	CHECK(wait >= 990);
	CHECK(wait <= 1'000);
	CHECK(client.get("/public", "X-Forwarded-For: 192.0.2.2\r\n").status == 200);
}

TEST_CASE("budgets over a socket: a valid token has its own budget, a made up one that of its address")
{
	RunningServer server(RunningServer::WithAccounts(), {{"/private", answer_ok}, {"/public", answer_ok}}, limited_options());
	RawClient client(server.port());
	// The first is drawn from the address, and proves the token.
	CHECK(answered(client, "/private", "X-Forwarded-For: 192.0.2.1\r\nAuthorization: Bearer " + server.office_token() + "\r\n") == 1 + 7);
	CHECK(answered(client, "/private", "X-Forwarded-For: 192.0.2.9\r\nCookie: bajin_session=" + server.county_token() + "\r\n") == 1 + 7);
	int refused_at = 0;
	while (refused_at < 100 &&
		   client.get("/private", "X-Forwarded-For: 192.0.2.1\r\nAuthorization: Bearer " + std::to_string(refused_at) + "\r\n").status !=
			   429)
	{
		++refused_at;
	}
	CHECK(refused_at == 2);
	// What is open to everybody proves nothing.
	CHECK(answered(client, "/public", "X-Forwarded-For: 192.0.2.5\r\nAuthorization: Bearer x\r\n") == 3);
}

TEST_CASE("budgets over a socket: the server's own machine has none")
{
	net::ServerOptions options = limited_options();
	options.connections.trusted_proxies.clear();
	RunningServer server({{"/public", answer_ok}}, options, judge_private);
	RawClient client(server.port());
	for (int i = 0; i < 20; ++i) { REQUIRE(client.get("/public").status == 200); }
}
