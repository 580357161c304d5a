// Coverage: which kinds of venue were reached where, against targets, and whether a silence means no activity or a team
// that was not heard of.
//
// Called by the coverage endpoint on a read lane. Rows add up to the total. By where an event was, or by where its team
// is based; places are by where they lie in both. At county level and above whole months cost the same however many
// events there are, but by team in a county that has teams at several places (see tally_venue_types).
#pragma once

#include "server/figures/period.hpp"
#include "server/figures/session_targets.hpp"
#include "server/figures/statistics.hpp"
#include "server/store/reader.hpp"
#include "shared/json.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bajin::figures
{

struct CoverageCell
{
	std::int64_t sessions = 0;
	std::int64_t lectures = 0;
	std::int64_t reach = 0;
	std::int64_t materials = 0;
	std::int64_t places_visited = 0;
	std::int64_t places_total = 0;
	std::optional<std::int64_t> target; // sessions; empty: none was set

	void add(const CoverageCell& other); // all but the target
	[[nodiscard]] std::optional<std::int64_t> gap() const;
};

// All venue types of a row together. `sessions` counts every type, `other` included; what is held against the target is
// `sessions_with_target` alone.
struct CoverageTotal : CoverageCell
{
	TargetFrom target_from = TargetFrom::none;
	std::int64_t sessions_with_target = 0; // of the types that have a target; of every type, where it is set for all of them
	std::optional<std::int64_t> missing;   // the sum of the types' gaps; empty: no target

	[[nodiscard]] std::optional<std::int64_t> gap() const { return missing; }
};

struct CoverageRow
{
	std::string area;
	std::string name;
	AreaLevel level = AreaLevel::village;
	std::vector<CoverageCell> cells; // in the order of Coverage::venue_types
	CoverageTotal total;
	States states;
	std::optional<Timestamp> data_as_of; // when the least recently heard team last synced; empty: one never did
	std::int64_t teams = 0;
	std::int64_t silent_teams = 0;
};

struct VenueTypeName
{
	std::string key;
	std::string name;
};

struct Coverage
{
	FigureQuery query;
	std::int64_t seq = 0;
	std::vector<VenueTypeName> venue_types; // valid in the period, and any other with records
	std::vector<CoverageRow> rows;
	CoverageRow total;
};

// A team not heard of for longer than `silent_after`, or never, is silent.
[[nodiscard]] Coverage compute_coverage(store::Reader& reader, const FigureQuery& query, std::chrono::days silent_after);

[[nodiscard]] Json to_json(const Coverage& coverage);

} // namespace bajin::figures
