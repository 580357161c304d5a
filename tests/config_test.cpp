#include "server/config.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <fstream>
#include <iostream>
#include <sstream>
#include <stdlib.h>
#include <vector>

// NOLINTBEGIN(concurrency-mt-unsafe): the environment is touched by one thread

using namespace bajin;

namespace
{

ConfigOrExit read(std::vector<const char*> arguments)
{
	arguments.insert(arguments.begin(), "bajin-server");
	return read_config(static_cast<int>(arguments.size()), arguments.data());
}

} // namespace

TEST_CASE("config: the options and their defaults")
{
	const auto defaults = read({"--data", "d"});
	REQUIRE(defaults.config);
	CHECK(defaults.config->data == "d");
	CHECK(defaults.config->server.listener.listen.address == "127.0.0.1");
	CHECK(defaults.config->server.listener.listen.port == 8080);
	const auto given = read({"--data", "d", "--listen", "[::1]:0", "--connections-max", "5", "--read-lanes", "3", "--download-lanes", "2"});
	REQUIRE(given.config);
	CHECK(given.config->server.listener.listen.address == "::1");
	CHECK(given.config->server.listener.listen.port == 0);
	CHECK(given.config->server.slots.connections_max == 5);
	CHECK(given.config->read_lanes == 3);
	CHECK(given.config->download_lanes == 2);
}

TEST_CASE("config: the environment is read, and the command line goes before it")
{
	::setenv("BAJIN_DATA", "from-environment", 1);
	::setenv("BAJIN_LISTEN", "0.0.0.0:9000", 1);
	const auto from_environment = read({});
	const auto from_command_line = read({"--data", "d"});
	::unsetenv("BAJIN_DATA");
	::unsetenv("BAJIN_LISTEN");
	REQUIRE(from_environment.config);
	CHECK(from_environment.config->data == "from-environment");
	CHECK(from_environment.config->server.listener.listen.port == 9000);
	REQUIRE(from_command_line.config);
	CHECK(from_command_line.config->data == "d");
}

TEST_CASE("config: a wrong option is exit code 2, help is 0")
{
	CHECK(read({}).exit_code == 2);
	CHECK(read({"--data", "d", "--nonsense"}).exit_code == 2);
	CHECK(read({"--data", "d", "--listen", "localhost"}).exit_code == 2);
	CHECK(read({"--data", "d", "--read-lanes", "0"}).exit_code == 2);
	CHECK(read({"--data", "d", "--log-level", "loud"}).exit_code == 2);
	CHECK(read({"--data", "d", "--tls-certificate", "c.pem"}).exit_code == 2);
	CHECK(read({"--data", "d", "--tls-key", "k.pem"}).exit_code == 2);
	CHECK(read({"--data", "d", "--trusted-proxy", "proxy.example"}).exit_code == 2);
	CHECK(read({"--data", "d", "--trusted-proxy", "10.0.0.1/8"}).exit_code == 2);
	CHECK(read({"--data", "d", "--device-rate", "-1"}).exit_code == 2);
	CHECK(read({"--data", "d", "--address-burst", "0"}).exit_code == 2);
	CHECK_FALSE(read({"--help"}).config);
	CHECK(read({"--help"}).exit_code == 0);
}

TEST_CASE("config: certificate and key are taken together")
{
	const auto given = read({"--data", "d", "--tls-certificate", "c.pem", "--tls-key", "k.pem"});
	REQUIRE(given.config);
	CHECK(given.config->server.tls->certificate == "c.pem");
	CHECK(given.config->server.tls->key == "k.pem");
}

TEST_CASE("config: a redirect needs an https address to send to")
{
	CHECK(read({"--data", "d", "--redirect-http", "0.0.0.0:80"}).exit_code == 2);
	CHECK(read({"--data", "d", "--redirect-http", "0.0.0.0:80", "--public-url", "http://bajin.example"}).exit_code == 2);
	CHECK(read({"--data", "d", "--redirect-http", "port 80", "--public-url", "https://bajin.example"}).exit_code == 2);
	const auto elsewhere = read({"--data", "d", "--redirect-http", "0.0.0.0:80", "--public-url", "https://bajin.example/"});
	REQUIRE(elsewhere.config);
	CHECK(elsewhere.config->server.listener.redirect_http == net::ListenAddress{"0.0.0.0", 80});
	CHECK(elsewhere.config->public_url == "https://bajin.example");
	CHECK(read({"--data", "d", "--redirect-http", "[::]:80", "--tls-certificate", "c.pem", "--tls-key", "k.pem"}).config);
}

