// The network shell as one object: the I/O thread's loop, the lanes, the listener, and the order in which they end.
//
// Made by server/app (and by tests of endpoints over a socket); hides Asio from them. run() occupies the calling thread,
// which is then the I/O thread. Shutdown: close the acceptor, stop keep-alive, close idle sockets, wait for the busy ones,
// let the loop return, join the lanes, close the database.
#pragma once

#include "server/api/http/http.hpp"
#include "server/api/http/metrics.hpp"
#include "server/api/http/reply.hpp"
#include "server/net/address.hpp"
#include "server/net/address_slots.hpp"
#include "server/net/body_budget.hpp"
#include "server/net/budgets.hpp"
#include "server/net/follow.hpp"
#include "server/net/handler.hpp"
#include "server/net/tls_files.hpp"
#include "server/net/write_lane_hooks.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::net
{

struct PlainAddress
{
	std::string address = "127.0.0.1";
	std::uint16_t port = 0; // 0: any free one
};

struct ServerOptions
{
	std::string address = "127.0.0.1";
	std::uint16_t port = 8080; // 0: any free one
	SlotOptions slots{};
	BodyLimits bodies{};
	std::size_t body_bytes_max = 4U * 1024 * 1024;
	std::size_t queued_jobs_max = 8'192;   // a lane
	std::size_t queued_downloads_max = 16; // each takes minutes
	std::size_t queued_passwords_max = 64; // each takes a good part of a tenth of a second
	std::size_t queued_intake_max = 1'024;
	std::size_t searches_of_caller_max = 2;      // under way
	std::optional<TlsFiles> tls{};               // none: plain HTTP
	std::optional<PlainAddress> redirect_http{}; // a further, plain listener that sends every caller to https
	std::string public_url{};                    // where it sends them; empty: to the host they asked for
	std::filesystem::path web_root{};            // of the pages; empty: none
	AddressRanges trusted_proxies{};
	BudgetOptions budgets{};
	std::chrono::milliseconds turn_timeout{2'000};        // for a place among those of its address
	std::chrono::milliseconds body_budget_timeout{5'000}; // for room for a body
	std::chrono::milliseconds idle_timeout{75'000};
	std::chrono::milliseconds header_timeout{10'000};
	std::chrono::milliseconds handshake_timeout{10'000};
	std::chrono::milliseconds write_timeout{30'000};
	std::chrono::milliseconds slow_grace{30'000}; // for a body or an answer; after it: pace_bytes_min a second on average
	std::size_t pace_bytes_min = 256;
	std::chrono::milliseconds stream_lifetime{3'600'000}; // of an event stream; its client comes again
	std::chrono::milliseconds drain_timeout{10'000};
	std::chrono::milliseconds sweep_interval{1'000};    // how late a deadline may be noticed
	std::chrono::milliseconds comment_interval{25'000}; // of a quiet event stream
	std::chrono::milliseconds hint_interval{100};       // at most one hint a stream in this time
	std::chrono::milliseconds others_interval{1'000};   // how often an idle writer looks for what other processes wrote
	WriteLaneHooks hooks{};
	std::function<void()> on_stop{}; // it begins to end: long work is to end too; on the I/O thread
	Following following{};           // what is done behind the commits; none without a step
};

// What the server stands on; opened by the caller, so that what fails there is told by the caller.
struct Databases
{
	std::unique_ptr<store::Writer> writer;
	std::vector<std::unique_ptr<store::Reader>> readers;          // one read lane each, at least one
	std::vector<std::unique_ptr<store::Reader>> export_readers;   // for long reads, at least one
	std::vector<std::unique_ptr<store::Reader>> download_readers; // for downloads of many records, at least one
	std::unique_ptr<store::Reader> password_reader;               // for what hashes passwords
	std::unique_ptr<store::Reader> guess_reader;                  // the same, for those who guessed wrong lately
	std::unique_ptr<store::Reader> search_reader;                 // for what goes through records one by one
	std::unique_ptr<store::Reader> intake_reader;                 // for who shows a credential for the first time
	std::unique_ptr<store::Reader> follower_reader{};             // for what is done behind the commits; may be null
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
