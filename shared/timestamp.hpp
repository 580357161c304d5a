// Instants, in milliseconds of UTC. Server times and the phone's `edited_at`; never used to order changes.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bajin
{

using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

// RFC 3339 with "Z" or a numeric offset, seconds with an optional fraction (digits past milliseconds are dropped),
// years 1900 to 9999; empty otherwise.
[[nodiscard]] std::optional<Timestamp> parse_timestamp(std::string_view text) noexcept;

// "2025-03-08T11:20:06.120Z", always with three digits of fraction.
[[nodiscard]] std::string to_string(Timestamp at);

[[nodiscard]] Timestamp now() noexcept;

} // namespace bajin
