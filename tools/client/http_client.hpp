// A small HTTP/1.1 client for `bajin field`, the benchmark and the end-to-end tests: keep-alive, gzip both ways, time-outs.
//
// HttpClient is one connection of a coroutine on an Asio executor, one request at a time; BlockingClient is the same for
// plain code and owns its loop. A refusal (`connection_failed`, `connection_lost`, `timed_out`, `bad_answer`) is a
// Result; a status of 400 and above is an answer like any other. Requests must be repeatable: when a kept connection
// turns out to be closed before any byte of the answer, the request is sent once more on a fresh one.
#pragma once

#include "shared/json.hpp"
#include "shared/result.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bajin::client
{

struct Address
{
	std::string host;
	std::string port;
};

// "http://HOST[:PORT]" with an optional slash at the end; IPv6 addresses in brackets. Error code: `invalid_url`.
[[nodiscard]] Result<Address> parse_server_url(std::string_view url);

struct HttpRequest
{
	std::string method = "GET";
	std::string target = "/";
	std::vector<std::pair<std::string, std::string>> headers;
	std::string body;
	bool gzip = false; // compresses the body and asks for a compressed answer
};

struct HttpAnswer
{
	int status = 0;
	std::map<std::string, std::string> headers; // names in lower case
	std::string body;                           // decompressed
	std::size_t bytes_out = 0;                  // on the wire, heads included
	std::size_t bytes_in = 0;

	[[nodiscard]] std::optional<std::chrono::seconds> retry_after() const; // of the header in seconds
};

struct ClientOptions
{
	std::chrono::milliseconds timeout{30'000}; // for each of connect, write and read
	std::size_t body_bytes_max = 256UL * 1024 * 1024;
};

class HttpClient
{
public:
	HttpClient(boost::asio::any_io_executor executor, Address address, ClientOptions options = {});

	// The whole exchange. `request` by value: it lives in the coroutine.
	[[nodiscard]] boost::asio::awaitable<Result<HttpAnswer>> send(HttpRequest request);

	// Sends and hangs up without reading the answer: what a phone does that loses its signal.
	[[nodiscard]] boost::asio::awaitable<void> send_and_hang_up(HttpRequest request);

	void close() noexcept;

private:
	struct Wire;
	[[nodiscard]] boost::asio::awaitable<Result<HttpAnswer>> send_once(const Wire* wire);
	[[nodiscard]] boost::asio::awaitable<std::optional<Error>> connect();
	[[nodiscard]] Wire prepare(HttpRequest request) const;

	Address address_;
	ClientOptions options_;
	boost::beast::tcp_stream stream_;
	boost::beast::flat_buffer buffer_;
	bool connected_ = false;
	bool stale_ = false; // the last failure was a kept connection closed by the server
};

class BlockingClient
{
public:
	explicit BlockingClient(Address address, ClientOptions options = {});

	[[nodiscard]] Result<HttpAnswer> send(HttpRequest request);

private:
	boost::asio::io_context context_;
	HttpClient client_;
};

// gzip as browsers do it; decompress refuses (`bad_gzip`) what is broken or unpacks to more than `bytes_max`.
[[nodiscard]] std::string compress(std::string_view text);
[[nodiscard]] Result<std::string> decompress(std::string_view packed, std::size_t bytes_max);

} // namespace bajin::client
