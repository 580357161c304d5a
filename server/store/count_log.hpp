// The log of the counts: what groups of changes have added that is not in the base (count_base) yet.
//
// A row is one group, packed as packed_counts has it: the visits, by how many places visited change, the names that stand in it
// (dimension and key), and what each event adds: its rows of the counts, then its cells by name; a cell without numbers has those
// of the cell before it. It is written once and never changed. How far the log is folded
// stands in one row of count_fold; the fold itself is in count_fold, what it has left for readers in count_tail.
#pragma once

#include "server/store/database.hpp"
#include "server/store/deltas.hpp"
#include "server/store/packed_counts.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace bajin::store
{

// Rows up to `folded` are in the base. Of those behind it up to `upto` the first `done` of what they touch are, too.
struct CountLogState
{
	std::int64_t folded = 0;
	std::int64_t upto = 0; // `folded` when nothing is being folded
	std::int64_t done = 0;
	std::int64_t last = 0; // of the log; `folded` when it is empty

	[[nodiscard]] bool is_folding() const noexcept { return upto > folded; }
	bool operator==(const CountLogState&) const = default;
};

[[nodiscard]] CountLogState read_count_log_state(Database& database);
void write_count_log_state(Database& database, const CountLogState& state); // all but `last`

void append_to_count_log(Database& database, std::int64_t number, const CountChanges& changes, const std::map<PlacesKey, Visits>& places);

// Of the rows behind `after` up to `last`: adds their visits and places, and gives the bytes of all; or adds their cells. Throws
// StoreError `not_a_database` for a damaged one.
std::int64_t read_logged_visits(
	Database& database, std::int64_t after, std::int64_t last, std::vector<CountChanges::Visit>& visits,
	std::map<PlacesKey, Visits>& places);
void read_logged_cells(Database& database, std::int64_t after, std::int64_t last, Deltas& into);

// Rows that are folded count as long as they are there.
[[nodiscard]] bool is_count_log_empty(Database& database);

// Of the rows that are folded, the oldest `limit`.
void delete_from_count_log(Database& database, std::int64_t folded, std::int64_t limit);

} // namespace bajin::store
