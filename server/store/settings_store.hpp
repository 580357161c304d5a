// What the office sets for the whole server: when reports are due, when a silence is one, what it is called.
//
// Read in the same snapshot as what it decides; written on the write lane, with its row in the audit trail.
#pragma once

#include "server/store/database.hpp"
#include "shared/timestamp.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace bajin::store
{

struct Settings
{
	int report_due_day = 5;                // of the month after, by which a month is to be reported
	std::chrono::days silent_after{14};    // a team not heard of for longer is silent
	std::chrono::days return_due_after{7}; // within which a returned record is to be corrected
	std::string organization;              // on the cover of reports; empty: not told
	std::optional<Timestamp> changed_at;   // empty: as they came
	std::string changed_by;
};

[[nodiscard]] Settings find_settings(Database& database);
void update_settings(Database& database, const Settings& settings);

} // namespace bajin::store
