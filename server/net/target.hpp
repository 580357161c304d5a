// Reads the target of a request line: "/api/v1/events?area=410423&text=%E6%B3%95". Pure.
//
// Called by the request parser on the I/O thread.
#pragma once

#include "server/api/http/http.hpp"

#include <string_view>

namespace bajin::net
{

// Fills request.path and request.query. False: no path from the root, a broken percent escape, a NUL, or text that is not
// UTF-8. The absolute form ("http://host/path") is taken too, as RFC 9112 asks.
[[nodiscard]] bool read_target(std::string_view target, api::Request& request);

} // namespace bajin::net
