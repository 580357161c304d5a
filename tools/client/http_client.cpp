#include "tools/client/http_client.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <exception>
#include <memory>

namespace bajin::client
{

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

namespace
{

// Named, because GCC 12 destroys temporaries inside a co_await expression twice (gcc PR 107288).
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

Error describe(const char* code, const char* action, const beast::error_code& error)
{
	const bool timed_out = error == beast::error::timeout;
	return {timed_out ? "timed_out" : code, std::string(action) + ": " + error.message(), ""};
}

std::string lower_case(std::string_view text)
{
	std::string lower(text);
	std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
	return lower;
}

} // namespace

struct HttpClient::Wire
{
	http::request<http::string_body> message;
};

Result<Address> parse_server_url(std::string_view url)
{
	constexpr std::string_view scheme = "http://";
	Error invalid{"invalid_url", "not a server URL like http://127.0.0.1:8080: " + std::string(url), ""};
	if (!url.starts_with(scheme)) { return invalid; }
	std::string_view rest = url.substr(scheme.size());
	if (rest.ends_with('/')) { rest.remove_suffix(1); }
	Address address{std::string(rest), "80"};
	const std::size_t bracket = rest.rfind(']');
	const std::size_t colon = rest.rfind(':');
	if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket))
	{
		address.host = rest.substr(0, colon);
		address.port = rest.substr(colon + 1);
	}
	if (address.host.size() > 2 && address.host.front() == '[' && address.host.back() == ']')
	{
		address.host = address.host.substr(1, address.host.size() - 2);
	}
	const bool digits = std::all_of(address.port.begin(), address.port.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
	if (address.host.empty() || address.port.empty() || !digits || address.host.find('/') != std::string::npos) { return invalid; }
	return address;
}

std::optional<std::chrono::seconds> HttpAnswer::retry_after() const
{
	const auto found = headers.find("retry-after");
	if (found == headers.end()) { return std::nullopt; }
	int seconds = 0;
	const char* end = found->second.data() + found->second.size();
	const auto [stop, failure] = std::from_chars(found->second.data(), end, seconds);
	if (failure != std::errc() || stop != end || seconds < 0) { return std::nullopt; }
	return std::chrono::seconds(seconds);
}

HttpClient::HttpClient(asio::any_io_executor executor, Address address, ClientOptions options)
	: address_(std::move(address)), options_(options), stream_(std::move(executor))
{
}

void HttpClient::close() noexcept
{
	beast::error_code ignored;
	stream_.socket().close(ignored);
	buffer_.clear();
	connected_ = false;
}

HttpClient::Wire HttpClient::prepare(HttpRequest request) const
{
	Wire wire;
	wire.message.method_string(request.method);
	wire.message.target(request.target);
	wire.message.version(11);
	wire.message.set(http::field::host, address_.host + ":" + address_.port);
	for (const auto& [name, value] : request.headers) { wire.message.set(name, value); }
	if (request.gzip) { wire.message.set(http::field::accept_encoding, "gzip"); }
	if (request.gzip && !request.body.empty())
	{
		wire.message.set(http::field::content_encoding, "gzip");
		wire.message.body() = compress(request.body);
	}
	else { wire.message.body() = std::move(request.body); }
	if (!wire.message.body().empty() && wire.message.find(http::field::content_type) == wire.message.end())
	{
		wire.message.set(http::field::content_type, "application/json");
	}
	wire.message.prepare_payload();
	return wire;
}

asio::awaitable<std::optional<Error>> HttpClient::connect()
{
	close();
	tcp::resolver resolver(stream_.get_executor());
	auto [resolve_error, endpoints] = co_await resolver.async_resolve(address_.host, address_.port, as_result);
	if (resolve_error) { co_return describe("connection_failed", "cannot find the server", resolve_error); }
	stream_.expires_after(options_.timeout);
	auto [error, endpoint] = co_await stream_.async_connect(endpoints, as_result);
	if (error) { co_return describe("connection_failed", "cannot connect", error); }
	stream_.socket().set_option(tcp::no_delay(true), error);
	connected_ = true;
	co_return std::nullopt;
}

asio::awaitable<Result<HttpAnswer>> HttpClient::send_once(const Wire* wire)
{
	const bool kept = connected_;
	stale_ = false;
	if (!kept)
	{
		std::optional<Error> failure = co_await connect();
		if (failure) { co_return *failure; }
	}
	HttpAnswer answer;
	stream_.expires_after(options_.timeout);
	auto [write_error, written] = co_await http::async_write(stream_, wire->message, as_result);
	answer.bytes_out = written;
	http::response_parser<http::string_body> parser;
	parser.body_limit(options_.body_bytes_max);
	parser.skip(wire->message.method() == http::verb::head);
	beast::error_code error = write_error;
	if (!error)
	{
		stream_.expires_after(options_.timeout);
		auto [read_error, read] = co_await http::async_read(stream_, buffer_, parser, as_result);
		error = read_error;
		answer.bytes_in = read;
	}
	if (error)
	{
		stale_ = kept && !parser.got_some() && error != beast::error::timeout;
		close();
		co_return describe("connection_lost", "no answer", error);
	}
	answer.status = parser.get().result_int();
	for (const auto& field : parser.get())
	{
		answer.headers[lower_case({field.name_string().data(), field.name_string().size()})] = std::string(field.value());
	}
	answer.body = std::move(parser.get().body());
	if (!parser.get().keep_alive()) { close(); }
	const auto encoding = answer.headers.find("content-encoding");
	if (encoding != answer.headers.end() && encoding->second == "gzip")
	{
		Result<std::string> text = decompress(answer.body, options_.body_bytes_max);
		if (text.has_error()) { co_return text.error(); }
		answer.body = std::move(*text);
	}
	co_return answer;
}

asio::awaitable<Result<HttpAnswer>> HttpClient::send(HttpRequest request)
{
	const Wire wire = prepare(std::move(request));
	Result<HttpAnswer> answer = co_await send_once(&wire);
	if (answer.has_error() && stale_) { answer = co_await send_once(&wire); }
	co_return answer;
}

asio::awaitable<void> HttpClient::send_and_hang_up(HttpRequest request)
{
	const Wire wire = prepare(std::move(request));
	std::optional<Error> failure;
	if (!connected_) { failure = co_await connect(); }
	if (!failure)
	{
		stream_.expires_after(options_.timeout);
		co_await http::async_write(stream_, wire.message, as_result);
	}
	close();
}

BlockingClient::BlockingClient(Address address, ClientOptions options) : client_(context_.get_executor(), std::move(address), options) {}

Result<HttpAnswer> BlockingClient::send(HttpRequest request)
{
	std::optional<Result<HttpAnswer>> answer;
	std::exception_ptr failure;
	const auto finish = [&](std::exception_ptr thrown, Result<HttpAnswer> result)
	{
		failure = std::move(thrown);
		answer = std::move(result);
	};
	asio::co_spawn(context_, client_.send(std::move(request)), finish);
	context_.restart();
	context_.run();
	if (failure) { std::rethrow_exception(failure); }
	return std::move(*answer);
}

} // namespace bajin::client
