// The table of routes: which endpoint answers what, and who may call it.
//
// Used by net/connection for every request, on the I/O thread. An endpoint is a plain function from a Request to a
// Reply. A new endpoint is one file in server/api and one line in routes.cpp.
#pragma once

#include "server/api/http/http.hpp"
#include "server/files/progress_board.hpp"
#include "server/api/http/reply.hpp"
#include "server/people/throttle.hpp"
#include "shared/event.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
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
	Metrics* metrics = nullptr;
	std::string public_url; // without a slash at its end
	std::string setup_code; // makes the first account; empty when there are accounts
	people::Throttle sign_ins_by_name{people::ThrottleOptions{}};
	people::Throttle sign_ins_by_address{people::ThrottleOptions{.free_failures = 20}};
	people::Throttle enrolments_by_address{people::ThrottleOptions{.free_failures = 20}};
	ProgressBoard progress = {};
	std::filesystem::path temporary_directory = find_temporary_directory(); // where downloads are made
	std::size_t evidence_events_max = 100'000;
	std::chrono::steady_clock::time_point started_at = std::chrono::steady_clock::now();
};

using Endpoint = Reply (*)(Context& context, Request& request);

struct Route
{
	Method method;
	std::string_view pattern; // "/api/v1/events/{id}/history"
	people::Action action;    // who may call it stands in people/access
	Endpoint endpoint;
};

[[nodiscard]] std::span<const Route> routes() noexcept;

class Router
{
public:
	explicit Router(Context& context) : context_(context) {}

	// Answers 404 for an unknown path, 405 with Allow for a known one with another method, 401 and 403 where the route is
	// not the caller's; the rest of that is decided on the lane. HEAD is answered as GET. Sets request.path_values, and request.route to
	// the pattern.
	[[nodiscard]] Reply dispatch(Request& request) const;

private:
	[[nodiscard]] Reply call(const Route& route, Request& request) const;

	Context& context_;
};

} // namespace bajin::api
