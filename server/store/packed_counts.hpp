// How numbers of counts are packed into blobs: the bytes of count_cells and of count_log.
//
// Used by these two only. Numbers without a sign are LEB128; those with one are LEB128 of their zigzag form, because a shift
// between areas may be negative. The 30 numbers of a cell stand as in Counts (received, verified, states) behind a mask of which of
// them are not zero. New numbers are only ever appended.
#pragma once

#include "shared/measures.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace bajin::store
{

using PackedBytes = std::vector<std::uint8_t>;

inline constexpr std::size_t count_numbers = 2 * metric_count + 6;

// Of the numbers of Counts those that are not zero: an event has some eight of the 30.
class FewCounts
{
public:
	void set(std::size_t place, std::int64_t value) noexcept // each place once; value not zero
	{
		numbers_[size_++] = {value, static_cast<std::uint8_t>(place)};
	}
	void clear() noexcept { size_ = 0; }
	void add_to(Counts& sum, std::int64_t factor) const noexcept;

private:
	struct Number
	{
		std::int64_t value = 0;
		std::uint8_t place = 0; // in the order of the mask
	};

	std::array<Number, count_numbers> numbers_;
	std::size_t size_ = 0;
};

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
	std::string_view text();      // of the bytes that are read
	bool counts(FewCounts& into); // false, and nothing is changed, for the zero that stands for none
	Counts counts();
	std::span<const std::uint8_t> take(std::uint64_t count);

private:
	std::span<const std::uint8_t> rest_;
};

} // namespace bajin::store
