// The registry of venues: changing and merging them, which of them records name, and free-text places near them.
//
// Called on the write lane, inside the job that audits the change; suggestions on a read lane. The venues themselves are
// read with the Reference (reference_store), which every change here makes new: call Writer::reload_reference after it.
#pragma once

#include "server/store/database.hpp"
#include "shared/event.hpp"
#include "shared/review.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace bajin::store
{

// All but the id. Type and area of a venue that a record named must stay: its visits are counted by them.
void update_venue(Database& database, const Venue& venue);

// What named `from`, or what was merged into it before, names `into` from now on; its visits move there. Both are of one
// type. Writes both.
void merge_venue(Database& database, const Venue& from, const Venue& into, const AreaTree& areas);

// Remembered for registered venues, whatever became of the record.
void note_venue_named(Database& database, const std::string& venue);

// Whether a record in any state named it, or one of those merged into it.
[[nodiscard]] bool is_venue_named(Database& database, const std::string& venue);

// Where the record of a live event stands, of the newest events of a branch (AreaTree::branch_of), newest first.
struct NewestEvent
{
	std::int64_t body_seq = 0;
	ReviewState state = ReviewState::submitted;
	AreaId area = 0;
	Date occurred_on;
	std::string venue_type;
};
[[nodiscard]] std::vector<NewestEvent> list_newest_events(Database& database, AreaId branch, Date first, std::int64_t limit);

} // namespace bajin::store
