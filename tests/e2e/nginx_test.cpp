// The shapes of a head once more, through nginx as it stands before a server: both must see the same requests, or a request
// could be hidden from the one in the other. A long test: it needs Debian's nginx, which tools/test --long fetches.
#include "tests/e2e/process.hpp"
#include "tests/net/framing_shapes.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/test_server.hpp"

#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace bajin;
namespace fs = std::filesystem;

namespace
{

// Where tools/test puts it, or where the system has it.
std::string nginx_program()
{
	for (const std::string& program : {test::source_directory() + "/build/nginx/usr/sbin/nginx", std::string("/usr/sbin/nginx")})
	{
		if (fs::exists(program)) { return program; }
	}
	FAIL("there is no nginx; run tools/test --long, which fetches it");
	return {};
}

std::uint16_t free_port()
{
	const int taken = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	sockaddr_in address{};
	address.sin_family = AF_INET;
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	socklen_t size = sizeof address;
	REQUIRE(::bind(taken, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
	REQUIRE(::getsockname(taken, reinterpret_cast<sockaddr*>(&address), &size) == 0);
	::close(taken);
	return ntohs(address.sin_port);
}

class Nginx
{
public:
	explicit Nginx(std::uint16_t behind) : port_(free_port())
	{
		const std::string place = directory_.path().string();
		std::ofstream(directory_.path() / "nginx.conf")
			<< (::getuid() == 0 ? "user root;\n" : "") << "daemon off;\nmaster_process off;\npid " << place << "/pid;\nerror_log " << place
			<< "/error.log;\nevents {}\nhttp {\n  access_log off;\n  client_body_temp_path " << place << "/body;\n  proxy_temp_path "
			<< place << "/proxy;\n  fastcgi_temp_path " << place << "/f;\n  uwsgi_temp_path " << place << "/u;\n  scgi_temp_path " << place
			<< "/s;\n  server {\n    listen 127.0.0.1:" << port_ << ";\n    location / {\n      proxy_pass http://127.0.0.1:" << behind
			<< ";\n      proxy_http_version 1.1;\n      proxy_set_header Connection \"\";\n    }\n  }\n}\n";
		e2e::Command command;
		command.words = {nginx_program(), "-p", place, "-e", place + "/error.log", "-c", place + "/nginx.conf"};
		command.output = directory_.path() / "out";
		command.errors = directory_.path() / "errors";
		process_ = std::make_unique<e2e::Process>(command);
		const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
		while (!listens())
		{
			CAPTURE(e2e::read_text(directory_.path() / "errors"));
			REQUIRE(std::chrono::steady_clock::now() < end);
			std::this_thread::yield();
		}
	}

	[[nodiscard]] std::uint16_t port() const noexcept { return port_; }

private:
	[[nodiscard]] bool listens() const
	{
		try
		{
			const net_test::RawClient client(port_);
			return true;
		}
		catch (const std::runtime_error&)
		{
			return false;
		}
	}

	test::TemporaryDirectory directory_;
	const std::uint16_t port_;
	std::unique_ptr<e2e::Process> process_;
};

int count(const std::string& text, std::string_view part)
{
	int found = 0;
	for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) { ++found; }
	return found;
}

} // namespace

TEST_CASE("nginx: before it and behind it the same requests are seen, whatever the shape of the head", "[.nginx]")
{
	std::atomic<int> seen = 0;
	const auto answer = [&seen](api::Request&) -> api::Reply
	{
		++seen;
		return net_test::text_response("seen");
	};
	net_test::RunningServer server({{"/api/v1/sync", answer}, {"/hidden", answer}});
	const Nginx nginx(server.port());
	int taken = 0;
	for (const auto& shape : net_test::framing_shapes())
	{
		INFO(shape.rule << "\n" << shape.fields);
		seen = 0;
		net_test::RawClient client(nginx.port());
		// What one reader takes for the body, another may take for a request of its own.
		client.send(
			shape.head() + "0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\nGET /hidden HTTP/1.0\r\nHost: a\r\nConnection: close\r\n\r\n");
		const std::string answers = client.read_to_end();
		CHECK(seen <= count(answers, "HTTP/1.1 "));
		taken += seen > 0 ? 1 : 0;
	}
	CHECK(taken >= 5);
}
