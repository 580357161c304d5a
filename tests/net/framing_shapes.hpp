// Shapes of a head, each with what RFC 9112 says of it: for the test of framing, and for what a proxy makes of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bajin::net_test
{

// One shape of a head. `fields` stands between the request line and the empty line.
struct FramingShape
{
	const char* rule; // of RFC 9112, or RFC 9110 where it says so
	std::string fields;
	std::string_view flaw; // the code of the refusal; empty: it is taken
	std::string_view line = "POST /api/v1/sync HTTP/1.1";

	[[nodiscard]] std::string head() const { return std::string(line) + "\r\n" + fields + "\r\n"; }
};

[[nodiscard]] const std::vector<FramingShape>& framing_shapes();

} // namespace bajin::net_test