TEST_CASE("config: trusted proxies are given one by one, or in the environment with commas")
{
	const auto given = read({"--data", "d", "--trusted-proxy", "127.0.0.1", "--trusted-proxy", "fd00::/8"});
	REQUIRE(given.config);
	CHECK(given.config->server.connections.trusted_proxies.size() == 2);
	::setenv("BAJIN_TRUSTED_PROXY", "127.0.0.1,10.0.0.0/8", 1);
	const auto from_environment = read({"--data", "d"});
	::unsetenv("BAJIN_TRUSTED_PROXY");
	REQUIRE(from_environment.config);
	CHECK(from_environment.config->server.connections.trusted_proxies.size() == 2);
	CHECK(read({"--data", "d"}).config->server.connections.trusted_proxies.empty());
}

TEST_CASE("config: how long a sign-in lasts")
{
	const auto defaults = read({"--data", "d"});
	REQUIRE(defaults.config);
	CHECK(defaults.config->sessions.idle == std::chrono::minutes(60));
	CHECK(defaults.config->sessions.longest == std::chrono::hours(12));
	const auto given = read({"--data", "d", "--session-idle", "15m", "--session-max", "1d"});
	REQUIRE(given.config);
	CHECK(given.config->sessions.idle == std::chrono::minutes(15));
	CHECK(given.config->sessions.longest == std::chrono::hours(24));
	CHECK(read({"--data", "d", "--session-idle", "2h", "--session-max", "1h"}).exit_code == 2);
	CHECK(read({"--data", "d", "--session-idle", "0"}).exit_code == 2);
	CHECK(read({"--data", "d", "--session-max", "32d"}).exit_code == 2);
	CHECK(read({"--data", "d", "--session-max", "soon"}).exit_code == 2);
}

TEST_CASE("config: budgets have defaults, and can be changed or turned off")
{
	const auto defaults = read({"--data", "d"});
	REQUIRE(defaults.config);
	CHECK(defaults.config->server.rates.device_rate == 20);
	CHECK(defaults.config->server.rates.address_burst == 500);
	::setenv("BAJIN_DEVICE_BURST", "7", 1);
	const auto given = read({"--data", "d", "--device-rate", "0", "--address-rate", "0.5", "--address-burst", "3"});
	::unsetenv("BAJIN_DEVICE_BURST");
	REQUIRE(given.config);
	CHECK(given.config->server.rates.device_rate == 0);
	CHECK(given.config->server.rates.device_burst == 7);
	CHECK(given.config->server.rates.address_rate == 0.5);
	CHECK(given.config->server.rates.address_burst == 3);
}

