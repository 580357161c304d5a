// Where the plain listener of a server with TLS sends its callers: the same path under https. Pure.
//
// Called by the connection on the I/O thread. What a caller sends reaches the Location header only after it was taken
// apart and found to be a host and a path.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bajin::net
{

struct RedirectTo
{
	std::string public_url;   // "https://bajin.example", without a slash at its end; empty: the host that was asked for
	std::uint16_t port = 443; // of the TLS listener, for a host that was asked for
};

// "example.org", "example.org:80", "192.0.2.1", "[2001:db8::1]:80" without the port. Empty when it is none of these.
[[nodiscard]] std::optional<std::string_view> host_without_port(std::string_view host);

// The Location for a request with this target and Host header; empty when they allow none.
[[nodiscard]] std::optional<std::string> redirect_location(const RedirectTo& to, std::string_view target, std::string_view host);

} // namespace bajin::net
