// What stands behind a figure and is not in it: what waits, was returned, is on phones or lost with them, and who is silent.
//
// Part of the year-end report, on a read lane. Made from counts and contacts, never from events.
#pragma once

#include "server/figures/statistics.hpp"
#include "shared/json.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace bajin::reports
{

// A team based at or below the area that owes reports of the period.
struct OwingTeam
{
	std::string team;
	std::string name;
	std::string area_name;
	std::int64_t months_overdue = 0;
};

struct AreaName
{
	std::string area;
	std::string name;
};

// The counted events by how they were verified; all of them together are the events of the figure.
struct ReviewModes
{
	std::int64_t single = 0; // one by one
	std::int64_t bulk = 0;   // many at once
	std::int64_t other = 0;  // not verified, and counted all the same
};

struct DataQuality
{
	figures::States states; // of the period, but for what is on phones
	ReviewModes reviews;
	std::int64_t void_requested = 0; // among the verified; by where they were
	std::int64_t written_off = 0;    // events that lost phones last said they still held
	std::int64_t reach = 0;
	std::int64_t reach_estimated = 0; // the rest was counted or signed in, or does not say how
	std::int64_t teams = 0;           // based at or below the area
	std::int64_t silent_teams = 0;
	std::int64_t months_reported = 0; // of all teams together
	std::int64_t months_nil = 0;
	std::int64_t months_overdue = 0;
	std::vector<OwingTeam> owing; // in the order of areas and names
	std::vector<AreaName> areas_without_team;
};

[[nodiscard]] DataQuality compute_data_quality(store::Reader& reader, const figures::Statistics& statistics);

[[nodiscard]] Json to_json(const DataQuality& quality);

} // namespace bajin::reports
