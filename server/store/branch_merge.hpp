// The rows of several branches (AreaTree::branch_of) as one list, newest first: each branch has its rows in that order by an
// index, and is asked for a few of them at a time, more each time that it goes on. A page costs what a page holds, however many
// rows and branches lie behind it.
//
// Used by the stores that list by area.
#pragma once

#include "shared/area.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace bajin::store
{

// Up to `limit` rows before `after`, in falling order of their positions; a row that two branches have stands once.
// `fetch(branch, after, limit)` gives the rows of one branch before `after`, in that order, `limit` at most.
// `position_of(row)` is a Position, which orders by `<`.
template <class Row, class Position, class Fetch, class PositionOf>
[[nodiscard]] std::vector<Row>
merge_branches(std::span<const AreaId> branches, const Position& after, std::int64_t limit, Fetch fetch, PositionOf position_of)
{
	struct Branch
	{
		AreaId area = 0;
		std::deque<Row> rows; // read and not taken yet
		std::int64_t asked = 0;
		bool has_more = false;
	};
	const auto ask = [&](Branch& branch, const Position& from)
	{
		// The first few of many branches, and all of a single one.
		const std::int64_t first = std::max<std::int64_t>(2, limit / static_cast<std::int64_t>(branches.size()));
		branch.asked = std::min(limit, branch.asked == 0 ? first : branch.asked * 4);
		std::vector<Row> rows = fetch(branch.area, from, branch.asked);
		branch.has_more = static_cast<std::int64_t>(rows.size()) == branch.asked;
		branch.rows.assign(std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
	};
	const auto comes_later = [&](const Branch* left, const Branch* right)
	{ return position_of(left->rows.front()) < position_of(right->rows.front()); };

	std::vector<Branch> all(branches.size());
	std::vector<Branch*> heap; // of those with rows, by their first
	for (std::size_t index = 0; index < branches.size(); ++index)
	{
		all[index].area = branches[index];
		ask(all[index], after);
		if (!all[index].rows.empty()) { heap.push_back(&all[index]); }
	}
	std::make_heap(heap.begin(), heap.end(), comes_later);
	std::vector<Row> merged;
	while (!heap.empty() && static_cast<std::int64_t>(merged.size()) < limit)
	{
		std::pop_heap(heap.begin(), heap.end(), comes_later);
		Branch& branch = *heap.back();
		const Position position = position_of(branch.rows.front());
		const bool is_new = merged.empty() || position < position_of(merged.back());
		if (is_new) { merged.push_back(std::move(branch.rows.front())); }
		branch.rows.pop_front();
		if (branch.rows.empty() && branch.has_more) { ask(branch, position); }
		if (branch.rows.empty()) { heap.pop_back(); }
		else { std::push_heap(heap.begin(), heap.end(), comes_later); }
	}
	return merged;
}

} // namespace bajin::store
