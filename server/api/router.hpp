// All routes, and which endpoint answers a request.
//
// Used by net/connection for every request: the head is judged on the I/O thread, a large body is dispatched on a lane.
#pragma once

#include "server/api/http/head_verdict.hpp"
#include "server/api/http/route.hpp"

#include <span>
#include <string>

namespace bajin::api
{

// The tables of all folders, one behind the other.
[[nodiscard]] std::span<const Route> routes();

class Router
{
public:
	explicit Router(Context& context) : context_(context) {}

	// What the head alone tells: 404 for an unknown path, 405 with Allow for a known one with another method, 401 and 403 where
	// the route is not the caller's. Sets request.path_values, and request.route to the pattern.
	[[nodiscard]] HeadVerdict judge(Request& request) const;

	// The whole request, with what was judged of its head; the rest of who may ask is decided on the lane. HEAD is answered as
	// GET. From any thread.
	[[nodiscard]] Reply dispatch(Request& request, HeadVerdict verdict) const;

private:
	// Null: none; `allowed` names the methods of this path then, and is empty when there is no such path.
	[[nodiscard]] const Route* find_route(Request& request, std::string& allowed) const;
	[[nodiscard]] HeadVerdict judge(const Route& route, const Request& request) const;

	Context& context_;
};

} // namespace bajin::api