TEST_CASE("config: places and memory for bodies have defaults that help tells, and can be changed")
{
	const auto defaults = read({"--data", "d"});
	REQUIRE(defaults.config);
	CHECK(defaults.config->server.slots.address_max == 64);
	CHECK(defaults.config->server.slots.known_address_max == 1'024);
	CHECK(defaults.config->server.bodies.all_bytes == 64U * 1024 * 1024);
	::setenv("BAJIN_BODIES_MAX", "100", 1);
	const auto given = read(
		{"--data", "d", "--address-connections", "3", "--known-address-connections", "9", "--address-bodies-max", "16",
		 "--credential-bodies-max", "9"});
	::unsetenv("BAJIN_BODIES_MAX");
	REQUIRE(given.config);
	CHECK(given.config->server.slots.address_max == 3);
	CHECK(given.config->server.slots.known_address_max == 9);
	CHECK(given.config->server.bodies.all_bytes == 100U * 1024 * 1024);
	CHECK(given.config->server.bodies.address_bytes == 16U * 1024 * 1024);
	CHECK(given.config->server.bodies.credential_bytes == 9U * 1024 * 1024);
	CHECK(read({"--data", "d", "--bodies-max", "7"}).exit_code == 2);
}

TEST_CASE("config: all that is wrong is said at once")
{
	std::ostringstream said;
	std::streambuf* const usual = std::cerr.rdbuf(said.rdbuf());
	const auto wrong =
		read({"--data", "d", "--listen", "8080", "--public-url", "foo", "--trusted-proxy", "proxy", "--tls-key", "k.pem"}).exit_code;
	std::cerr.rdbuf(usual);
	CHECK(wrong == 2);
	for (const char* option : {"--listen", "--public-url", "--trusted-proxy", "--tls-key"}) { CHECK_THAT(said.str(), test::says(option)); }
	CHECK_THAT(said.str(), test::says("as in https://bajin.example.gov.cn"));
}

TEST_CASE("config: what is the public address of a server")
{
	for (const char* url : {"https://bajin.example.gov.cn", "http://10.1.2.3:8080/", "https://example.gov.cn/bajin", "http://[fd00::1]:80"})
	{
		INFO(url);
		CHECK(read({"--data", "d", "--public-url", url}).config);
	}
	for (const char* url :
		 {"foo", "bajin.example.gov.cn", "ftp://bajin.example", "https://", "https://a b", "https://a?x=1", "https://a#b", "https://u:p@a"})
	{
		INFO(url);
		CHECK(read({"--data", "d", "--public-url", url}).exit_code == 2);
	}
}

TEST_CASE("config: a commented file is read, the command line goes before it, and what it does not know is refused")
{
	const test::TemporaryDirectory directory;
	const std::string file = (directory.path() / "bajin.toml").string();
	std::ofstream(file) << "# where the records are\ndata = \"from-file\"\nlisten = \"0.0.0.0:9000\"  # everywhere\n"
						   "trusted-proxy = [\"127.0.0.1\", \"10.0.0.0/8\"]\ndevice-rate = 7\n";
	const auto from_file = read({"--config", file.c_str()});
	REQUIRE(from_file.config);
	CHECK(from_file.config->data == "from-file");
	CHECK(from_file.config->server.listener.listen.port == 9000);
	CHECK(from_file.config->server.connections.trusted_proxies.size() == 2);
	CHECK(from_file.config->server.rates.device_rate == 7);
	CHECK_FALSE(from_file.config->only_checks);
	CHECK(read({"--config", file.c_str(), "--data", "d", "--check-config"}).config->data == "d");
	CHECK(read({"--config", file.c_str(), "--check-config"}).config->only_checks);
	std::ofstream(file, std::ios::app) << "lissten = \"0.0.0.0:9000\"\n";
	CHECK(read({"--config", file.c_str()}).exit_code == 2);
	CHECK(read({"--config", "/nowhere/bajin.toml", "--data", "d"}).exit_code == 2);
}

TEST_CASE("config: every wrong line of a file is said at once, with its number")
{
	const test::TemporaryDirectory directory;
	const std::string file = (directory.path() / "bajin.toml").string();
	std::ofstream(file) << "# options\n"
						   "data = \"d\"\n"
						   "lissten = \"0.0.0.0:9000\"\n"
						   "connections-max = many\n"
						   "trusted-proxy = [\"127.0.0.1\",\n"
						   "  \"10.0.0.0/8\"]\n"
						   "public-url = \"foo\"\n"
						   "log-level = \"loud\"\n"
						   "listen = \"9000\"\n";
	std::ostringstream said;
	std::streambuf* const usual = std::cerr.rdbuf(said.rdbuf());
	::setenv("BAJIN_LISTEN", "nowhere", 1);
	const int code = read({"--config", file.c_str(), "--check-config", "--read-lanes", "none", "--nonsense"}).exit_code;
	::unsetenv("BAJIN_LISTEN");
	std::cerr.rdbuf(usual);
	CAPTURE(said.str());
	CHECK(code == 2);
	for (const char* line : {":3: ", ":4: ", ":7: ", ":8: ", ":9: "}) { CHECK_THAT(said.str(), test::says(file + line)); }
	for (const char* right : {":1: ", ":2: ", ":5: ", ":6: "}) { CHECK(said.str().find(file + right) == std::string::npos); }
	for (const char* word : {"lissten", "connections-max", "as in https://", "log-level", "nowhere", "--read-lanes", "--nonsense"})
	{
		CHECK_THAT(said.str(), test::says(word));
	}
}

TEST_CASE("config: what is an address to listen on")
{
	CHECK(net::parse_listen_address("127.0.0.1:8080") == net::ListenAddress{"127.0.0.1", 8080});
	CHECK(net::parse_listen_address("[::]:65535") == net::ListenAddress{"::", 65535});
	for (const char* text :
		 {"", ":", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:80x", "::1:80",
		  "[127.0.0.1]:80", "localhost:80"})
	{
		INFO(text);
		CHECK_FALSE(net::parse_listen_address(text));
	}
}

// NOLINTEND(concurrency-mt-unsafe)
