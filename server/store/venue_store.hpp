// The registry of venues: changing and merging them, which of them records name, and free-text places near them.
//
// Called on the write lane, inside the job that audits the change; suggestions on a read lane. The venues themselves are
// read with the Reference (reference_store), which every change here makes new: call Writer::reload_reference after it.
#pragma once

#include "server/store/database.hpp"
#include "shared/event.hpp"

#include <string>

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

} // namespace bajin::store
