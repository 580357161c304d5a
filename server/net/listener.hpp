// Accepts connections at one door or two, closes those past their deadline, and lets all of them end when the server
// stops.
//
// Made by net/server; I/O thread alone.
#pragma once

#include "server/net/connection.hpp"
#include "server/net/io.hpp"

#include <boost/asio/executor_work_guard.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace bajin::net
{

struct RedirectListen
{
	std::string address;
	std::uint16_t port = 0;
};

struct ListenerOptions
{
	std::string address = "127.0.0.1";
	std::uint16_t port = 8080; // 0: any free one
	bool is_tls = false;
	std::optional<RedirectListen> redirect_http{}; // a further door, plain, that sends to https
	std::chrono::milliseconds sweep_interval{1'000};
	std::chrono::milliseconds drain_timeout{10'000};
};

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
	static std::uint16_t listen_on(Acceptor& acceptor, const std::string& address, std::uint16_t port);
	Awaitable<void> run_accept(Acceptor& acceptor, Door door);
	Awaitable<void> run_sweep();
	Awaitable<void> run_drain();
	void admit(Socket socket, Door door);
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
