// Targets: what an area or a team is asked to reach in a year. Every value ever set stays, with its date.
//
// Called by the targets endpoints, by coverage and by the demonstration data.
#pragma once

#include "server/store/database.hpp"
#include "shared/area.hpp"
#include "shared/calendar.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bajin::store
{

// The cell (year, area or team, venue_type, metric) and what it holds since `at`.
struct Target
{
	int year = 0;
	AreaId area = 0;                   // 0: a team's target
	std::optional<Uuid> team;          // empty: an area's target
	std::string venue_type;            // empty: all types together
	std::string metric;                // sessions, women_children_lectures, places_visited, materials
	std::optional<std::int64_t> value; // empty: removed
	Date from;
	std::string document_no;
	std::string reason;
	Timestamp at;
	std::string actor;
};

// Puts this value in force; the one before stays in the table.
void insert_target(Database& database, const Target& target);

// The newest value of each cell of a year, removed ones left out: areas first, in the order of their rows.
[[nodiscard]] std::vector<Target> list_targets(Database& database, int year);

// Every value ever set for a year, the oldest first.
[[nodiscard]] std::vector<Target> list_target_history(Database& database, int year);

} // namespace bajin::store
