// What an endpoint is, what every endpoint may use, and a row of the tables of routes.
//
// An endpoint is a plain function from a Request to a Reply, called by the router on the I/O thread. Each folder of
// server/api has a table of its own (routes.cpp); a new endpoint is one file there and one line in that table.
#pragma once

#include "server/api/http/condition.hpp"
#include "server/api/http/http.hpp"
#include "server/api/http/parameters.hpp"
#include "server/api/http/reply.hpp"
#include "server/api/http/server_clock.hpp"
#include "server/files/progress_board.hpp"
#include "server/people/sessions.hpp"
#include "server/people/throttle.hpp"
#include "shared/event.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace bajin::api
{

class Metrics;

// Where downloads are made; /tmp when TMPDIR names no directory.
[[nodiscard]] inline std::filesystem::path find_temporary_directory()
{
	std::error_code error;
	const std::filesystem::path found = std::filesystem::temp_directory_path(error);
	return error ? std::filesystem::path("/tmp") : found;
}

// What every endpoint may use: settings, and the areas and codes in force. `reference` is replaced as a whole by the
// write lane when it changed; take one copy at the start of a request and keep it.
struct Context
{
	std::atomic<ReferencePointer> reference;
	std::atomic<std::int64_t> newest_seq = 0; // committed
	Metrics* metrics = nullptr;
	std::string public_url; // without a slash at its end
	std::string setup_code; // makes the first account; empty when there are accounts
	people::Throttle sign_ins_by_name{people::ThrottleOptions{}};
	people::Throttle sign_ins_by_address{people::ThrottleOptions{.free_failures = 20}};
	people::Throttle enrolments_by_address{people::ThrottleOptions{.free_failures = 20}};
	people::Sessions sessions{};
	ServerClock clock{};
	Condition condition{};
	files::ProgressBoard progress = {};
	std::filesystem::path temporary_directory = find_temporary_directory(); // where downloads are made
	std::size_t evidence_events_max = 100'000;
	std::chrono::steady_clock::time_point started_at = std::chrono::steady_clock::now();
};

using Endpoint = Reply (*)(Context& context, Request& request);

// Whether an auditor's reading stands in the audit trail.
enum class Trace : unsigned char
{
	kept,
	none, // tells nothing of any record, and is asked for again and again
};

// Whether somebody at a page has to have typed the password a short while ago: before what cannot be undone.
enum class Proof : unsigned char
{
	none,
	recent,
};

struct Route
{
	Method method;
	std::string_view pattern; // "/api/v1/events/{id}/history"
	people::Action action;    // who may call it stands in people/access
	Endpoint endpoint;
	Parameters parameters = {};
	Trace trace = Trace::kept;
	Proof proof = Proof::none;
};

} // namespace bajin::api
