// A bare Beast server that reads a POST and answers its body: one thread, coroutines, keep-alive. What the benchmark
// compares the server's requests a second with. Prints `listening on http://127.0.0.1:PORT`; ends when it is killed.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include <cstdio>
#include <exception>
#include <utility>

namespace
{

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

asio::awaitable<void> echo(beast::tcp_stream stream)
{
	beast::flat_buffer buffer;
	bool keep_alive = true;
	while (keep_alive)
	{
		http::request<http::string_body> request;
		auto [read_error, read] = co_await http::async_read(stream, buffer, request, as_result);
		if (read_error || read == 0) { break; }
		http::response<http::string_body> response{http::status::ok, request.version()};
		response.set(http::field::content_type, "application/json");
		response.keep_alive(request.keep_alive());
		response.body() = std::move(request.body());
		response.prepare_payload();
		auto [write_error, written] = co_await http::async_write(stream, response, as_result);
		keep_alive = !write_error && written > 0 && response.keep_alive();
	}
}

asio::awaitable<void> listen(tcp::acceptor acceptor)
{
	for (;;)
	{
		auto [error, socket] = co_await acceptor.async_accept(as_result);
		if (error) { co_return; }
		socket.set_option(tcp::no_delay(true), error);
		beast::tcp_stream stream(std::move(socket));
		asio::co_spawn(acceptor.get_executor(), echo(std::move(stream)), asio::detached);
	}
}

} // namespace

int main()
{
	try
	{
		asio::io_context context(1);
		tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0));
		std::printf("listening on http://127.0.0.1:%u\n", static_cast<unsigned>(acceptor.local_endpoint().port()));
		std::fflush(stdout);
		asio::co_spawn(context, listen(std::move(acceptor)), asio::detached);
		context.run();
	}
	catch (const std::exception& failure)
	{
		std::fprintf(stderr, "bench-echo: %s\n", failure.what());
		return 1;
	}
	return 0;
}
