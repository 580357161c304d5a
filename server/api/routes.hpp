// The table of routes: which endpoint answers what, and who may call it.
//
// Used by net/connection for every request, on the I/O thread. An endpoint is a plain function from a Request to a
// Reply. A new endpoint is one file in server/api and one line in routes.cpp.
#pragma once

#include "server/api/http.hpp"
#include "server/api/reply.hpp"
#include "shared/event.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace bajin::api
{

class Metrics;

// What every endpoint may use: settings, and the areas and codes in force. `reference` is replaced as a whole by the
// write lane when it changed; take one copy at the start of a request and keep it.
struct Context
{
	std::atomic<ReferencePointer> reference;
	Metrics* metrics = nullptr;
	std::string public_url;                    // without a slash at its end
	std::chrono::days silent_after{14};        // a team not heard of for longer is silent
	std::chrono::steady_clock::time_point started_at = std::chrono::steady_clock::now();
};

// Who may call a route. Decided here for every route, before the endpoint runs.
enum class Access : std::uint8_t
{
	open,      // anybody
	device,    // the endpoint itself checks the device token, inside its work
	loopback,  // until accounts exist: peers on a loopback address without forwarding headers
};

using Endpoint = Reply (*)(const Context& context, Request& request);

struct Route
{
	Method method;
	std::string_view pattern;  // "/api/v1/events/{id}/history"
	Access access;
	Endpoint endpoint;
};

[[nodiscard]] std::span<const Route> routes() noexcept;

class Router
{
public:
	explicit Router(Context& context) : context_(context) {}

	// Answers 404 for an unknown path, 405 with Allow for a known one with another method, 403 where access forbids.
	// HEAD is answered as GET. Sets request.path_values, and request.route to the pattern.
	[[nodiscard]] Reply dispatch(Request& request) const;

private:
	Context& context_;
};

// True when the caller may read everything until accounts exist.
[[nodiscard]] bool is_local_caller(const Request& request) noexcept;

}  // namespace bajin::api
