#include "server/store/count_cells.hpp"

#include "server/store/database.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

namespace bajin::store
{

namespace
{

constexpr std::size_t number_count = 2 * metric_count + 6;
using Numbers = std::array<std::int64_t, number_count>;

Numbers numbers_of(const Counts& counts)
{
	Numbers numbers{};
	auto next = std::copy(counts.received.values.begin(), counts.received.values.end(), numbers.begin());
	next = std::copy(counts.verified.values.begin(), counts.verified.values.end(), next);
	const StateCounts& states = counts.states;
	for (const std::int64_t state :
		 {states.verified, states.submitted, states.returned, states.duplicate, states.joint, states.verified_bulk})
	{
		*next++ = state;
	}
	return numbers;
}

Counts counts_of(const Numbers& numbers)
{
	Counts counts;
	const auto verified = numbers.begin() + metric_count;
	const auto states = verified + metric_count;
	std::copy(numbers.begin(), verified, counts.received.values.begin());
	std::copy(verified, states, counts.verified.values.begin());
	counts.states = {states[0], states[1], states[2], states[3], states[4], states[5]};
	return counts;
}

void put_number(std::vector<std::uint8_t>& out, std::uint64_t value)
{
	for (; value >= 0x80U; value >>= 7U) { out.push_back(static_cast<std::uint8_t>(value | 0x80U)); }
	out.push_back(static_cast<std::uint8_t>(value));
}

std::uint64_t zigzag(std::int64_t value)
{
	return static_cast<std::uint64_t>(value) << 1U ^ static_cast<std::uint64_t>(value >> 63U);
}
std::int64_t unzigzag(std::uint64_t value)
{
	return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

class Reading
{
public:
	explicit Reading(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

	[[nodiscard]] bool is_done() const { return rest_.empty(); }

	std::uint64_t number()
	{
		std::uint64_t value = 0;
		for (unsigned shift = 0; shift < 64; shift += 7)
		{
			const std::uint8_t byte = take(1)[0];
			value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
			if (byte < 0x80U) { return value; }
		}
		throw StoreError("not_a_database", "a row of counts is damaged", false);
	}

	std::span<const std::uint8_t> take(std::uint64_t count)
	{
		if (count > rest_.size()) { throw StoreError("not_a_database", "a row of counts is damaged", false); }
		const auto taken = rest_.first(static_cast<std::size_t>(count));
		rest_ = rest_.subspan(taken.size());
		return taken;
	}

private:
	std::span<const std::uint8_t> rest_;
};

// A cell as it stands in the row; its numbers are read only when they are asked for.
struct Cell
{
	std::span<const std::uint8_t> content; // without the length
	Dimension dimension = Dimension::venue_type;
	std::string_view key;
	std::span<const std::uint8_t> numbers;
};

Cell take_cell(Reading& row)
{
	Cell cell;
	cell.content = row.take(row.number());
	Reading inside(cell.content);
	cell.dimension = static_cast<Dimension>(inside.take(1)[0]);
	const auto key = inside.take(inside.number());
	cell.key = {reinterpret_cast<const char*>(key.data()), key.size()};
	cell.numbers = cell.content.subspan(static_cast<std::size_t>(key.data() + key.size() - cell.content.data()));
	return cell;
}

Numbers read_numbers(const Cell& cell)
{
	Numbers numbers{};
	Reading reading(cell.numbers);
	const std::uint64_t mask = reading.number();
	for (std::size_t i = 0; i < number_count; ++i)
	{
		if ((mask >> i & 1U) != 0) { numbers[i] = unzigzag(reading.number()); }
	}
	return numbers;
}

void put_cell(std::vector<std::uint8_t>& out, const CellNames::Name& name, const Numbers& numbers)
{
	std::uint64_t mask = 0;
	for (std::size_t i = 0; i < number_count; ++i) { mask |= numbers[i] != 0 ? std::uint64_t{1} << i : 0; }
	if (mask == 0) { return; }
	std::vector<std::uint8_t> content;
	content.reserve(64);
	content.push_back(static_cast<std::uint8_t>(name.dimension));
	put_number(content, name.key.size());
	content.insert(content.end(), name.key.begin(), name.key.end());
	put_number(content, mask);
	for (const std::int64_t number : numbers)
	{
		if (number != 0) { put_number(content, zigzag(number)); }
	}
	put_number(out, content.size());
	out.insert(out.end(), content.begin(), content.end());
}

void copy_cell(std::vector<std::uint8_t>& out, const Cell& cell)
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

std::vector<std::uint8_t> add_to_cells(std::span<const std::uint8_t> stored, std::span<const Deltas::Cell> deltas)
{
	std::vector<std::uint8_t> out;
	out.reserve(stored.size() + deltas.size() * 48);
	auto delta = deltas.begin();
	for (Reading row(stored); !row.is_done();)
	{
		const Cell cell = take_cell(row);
		for (; delta != deltas.end() && compare(cell, *delta->name) > 0; ++delta)
		{
			put_cell(out, *delta->name, numbers_of(*delta->counts));
		}
		if (delta == deltas.end() || compare(cell, *delta->name) != 0)
		{
			copy_cell(out, cell);
			continue;
		}
		Numbers sum = read_numbers(cell);
		const Numbers added = numbers_of(*delta->counts);
		for (std::size_t i = 0; i < number_count; ++i) { sum[i] += added[i]; }
		put_cell(out, *delta->name, sum);
		++delta;
	}
	for (; delta != deltas.end(); ++delta) { put_cell(out, *delta->name, numbers_of(*delta->counts)); }
	return out;
}

void for_each_cell(
	std::span<const std::uint8_t> stored, std::optional<Dimension> dimension, CountRow& row,
	const std::function<void(const CountRow&)>& visit)
{
	for (Reading reading(stored); !reading.is_done();)
	{
		const Cell cell = take_cell(reading);
		if (dimension && cell.dimension != *dimension) { continue; }
		row.key.dimension = cell.dimension;
		row.key.key = cell.key;
		row.counts = counts_of(read_numbers(cell));
		visit(row);
	}
}

} // namespace bajin::store
