// 16-byte identifiers of events, changes, teams and devices (RFC 9562).
//
// Any version and any case is read; text is always given back in lower case. Values are plain and thread-free.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bajin
{

struct Uuid
{
	std::array<std::uint8_t, 16> bytes{};

	auto operator<=>(const Uuid&) const = default;
};

// The 8-4-4-4-12 form in either case; nothing else (no braces, no "urn:uuid:"). Empty when the text is not one.
[[nodiscard]] std::optional<Uuid> parse_uuid(std::string_view text) noexcept;

// 36 characters, lower case.
// Behind every other in the order of bytes.
[[nodiscard]] constexpr Uuid highest_uuid()
{
	Uuid id;
	id.bytes.fill(0xFF);
	return id;
}

[[nodiscard]] std::string to_string(const Uuid& id);

// A version 7 id for the instant `unix_ms` (milliseconds, 48 bits are used) with the 74 free bits taken from `random`.
[[nodiscard]] Uuid make_uuid_v7(std::int64_t unix_ms, const std::array<std::uint8_t, 10>& random) noexcept;

} // namespace bajin

template <>
struct std::hash<bajin::Uuid>
{
	std::size_t operator()(const bajin::Uuid& id) const noexcept;
};
