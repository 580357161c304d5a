// What became of an event: every version and review, as the console and an evidence package show it.
//
// Called on a read lane. Telephone numbers are in it: hide_telephone takes them out where they are not to be shown.
#pragma once

#include "server/store/event_store.hpp"
#include "shared/json.hpp"

namespace bajin::api
{

// One object for each row of the history, the oldest first.
[[nodiscard]] Json event_history(store::Database& database, const store::EventHead& head);

} // namespace bajin::api
