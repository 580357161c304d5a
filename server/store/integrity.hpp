// What only the database itself can tell: whether its pages and indexes are sound, and its history unbroken.
//
// Called by the recount of `bajin check` and when a backup is checked. Reads everything; for the hand of a person, not
// for a server under load.
#pragma once

#include "server/store/database.hpp"
#include "server/store/event_store.hpp"

#include <string>
#include <vector>

namespace bajin::store
{

// One line for each fault that the engine finds; empty when the file is sound. At most 100 lines.
[[nodiscard]] std::vector<std::string> find_file_faults(Database& database);

// What is wrong with the history behind this event: a row missing, of another event, out of order, or without a body.
[[nodiscard]] std::vector<std::string> find_history_faults(Database& database, const EventHead& head);

// Events that do not stand where their lists should have them (event_lists), counted by kind.
[[nodiscard]] std::vector<std::string> find_list_faults(Database& database);

} // namespace bajin::store
