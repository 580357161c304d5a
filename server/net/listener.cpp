#include "server/net/listener.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <exception>
#include <memory>
#include <utility>

namespace bajin::net
{

namespace
{

constexpr std::chrono::milliseconds accept_pause{200};
// This many that found no place are told so by an answer; those beyond it are closed without a word.
constexpr std::size_t refusals_max = 200;

void report_failure(const std::exception_ptr& failure)
{
	log_breakdown("the listener", failure);
}

} // namespace

Listener::Listener(asio::io_context& io, ListenerOptions options, Shared& shared)
	: io_(io), options_(std::move(options)), shared_(shared), acceptor_(io), redirect_acceptor_(io), sweep_timer_(io), drain_timer_(io),
	  work_(io.get_executor())
{
	port_ = listen_on(acceptor_, options_.listen);
	if (options_.redirect_http) { redirect_port_ = listen_on(redirect_acceptor_, *options_.redirect_http); }
}

std::uint16_t Listener::listen_on(Acceptor& acceptor, const ListenAddress& listen)
{
	const asio::ip::tcp::endpoint endpoint(asio::ip::make_address(listen.address), listen.port);
	acceptor.open(endpoint.protocol());
	acceptor.set_option(asio::socket_base::reuse_address(true));
	acceptor.bind(endpoint);
	acceptor.listen(asio::socket_base::max_listen_connections);
	return acceptor.local_endpoint().port();
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
	asio::co_spawn(io_, run_accept(acceptor_, shared_.tls ? ListenerKind::tls : ListenerKind::plain), report_failure);
	if (redirect_acceptor_.is_open()) { asio::co_spawn(io_, run_accept(redirect_acceptor_, ListenerKind::redirect), report_failure); }
	asio::co_spawn(io_, run_sweep(), report_failure);
}

void Listener::stop()
{
	if (shared_.draining) { return; }
	shared_.draining = true;
	ErrorCode ignored;
	acceptor_.close(ignored);
	redirect_acceptor_.close(ignored);
	for (Connection* connection : shared_.open) { connection->drain(); }
	if (shared_.open.empty()) { finish(); }
	else { asio::co_spawn(io_, run_drain(), report_failure); }
}

Awaitable<void> Listener::run_accept(Acceptor& acceptor, ListenerKind kind)
{
	while (acceptor.is_open())
	{
		Socket socket(io_);
		const auto [error] = co_await acceptor.async_accept(socket, awaiting);
		if (!acceptor.is_open()) { break; }
		if (!error)
		{
			admit(std::move(socket), kind);
			continue;
		}
		// Out of file descriptors, mostly: existing connections will give some back.
		spdlog::warn("cannot accept a connection: {}", error.message());
		Timer pause(io_);
		pause.expires_after(accept_pause);
		co_await pause.async_wait(awaiting);
	}
}

void Listener::admit(Socket socket, ListenerKind kind)
{
	try
	{
		const auto connection = std::make_shared<Connection>(std::move(socket), shared_, kind);
		if (connection->has_place() || shared_.refused <= refusals_max) { connection->start(); }
	}
	catch (const std::exception& error)
	{
		// One connection less, and the listener goes on.
		spdlog::warn("cannot take a connection: {}", error.what());
	}
}

Awaitable<void> Listener::run_sweep()
{
	for (;;)
	{
		sweep_timer_.expires_after(options_.sweep_interval);
		const auto [error] = co_await sweep_timer_.async_wait(awaiting);
		if (error || !work_) { break; }
		const auto now = Clock::now();
		for (Connection* connection : shared_.open) { connection->check_deadline(now); }
	}
}

Awaitable<void> Listener::run_drain()
{
	drain_timer_.expires_after(options_.drain_timeout);
	const auto [error] = co_await drain_timer_.async_wait(awaiting);
	if (error || shared_.open.empty()) { co_return; }
	spdlog::warn("closing {} connections that did not end in time", shared_.open.size());
	for (Connection* connection : shared_.open) { connection->close(); }
}

void Listener::finish()
{
	shared_.streams.stop();
	sweep_timer_.cancel();
	drain_timer_.cancel();
	work_.reset();
}

} // namespace bajin::net
