#include "server/net/address.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>

namespace bajin::net
{

namespace
{

constexpr std::array<std::uint8_t, 12> v4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr int v4_prefix_bits = 96;

// Whether the bit counted from the start of the address is set.
bool bit_of(const Address& address, int bit) noexcept
{
	const std::uint8_t byte = address.bytes[static_cast<std::size_t>(bit / 8)];
	return ((byte >> (7 - bit % 8)) & 1) != 0;
}

} // namespace

bool Address::is_v4() const noexcept
{
	return std::equal(v4_prefix.begin(), v4_prefix.end(), bytes.begin());
}

bool Address::is_loopback() const noexcept
{
	if (is_v4()) { return bytes[v4_prefix.size()] == 127; }
	return bytes.back() == 1 && std::all_of(bytes.begin(), bytes.end() - 1, [](std::uint8_t byte) { return byte == 0; });
}

Network network_of(const Address& address) noexcept
{
	Network network = address.bytes;
	if (!address.is_v4()) { std::fill(network.begin() + network.size() / 2, network.end(), std::uint8_t{0}); }
	return network;
}

std::optional<Address> parse_address(std::string_view text)
{
	const std::string terminated(text);
	if (terminated.find('\0') != std::string::npos)
	{
		return std::nullopt; // a NUL inside
	}
	Address address;
	if (::inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) { return address; }
	std::copy(v4_prefix.begin(), v4_prefix.end(), address.bytes.begin());
	if (::inet_pton(AF_INET, terminated.c_str(), address.bytes.data() + v4_prefix.size()) == 1) { return address; }
	return std::nullopt;
}

std::string address_text(const Address& address)
{
	std::array<char, INET6_ADDRSTRLEN> text{};
	if (address.is_v4()) { ::inet_ntop(AF_INET, address.bytes.data() + v4_prefix.size(), text.data(), text.size()); }
	else { ::inet_ntop(AF_INET6, address.bytes.data(), text.data(), text.size()); }
	return text.data();
}

bool AddressRange::contains(const Address& address) const noexcept
{
	const auto whole = static_cast<std::size_t>(bits / 8);
	if (!std::equal(start.bytes.begin(), start.bytes.begin() + bits / 8, address.bytes.begin())) { return false; }
	const int rest = bits % 8;
	return rest == 0 || ((start.bytes[whole] ^ address.bytes[whole]) >> (8 - rest)) == 0;
}

std::optional<AddressRange> parse_address_range(std::string_view text)
{
	const auto slash = text.find('/');
	const auto start = parse_address(text.substr(0, slash));
	if (!start) { return std::nullopt; }
	AddressRange range{*start, 128};
	if (slash == std::string_view::npos) { return range; }
	const std::string_view length = text.substr(slash + 1);
	const bool is_v4 = text.substr(0, slash).find(':') == std::string_view::npos;
	int bits = -1;
	const auto [stopped, error] = std::from_chars(length.data(), length.data() + length.size(), bits);
	if (error != std::errc() || stopped != length.data() + length.size() || bits < 0 || bits > (is_v4 ? 32 : 128)) { return std::nullopt; }
	range.bits = is_v4 ? v4_prefix_bits + bits : bits;
	for (int bit = range.bits; bit < 128; ++bit)
	{
		if (bit_of(range.start, bit)) { return std::nullopt; }
	}
	return range;
}

bool contains(const AddressRanges& ranges, const Address& address) noexcept
{
	return std::any_of(ranges.begin(), ranges.end(), [&](const AddressRange& range) { return range.contains(address); });
}

std::optional<ListenAddress> parse_listen_address(std::string_view text)
{
	const auto colon = text.rfind(':');
	if (colon == std::string_view::npos) { return std::nullopt; }
	std::string_view host = text.substr(0, colon);
	const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
	if (is_bracketed) { host = host.substr(1, host.size() - 2); }
	ListenAddress listen{std::string(host), 0};
	in6_addr parsed{};
	if (::inet_pton(is_bracketed ? AF_INET6 : AF_INET, listen.address.c_str(), &parsed) != 1) { return std::nullopt; }
	const char* const end = text.data() + text.size();
	const auto [stopped, error] = std::from_chars(text.data() + colon + 1, end, listen.port);
	if (error != std::errc() || stopped != end) { return std::nullopt; }
	return listen;
}

} // namespace bajin::net
