// How counts are written: a group appends what it adds to the log, and the log is folded into the base a piece at a time.
//
// Called by Writer within its transaction, and by what has to change the base itself. A piece and how far the fold has come are
// written together, so a fold can end anywhere and goes on from there, also in another process.
#pragma once

#include "server/store/database.hpp"
#include "server/store/deltas.hpp"

#include <cstdint>

namespace bajin::store
{

// Appends them, with by how many their visits change places visited. Visits of a venue that `reference` knows as merged go to the
// other one: they may have been counted before the merge, in the same group. A long log is folded by a piece beside it.
void write_counts(Database& database, CountChanges& changes, const Reference& reference);

// Folds up to `items` (rows of the counts, visits, places) of what the log has, and takes out of it what is folded; false: it was
// empty.
bool fold_counts(Database& database, std::int64_t items);

// All of it: the base is what the counts are, until the transaction ends.
void fold_all_counts(Database& database);

// Gives all visits of a venue to another of the same type, wherever the two lie.
void move_visits(Database& database, const Venue& from, const Venue& into, const AreaTree& areas);

} // namespace bajin::store
