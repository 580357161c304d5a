// The network shell as one object: the I/O thread's loop, the lanes, the listener, and the order in which they end.
//
// Made by server/app (and by tests of endpoints over a socket); hides Asio from them. run() occupies the calling thread,
// which is then the I/O thread. Shutdown: close the acceptor, stop keep-alive, close idle sockets, wait for the busy ones,
// let the loop return, join the lanes, close the database.
#pragma once

#include "server/api/http/http.hpp"
#include "server/api/http/metrics.hpp"
#include "server/api/http/reply.hpp"
#include "server/net/handler.hpp"
#include "server/net/options.hpp"
#include "server/net/read_lanes.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"

#include <cstdint>
#include <memory>

namespace bajin::net
{

// What the server stands on; opened by the caller, so that what fails there is told by the caller.
struct Databases
{
	std::unique_ptr<store::Writer> writer;
	ReadersOfLanes readers;
	std::unique_ptr<store::Reader> post_commit_reader{}; // for what is done behind the commits; may be null
};

class Server
{
public:
	// Listens when it returns. Throws std::system_error (address in use, ...), std::runtime_error with one line for a person
	// (certificate or key of no use, no pages in web_root).
	Server(const ServerOptions& options, Databases databases, Handler handler, api::Metrics& metrics);
	~Server();
	Server(const Server&) = delete;
	Server& operator=(const Server&) = delete;

	[[nodiscard]] std::uint16_t port() const noexcept;
	[[nodiscard]] std::uint16_t redirect_port() const noexcept; // 0: none

	// From here on SIGTERM and SIGINT stop the server, and SIGHUP reads certificate, key and pages anew when it has any. A SIGHUP
	// because the terminal was closed stops it.
	void handle_signals();

	// Connections from here on get what the files hold now; those that are open stay as they are. Files of no use leave the
	// old certificate in its place. Either is told in one line of the log. From any thread.
	void reload_certificate();

	// The same for the pages: they are replaced all at once, or stay as they are.
	void reload_pages();

	// Serves until stopped; everything accepted is answered when it returns, and the lanes are joined.
	void run();

	// Begins the shutdown; from any thread.
	void stop();

private:
	struct Parts;
	std::unique_ptr<Parts> parts_;
};

} // namespace bajin::net
