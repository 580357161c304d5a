// Brings a database to the schema of this program, one numbered step after the other.
//
// Called when a Writer opens. Steps are the files of schema/migrations in the order of their numbers, embedded at build; each runs in its
// own transaction, and PRAGMA user_version says how many have run. Steps are only ever appended.
#pragma once

#include "server/store/database.hpp"

#include <cstdint>

namespace bajin::store
{

// How many steps the database has gone; 0: it is empty.
[[nodiscard]] std::int64_t schema_of(Database& database);

// Whether there are steps that it has not gone yet. Of an empty one, and of a newer program's, none.
[[nodiscard]] bool is_older(Database& database);

// Throws StoreError `database_newer` when the database has steps that this program does not know.
void migrate(Database& database);

// Throws `database_newer`, or `not_a_database` when steps are missing (a Reader cannot add them).
void require_current_schema(Database& database);

} // namespace bajin::store
