// Writes the head of an answer. Pure but for the Date header; I/O thread.
#pragma once

#include "server/api/http/http.hpp"

#include <cstdint>
#include <string>

namespace bajin::net
{

struct HeadOptions
{
	std::uint64_t request_id = 0;
	bool keep_alive = true;
	bool is_http_1_0 = false;
	bool length_known = true; // false: the body ends with the connection (event streams)
	bool is_tls = false;      // tells browsers to come by TLS alone from now on
};

// Appends the status line and all headers, with the empty line after them. A line break inside the value of a header
// becomes a space: no endpoint can be made to write headers of a caller's choice.
void append_head(std::string& out, const api::Response& response, HeadOptions options);

// What the X-Request-Id header says, the log and the body of a 5xx too.
[[nodiscard]] std::string request_id_text(std::uint64_t request_id);

} // namespace bajin::net
