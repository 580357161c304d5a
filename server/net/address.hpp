// Addresses of peers and ranges of them, as bytes: what proxies are believed, what the budgets count by. Pure, no Asio.
//
// Used by the connection on the I/O thread, and by server/config, which checks --trusted-proxy with it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::net
{

// IPv4 is held as IPv4-mapped IPv6, so that ::ffff:10.0.0.1 and 10.0.0.1 are one.
struct Address
{
	std::array<std::uint8_t, 16> bytes{};

	bool operator==(const Address&) const = default;
	[[nodiscard]] bool is_v4() const noexcept;
	[[nodiscard]] bool is_loopback() const noexcept;
};

// "10.0.0.1" or "fd00::1", without brackets, port or zone. Empty when the text is neither.
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);

[[nodiscard]] std::string address_text(const Address& address);

// What one household or host has: an IPv4 address, or a /64 of IPv6, the bits behind it zero.
using Network = std::array<std::uint8_t, 16>;
[[nodiscard]] Network network_of(const Address& address) noexcept;

// Where to listen.
struct ListenAddress
{
	std::string address = "127.0.0.1";
	std::uint16_t port = 0; // any free one

	bool operator==(const ListenAddress&) const = default;
};
// "127.0.0.1:8080", "[::1]:0". Empty when it is neither.
[[nodiscard]] std::optional<ListenAddress> parse_listen_address(std::string_view text);

// All addresses whose first bits are those of `start`; `bits` counts from the start of the 16 bytes.
struct AddressRange
{
	Address start;
	int bits = 128;

	[[nodiscard]] bool contains(const Address& address) const noexcept;
};
using AddressRanges = std::vector<AddressRange>;

// "10.0.0.0/8", "fd00::/8", or one address alone. Empty when it is none, or has bits set beyond its length, which is
// nearly always a slip of the pen.
[[nodiscard]] std::optional<AddressRange> parse_address_range(std::string_view text);

[[nodiscard]] bool contains(const AddressRanges& ranges, const Address& address) noexcept;

} // namespace bajin::net
