// All routes, and which endpoint answers a request.
//
// Used by net/connection for every request, on the I/O thread.
#pragma once

#include "server/api/http/route.hpp"

#include <span>

namespace bajin::api
{

// The tables of all folders, one behind the other.
[[nodiscard]] std::span<const Route> routes();

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
