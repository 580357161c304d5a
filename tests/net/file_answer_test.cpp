// Answers that are files: byte for byte, whatever the size, and gone with the client.
#include "server/files/temporary_file.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/net/tls_fixture.hpp"
#include "tests/support/catch.hpp"

#include <atomic>

using namespace bajin;
using namespace bajin::net_test;
using namespace std::chrono_literals;

namespace
{

constexpr std::size_t large_file = 24UL * 1024 * 1024 + 7; // more than the kernel holds for a socket, and no whole number of pieces
constexpr int small_file = 16 * 1024;

// Repeats nowhere within a piece, so that a piece in the wrong place shows.
std::string varied_text(std::size_t bytes)
{
	std::string text;
	text.reserve(bytes);
	std::uint32_t state = 7;
	while (text.size() < bytes)
	{
		state = state * 1664525U + 1013904223U;
		text += static_cast<char>(state >> 24U);
	}
	return text;
}

std::shared_ptr<const files::FinishedFile> make_file(std::string_view content)
{
	files::TemporaryFile file;
	file.write(content);
	return file.finish();
}

// Serves one file, and knows whether anybody still holds it.
class FileServer
{
public:
	explicit FileServer(std::string content, const net::ServerOptions& options = RunningServer::fast_options())
		: content_(std::move(content)), server_(
											{{"/file", [this](api::Request&) { return answer(); }},
											 {"/hello", [](api::Request&) -> api::Reply { return text_response("hello"); }}},
											options)
	{
	}

	[[nodiscard]] const RunningServer& server() const { return server_; }
	[[nodiscard]] std::uint16_t port() const { return server_.port(); }
	[[nodiscard]] const std::string& content() const { return content_; }
	[[nodiscard]] bool is_gone() const { return last_.load().expired(); }

private:
	api::Reply answer()
	{
		return api::read_work(
			[this](store::Reader&) -> api::Reply
			{
				api::Response response;
				response.content_type = "text/plain";
				response.file = make_file(content_);
				last_ = response.file;
				return response;
			});
	}

	std::string content_;
	std::atomic<std::weak_ptr<const files::FinishedFile>> last_; // set on the lane
	RunningServer server_;
};

} // namespace

TEST_CASE("file answer: comes byte for byte, with its length, and the connection goes on")
{
	FileServer files(varied_text(large_file));
	RawClient client(files.port(), small_file);
	for (int round = 0; round < 2; ++round)
	{
		const Answer answer = client.get("/file", "Accept-Encoding: gzip\r\n");
		CHECK(answer.status == 200);
		CHECK(answer.header("Content-Length") == std::to_string(large_file));
		CHECK(answer.header("Content-Encoding").empty());
		CHECK((answer.body == files.content())); // not to be printed
		CHECK(client.get("/hello").body == "hello");
		CHECK(files.is_gone());
	}
}

TEST_CASE("file answer: an empty one, and those about the size of a piece")
{
	for (const std::size_t bytes : {0UL, 1UL, 65'535UL, 65'536UL, 65'537UL, 131'072UL})
	{
		FileServer files(varied_text(bytes));
		RawClient client(files.port());
		const Answer answer = client.get("/file");
		CHECK(answer.header("Content-Length") == std::to_string(bytes));
		CHECK((answer.body == files.content()));
		CHECK(client.get("/hello").body == "hello");
	}
}

TEST_CASE("file answer: HEAD tells the length and sends nothing of it")
{
	FileServer files(varied_text(large_file));
	RawClient client(files.port());
	client.send("HEAD /file HTTP/1.1\r\nHost: t\r\n\r\n");
	const Answer answer = client.read_answer(false);
	CHECK(answer.status == 200);
	CHECK(answer.header("Content-Length") == std::to_string(large_file));
	CHECK(client.get("/hello").body == "hello");
	CHECK(files.is_gone());
}

TEST_CASE("file answer: a client that disappears in the middle leaves no file behind")
{
	FileServer files(varied_text(large_file));
	{
		RawClient client(files.port(), small_file);
		client.send("GET /file HTTP/1.1\r\nHost: t\r\n\r\n");
		CHECK(client.read_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
	}
	files.server().await_open(0);
	CHECK(files.is_gone());
	RawClient other(files.port());
	CHECK(other.get("/hello").body == "hello");
}

TEST_CASE("file answer: one that is not fetched is given up, and others are served meanwhile")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.connections.slow_grace = 300ms;
	options.connections.pace_bytes_min = 1'000'000'000;
	FileServer files(varied_text(large_file), options);
	RawClient slow(files.port(), small_file);
	slow.send("GET /file HTTP/1.1\r\nHost: t\r\n\r\n");
	CHECK(slow.read_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
	{
		RawClient other(files.port());
		CHECK(other.get("/hello").body == "hello");
	}
	files.server().await_open(0);
	CHECK(files.is_gone());
}

TEST_CASE("file answer: over TLS too")
{
	TestCertificate certificate;
	net::ServerOptions options = RunningServer::fast_options();
	options.tls = certificate.files();
	FileServer files(varied_text(large_file), options);
	TlsClient client(files.port());
	const Answer answer = client.get("/file");
	CHECK((answer.body == files.content()));
	CHECK(client.get("/hello").body == "hello");
}
