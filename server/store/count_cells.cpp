#include "server/store/count_cells.hpp"

namespace bajin::store
{

namespace
{

// A cell as it stands in the row; its numbers are read only when they are asked for.
struct Cell
{
	std::span<const std::uint8_t> content; // without the length
	Dimension dimension = Dimension::venue_type;
	std::string_view key;
	std::span<const std::uint8_t> numbers;
};

Cell take_cell(PackedReading& row)
{
	Cell cell;
	cell.content = row.take(row.number());
	PackedReading inside(cell.content);
	cell.dimension = static_cast<Dimension>(inside.take(1)[0]);
	cell.key = inside.text();
	cell.numbers = inside.rest();
	return cell;
}

void put_cell(PackedBytes& out, const CellNames::Name& name, const Counts& counts)
{
	if (counts.is_zero()) { return; }
	PackedBytes content;
	content.reserve(64);
	content.push_back(static_cast<std::uint8_t>(name.dimension));
	put_text(content, name.key);
	put_counts(content, counts);
	put_number(out, content.size());
	out.insert(out.end(), content.begin(), content.end());
}

void copy_cell(PackedBytes& out, const Cell& cell)
{
	put_number(out, cell.content.size());
	out.insert(out.end(), cell.content.begin(), cell.content.end());
}

// Negative, zero, positive: the cell stands before, at or after the name.
int compare(const Cell& cell, const CellNames::Name& name)
{
	if (cell.dimension != name.dimension) { return cell.dimension < name.dimension ? -1 : 1; }
	return cell.key.compare(name.key);
}

} // namespace

PackedBytes add_to_cells(std::span<const std::uint8_t> stored, std::span<const Deltas::Cell> deltas)
{
	PackedBytes out;
	out.reserve(stored.size() + deltas.size() * 48);
	auto delta = deltas.begin();
	for (PackedReading row(stored); !row.is_done();)
	{
		const Cell cell = take_cell(row);
		for (; delta != deltas.end() && compare(cell, *delta->name) > 0; ++delta) { put_cell(out, *delta->name, *delta->counts); }
		if (delta == deltas.end() || compare(cell, *delta->name) != 0)
		{
			copy_cell(out, cell);
			continue;
		}
		Counts sum = PackedReading(cell.numbers).counts();
		sum.add(*delta->counts);
		put_cell(out, *delta->name, sum);
		++delta;
	}
	for (; delta != deltas.end(); ++delta) { put_cell(out, *delta->name, *delta->counts); }
	return out;
}

void for_each_cell(
	std::span<const std::uint8_t> stored, std::optional<Dimension> dimension, CountRow& row,
	const std::function<void(const CountRow&)>& visit)
{
	for (PackedReading reading(stored); !reading.is_done();)
	{
		const Cell cell = take_cell(reading);
		if (dimension && cell.dimension != *dimension) { continue; }
		row.key.dimension = cell.dimension;
		row.key.key = cell.key;
		row.counts = PackedReading(cell.numbers).counts();
		visit(row);
	}
}

} // namespace bajin::store
