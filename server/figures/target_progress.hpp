// How far each target of a year has come: beside the value first set, and beside the one in force.
//
// Called by the targets endpoints on a read lane. Targets of areas down to townships, and of teams over all venue types,
// come from rolled-up counts: the cost grows with targets and areas, not with events. A village's target, and a team's
// for one venue type or for places, is counted from the events of that township or team in that year.
#pragma once

#include "server/figures/period.hpp"
#include "server/store/reader.hpp"
#include "server/store/target_store.hpp"
#include "shared/json.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace bajin::figures
{

struct TargetProgress
{
	store::Target initial;                // the first value that was set
	std::optional<store::Target> current; // empty: removed
	std::int64_t changes = 0;             // after the first value
	std::int64_t reached = 0;
};

enum class TargetChoice : std::uint8_t
{
	all,
	// Of the area and its children, and of teams over all venue types: at county level and above no event is read for them.
	summary,
};

// Targets of areas at or below query.area and of teams based there, on query.basis, in the calendar year of its period:
// areas in the order of their codes, then teams; venue types in the order of the vocabulary.
[[nodiscard]] std::vector<TargetProgress>
compute_target_progress(store::Reader& reader, const FigureQuery& query, TargetChoice choice = TargetChoice::all);

// `team_names` must hold the team of the target.
[[nodiscard]] Json to_json(const TargetProgress& progress, const AreaTree& areas, const std::unordered_map<Uuid, std::string>& team_names);

} // namespace bajin::figures
