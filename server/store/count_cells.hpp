// The packed counts of one area in one month: how they are written and read.
//
// Used by count_base and count_store. A row is a list of cells in the order of dimension, then key. A cell is its length, its
// dimension (a byte), its key (length and bytes), and its numbers, all packed as packed_counts has it.
#pragma once

#include "server/store/deltas.hpp"
#include "server/store/packed_counts.hpp"

#include <functional>
#include <optional>
#include <span>

namespace bajin::store
{

struct CountRow
{
	CountKey key;
	Counts counts;
};

// The row after the deltas, which are of this row and in the order of its cells. Cells not touched are copied as they
// are. Throws StoreError `not_a_database` when the stored row is damaged.
[[nodiscard]] PackedBytes add_to_cells(std::span<const std::uint8_t> stored, std::span<const Deltas::Cell> deltas);

// The cells of one dimension, or all of them. `row` has the rest of the key, and is what `visit` gets.
void for_each_cell(
	std::span<const std::uint8_t> stored, std::optional<Dimension> dimension, CountRow& row,
	const std::function<void(const CountRow&)>& visit);

} // namespace bajin::store
