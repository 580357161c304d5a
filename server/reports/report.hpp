// The year-end report of an area and a period: the statistics with everything that an office signs beside them.
//
// Called by the report and workbook endpoints on a read lane. Every number is of the reader's snapshot. At county level and
// above whole months cost the same however many events there are (coverage by organiser in a county: see tally_venue_types).
// Speakers are the members of the rosters: who spoke at an event is in its record alone, which is not read for this.
#pragma once

#include "server/figures/coverage.hpp"
#include "server/figures/statistics.hpp"
#include "server/reports/comparison.hpp"
#include "server/reports/cover.hpp"
#include "server/reports/data_quality.hpp"
#include "server/reports/year_targets.hpp"
#include "server/store/estimate_store.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace bajin::reports
{

// What one child of the area, or the area itself for what lies no deeper, has on either attribution.
struct AttributionRow
{
	std::string area;
	std::string name;
	Metrics by_area;
	Metrics by_team;
};

// Both attributions side by side; rows add up to the totals. In the prefecture the totals are the same.
struct Attributions
{
	std::vector<AttributionRow> rows;
	Metrics by_area;
	Metrics by_team;
};

struct RosterRow
{
	std::string team;
	std::string name;
	std::string area_name;
	std::int64_t members = 0;
	std::int64_t events = 0; // counted in the figures of the report
};

struct TeamSummary
{
	std::int64_t teams = 0;                                // based at or below the area
	std::int64_t active_teams = 0;                         // of these, with a counted event
	std::int64_t members = 0;                              // on their rosters in the period; who is on two counts twice
	std::unordered_map<std::string, std::int64_t> by_team; // members, by the team's id
	std::vector<RosterRow> roster;                         // all of them, also those without an event
};

struct Report
{
	ReferencePointer reference;
	std::unordered_map<Uuid, std::string> team_names;
	Cover cover;
	figures::Statistics statistics;
	figures::Coverage coverage;
	Attributions attributions;
	std::optional<Comparison> comparison;
	std::optional<std::vector<YearTargets>> targets;
	TeamSummary teams;
	DataQuality quality;
	std::vector<store::Estimate> estimates; // of the year in which the period lies; with any the report is a draft
	Json submissions;                       // as reports/submissions tells them; null where no county is concerned
};

inline constexpr DateSpan all_days{Date{std::numeric_limits<std::int32_t>::min()}, Date{std::numeric_limits<std::int32_t>::max()}};

// `visible`: the days that the caller may look at; earlier periods beyond them are left out.
[[nodiscard]] Report compute_report(store::Reader& reader, const figures::FigureQuery& query, const DateSpan& visible = all_days);

// What the statistics have, and what the report has beside them.
[[nodiscard]] Json to_json(const Report& report);

} // namespace bajin::reports
