// The packed counts of one area in one month: how they are written and read.
//
// Used by count_store only. A row is a list of cells in the order of dimension, then key. A cell is its length, its
// dimension (a byte), its key (length and bytes), a mask of which of the 30 numbers are not zero, and these numbers.
// Lengths and mask are LEB128; the numbers are LEB128 of their zigzag form, because a shift between areas may be
// negative. Numbers stand as in Counts: received, verified, states. New numbers are only ever appended.
#pragma once

#include "server/store/deltas.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace bajin::store
{

struct CountRow
{
	CountKey key;
	Counts counts;
};

// The row after the deltas, which are of this row and in the order of its cells. Cells not touched are copied as they
// are. Throws StoreError `not_a_database` when the stored row is damaged.
[[nodiscard]] std::vector<std::uint8_t> add_to_cells(std::span<const std::uint8_t> stored, std::span<const Deltas::Cell> deltas);

// The cells of one dimension, or all of them. `row` has the rest of the key, and is what `visit` gets.
void for_each_cell(
	std::span<const std::uint8_t> stored, std::optional<Dimension> dimension, CountRow& row,
	const std::function<void(const CountRow&)>& visit);

} // namespace bajin::store
