// The latest time that the server went by, in the database, where the next start finds it.
//
// Written by the server once a minute, and by `bajin clock confirm`; see server/api/http/server_clock.
#pragma once

#include "server/store/database.hpp"
#include "shared/timestamp.hpp"

#include <cstdint>
#include <optional>

namespace bajin::store
{

struct KeptClock
{
	std::optional<Timestamp> newest;
	std::int64_t confirmations = 0; // grows when somebody said that the clock is right
};

[[nodiscard]] KeptClock find_clock(Database& database);

// Inside a group.
void note_time(Database& database, Timestamp now);
void confirm_time(Database& database, Timestamp now);

// Of a database that was restored: how old it is says nothing of the clock.
void forget_time(Database& database);

} // namespace bajin::store
