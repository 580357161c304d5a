// The network shell as one object: the I/O thread's loop, the lanes, the listener, and the order in which they end.
//
// Made by server/app (and by tests of endpoints over a socket); hides Asio from them. run() occupies the calling thread,
// which is then the I/O thread. Shutdown: close the acceptor, stop keep-alive, close idle sockets, wait for the busy ones,
// let the loop return, join the lanes, close the database.
#pragma once

#include "server/api/http.hpp"
#include "server/api/metrics.hpp"
#include "server/api/reply.hpp"
#include "server/net/write_lane_hooks.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace bajin::net
{

struct ServerOptions
{
	std::string address = "127.0.0.1";
	std::uint16_t port = 8080; // 0: any free one
	std::size_t connections_max = 10'000;
	std::size_t body_bytes_max = 4U * 1024 * 1024;
	std::size_t queued_jobs_max = 8'192; // a lane
	std::chrono::milliseconds idle_timeout{75'000};
	std::chrono::milliseconds header_timeout{10'000};
	std::chrono::milliseconds drain_timeout{10'000};
	std::chrono::milliseconds sweep_interval{1'000};    // how late a deadline may be noticed
	std::chrono::milliseconds comment_interval{25'000}; // of a quiet event stream
	std::chrono::milliseconds hint_interval{100};       // at most one hint a stream in this time
	std::chrono::milliseconds others_interval{1'000};   // how often an idle writer looks for what other processes wrote
	WriteLaneHooks hooks{};
};

// What the server stands on; opened by the caller, so that what fails there is told by the caller.
struct Databases
{
	std::unique_ptr<store::Writer> writer;
	std::vector<std::unique_ptr<store::Reader>> readers;        // one read lane each, at least one
	std::vector<std::unique_ptr<store::Reader>> export_readers; // for long reads, at least one
};

using Dispatch = std::function<api::Reply(api::Request&)>;

class Server
{
public:
	// Listens when it returns. Throws std::system_error (address in use, ...).
	Server(ServerOptions options, Databases databases, Dispatch dispatch, api::Metrics& metrics);
	~Server();
	Server(const Server&) = delete;
	Server& operator=(const Server&) = delete;

	[[nodiscard]] std::uint16_t port() const noexcept;

	// From here on SIGTERM and SIGINT stop the server.
	void stop_on_signals();

	// Serves until stopped; everything accepted is answered when it returns, and the lanes are joined.
	void run();

	// Begins the shutdown; from any thread.
	void stop();

private:
	struct Parts;
	std::unique_ptr<Parts> parts_;
};

} // namespace bajin::net
