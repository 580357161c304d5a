// Receipts: what a lecturer reads out over the telephone. A sequence number and a keyed check, in Crockford's base 32.
//
// Pure. The check is SipHash-2-4 under the instance's secret over epoch and sequence number, cut to 15 bits: receipts
// cannot be guessed one from another, and a slip of the tongue is found. The epoch that issued it keeps its receipts
// apart from those of a time that was lost in a restore.
#pragma once

#include "server/store/database.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bajin::events
{

// "7F3K-92QX": groups of four; eight characters up to 33 million rows, then more.
[[nodiscard]] std::string make_receipt(const store::Epoch& epoch, std::int64_t seq);

// The same for a row of any epoch: `epochs` is the whole list, oldest first.
[[nodiscard]] std::string make_receipt(std::span<const store::Epoch> epochs, std::int64_t seq);

// The sequence number; empty when the text is no receipt of this instance. As people type it (shared/typed_code).
[[nodiscard]] std::optional<std::int64_t> read_receipt(std::span<const store::Epoch> epochs, std::string_view text);

// SipHash-2-4 of `message` under the instance's secret; `purpose` keeps uses of the one secret apart.
[[nodiscard]] std::uint64_t keyed_check(const store::Epoch& epoch, std::uint8_t purpose, std::span<const std::uint8_t> message);

} // namespace bajin::events
