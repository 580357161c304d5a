// How numbers of counts are packed into blobs: the bytes of count_cells and of count_log.
//
// Used by these two only. Numbers without a sign are LEB128; those with one are LEB128 of their zigzag form, because a shift
// between areas may be negative. The 30 numbers of a cell stand as in Counts (received, verified, states) behind a mask of which of
// them are not zero. New numbers are only ever appended.
#pragma once

#include "shared/measures.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace bajin::store
{

using PackedBytes = std::vector<std::uint8_t>;

void put_number(PackedBytes& out, std::uint64_t value);
void put_signed(PackedBytes& out, std::int64_t value);
void put_text(PackedBytes& out, std::string_view text); // its length, then its bytes
void put_counts(PackedBytes& out, const Counts& counts);

// Throws StoreError `not_a_database` where the bytes end too early or a number is too long.
class PackedReading
{
public:
	explicit PackedReading(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

	[[nodiscard]] bool is_done() const noexcept { return rest_.empty(); }
	[[nodiscard]] std::span<const std::uint8_t> rest() const noexcept { return rest_; }

	std::uint64_t number();
	std::int64_t signed_number();
	std::string_view text(); // of the bytes that are read
	Counts counts();
	std::optional<Counts> counts_or_none(); // a zero stands for none
	std::span<const std::uint8_t> take(std::uint64_t count);

private:
	std::span<const std::uint8_t> rest_;
};

} // namespace bajin::store
