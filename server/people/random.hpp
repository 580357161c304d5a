// Random bytes that nobody can guess, from the kernel by way of libsodium.
//
// Called by server/people and the tool, on any thread. Aborts when the kernel has no randomness to give: a guessable
// token would be worse.
#pragma once

#include "shared/timestamp.hpp"
#include "shared/uuid.hpp"

#include <cstdint>
#include <span>

namespace bajin::people
{

void fill_random(std::span<std::uint8_t> bytes);

// A new version 7 id: of a team, of a device.
[[nodiscard]] Uuid make_id(Timestamp now);

} // namespace bajin::people
