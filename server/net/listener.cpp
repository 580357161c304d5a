#include "server/net/listener.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <memory>
#include <utility>

namespace bajin::net
{

namespace
{

constexpr std::chrono::milliseconds accept_pause{200};
// Beyond the limit this many more are told so by an answer; those beyond it are closed without a word.
constexpr std::size_t refusals_max = 200;

void report_failure(const std::exception_ptr& failure)
{
	if (!failure)
	{
		return;
	}
	try
	{
		std::rethrow_exception(failure);
	}
	catch (const std::exception& error)
	{
		spdlog::critical("the listener ended by an exception: {}", error.what());
	}
}

} // namespace

Listener::Listener(asio::io_context& io, ListenerOptions options, Shared& shared)
    : io_(io), options_(std::move(options)), shared_(shared), acceptor_(io), sweep_timer_(io), drain_timer_(io), work_(io.get_executor())
{
	const asio::ip::tcp::endpoint endpoint(asio::ip::make_address(options_.address), options_.port);
	acceptor_.open(endpoint.protocol());
	acceptor_.set_option(asio::socket_base::reuse_address(true));
	acceptor_.bind(endpoint);
	acceptor_.listen(asio::socket_base::max_listen_connections);
	port_ = acceptor_.local_endpoint().port();
}

void Listener::start()
{
	// Posted, not called: the last connection's destructor may stand in the middle of a handler.
	shared_.on_last_closed = [this]
	{
		if (shared_.draining)
		{
			asio::post(io_, [this] { finish(); });
		}
	};
	asio::co_spawn(io_, run_accept(), report_failure);
	asio::co_spawn(io_, run_sweep(), report_failure);
}

void Listener::stop()
{
	if (shared_.draining)
	{
		return;
	}
	shared_.draining = true;
	ErrorCode ignored;
	acceptor_.close(ignored);
	for (Connection* connection : shared_.open)
	{
		connection->drain();
	}
	if (shared_.open.empty())
	{
		finish();
	}
	else
	{
		asio::co_spawn(io_, run_drain(), report_failure);
	}
}

Awaitable<void> Listener::run_accept()
{
	while (acceptor_.is_open())
	{
		Socket socket(io_);
		const auto [error] = co_await acceptor_.async_accept(socket, awaiting);
		if (!acceptor_.is_open())
		{
			break;
		}
		if (!error)
		{
			admit(std::move(socket));
			continue;
		}
		// Out of file descriptors, mostly: existing connections will give some back.
		spdlog::warn("cannot accept a connection: {}", error.message());
		Timer pause(io_);
		pause.expires_after(accept_pause);
		co_await pause.async_wait(awaiting);
	}
}

void Listener::admit(Socket socket)
{
	const std::size_t open = shared_.open.size();
	if (open >= options_.connections_max + refusals_max)
	{
		return;
	}
	const bool beyond_limit = open >= options_.connections_max;
	std::make_shared<Connection>(std::move(socket), shared_, beyond_limit)->start();
}

Awaitable<void> Listener::run_sweep()
{
	for (;;)
	{
		sweep_timer_.expires_after(options_.sweep_interval);
		const auto [error] = co_await sweep_timer_.async_wait(awaiting);
		if (error || !work_)
		{
			break;
		}
		const auto now = Clock::now();
		for (Connection* connection : shared_.open)
		{
			connection->check_deadline(now);
		}
	}
}

Awaitable<void> Listener::run_drain()
{
	drain_timer_.expires_after(options_.drain_timeout);
	const auto [error] = co_await drain_timer_.async_wait(awaiting);
	if (error || shared_.open.empty())
	{
		co_return;
	}
	spdlog::warn("closing {} connections that did not end in time", shared_.open.size());
	for (Connection* connection : shared_.open)
	{
		connection->close();
	}
}

void Listener::finish()
{
	shared_.streams.stop();
	sweep_timer_.cancel();
	drain_timer_.cancel();
	work_.reset();
}

} // namespace bajin::net
