// What the network shell can be told: each option once, in the part that obeys it.
//
// Filled by server/config from the command line, and by tests. No Asio.
#pragma once

#include "server/net/address.hpp"
#include "server/net/address_slots.hpp"
#include "server/net/body_budget.hpp"
#include "server/net/post_commit_work.hpp"
#include "server/net/rate_limits.hpp"
#include "server/net/redirect.hpp"
#include "server/net/tls_files.hpp"
#include "server/net/write_lane_hooks.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

namespace bajin::net
{

using std::chrono::milliseconds;

struct RequestLimits
{
	std::uint32_t header_bytes_max = 16 * 1024;
	std::size_t body_bytes_max = 4U * 1024 * 1024; // compressed and decompressed
	std::size_t chunks_max = 65'536;               // 64 bytes each would be a whole body
	std::size_t extension_bytes_max = 16 * 1024;   // of all chunks of a body together
};

// Of every connection alike.
struct ConnectionOptions
{
	RequestLimits limits{};
	milliseconds handshake_timeout{10'000};
	milliseconds idle_timeout{75'000};     // between requests
	milliseconds header_timeout{10'000};   // from the first byte to the end of the header
	milliseconds read_timeout{30'000};     // between two pieces of a body
	milliseconds request_timeout{600'000}; // a whole request, however steadily it trickles
	milliseconds write_timeout{30'000};    // between two pieces of an answer
	milliseconds linger_timeout{2'000};    // for the rest of a request that was refused half-way
	milliseconds job_timeout{15'000};
	milliseconds export_timeout{120'000};
	milliseconds download_timeout{1'800'000}; // of a download's work; how long it is fetched, the pace decides
	milliseconds turn_timeout{2'000};         // for a place among those of its address
	milliseconds body_budget_timeout{5'000};  // for room for a body
	milliseconds comment_interval{25'000};    // of a quiet event stream
	milliseconds stream_lifetime{3'600'000};  // its client comes again
	std::size_t streams_of_holder_max = 8;
	milliseconds slow_grace{30'000};  // after it a body or an answer must keep up with the pace
	std::size_t pace_bytes_min = 256; // a second, on average
	AddressRanges trusted_proxies{};
	RedirectTo redirect{}; // its port is that of the listener
};

struct ListenerOptions
{
	ListenAddress listen{};
	std::optional<ListenAddress> redirect_http{}; // a further, plain one that sends every caller to https
	milliseconds sweep_interval{1'000};           // how late a deadline may be noticed
	milliseconds drain_timeout{10'000};
};

// How many jobs may wait for a lane; beyond that they are refused.
struct QueueOptions
{
	std::size_t jobs_max = 8'192;
	std::size_t downloads_max = 16; // each takes minutes
	std::size_t passwords_max = 64; // each takes a good part of a tenth of a second
	std::size_t intake_max = 1'024;
};

struct ServerOptions
{
	ListenerOptions listener{};
	ConnectionOptions connections{};
	SlotOptions slots{};
	BodyLimits bodies{};
	RateLimitOptions rates{};
	QueueOptions queues{};
	std::size_t searches_of_credential_max = 2; // under way
	std::optional<TlsFiles> tls{};              // none: plain HTTP
	std::filesystem::path web_root{};           // of the pages; empty: none
	milliseconds hint_interval{100};            // at most one hint a stream in this time
	milliseconds others_interval{1'000};        // how often an idle writer looks for what other processes wrote
	WriteLaneHooks hooks{};
	std::function<void()> on_stop{}; // it begins to end: long work is to end too; on the I/O thread
	PostCommitWork following{};      // what is done behind the commits; none without a step
};

} // namespace bajin::net
