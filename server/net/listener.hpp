// Accepts connections at one address or two, closes those past their deadline, and lets all of them end when the server
// stops.
//
// Made by net/server; I/O thread alone.
#pragma once

#include "server/net/connection.hpp"
#include "server/net/io.hpp"

#include <boost/asio/executor_work_guard.hpp>

#include <cstdint>
#include <optional>

namespace bajin::net
{

class Listener
{
public:
	// Binds and listens. Throws boost::system::system_error.
	Listener(asio::io_context& io, ListenerOptions options, Shared& shared);
	Listener(const Listener&) = delete;
	Listener& operator=(const Listener&) = delete;

	[[nodiscard]] std::uint16_t port() const noexcept { return port_; }
	[[nodiscard]] std::uint16_t redirect_port() const noexcept { return redirect_port_; } // 0: none
	void start();

	// Closes the acceptor and what is idle, waits for requests under way (drain_timeout at most, then their sockets are
	// closed), and then leaves the io_context without work, so that run() returns. Calling it again changes nothing.
	void stop();

private:
	// Gives the port that it got.
	static std::uint16_t listen_on(Acceptor& acceptor, const ListenAddress& listen);
	Awaitable<void> run_accept(Acceptor& acceptor, ListenerKind kind);
	Awaitable<void> run_sweep();
	Awaitable<void> run_drain();
	void admit(Socket socket, ListenerKind kind);
	void finish();

	asio::io_context& io_;
	const ListenerOptions options_;
	Shared& shared_;
	Acceptor acceptor_;
	Acceptor redirect_acceptor_;
	Timer sweep_timer_;
	Timer drain_timer_;
	std::optional<asio::executor_work_guard<Executor>> work_;
	std::uint16_t port_ = 0;
	std::uint16_t redirect_port_ = 0;
};

} // namespace bajin::net
