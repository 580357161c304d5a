// What is asked of a target, wherever it is asked: the cells of PUT /targets, and the rows of an imported table.
//
// Used by the targets endpoints. Reading a cell looks nothing up but codes; whose it may be is found out on a lane, with
// TargetScope.
#pragma once

#include "server/people/principal.hpp"
#include "server/store/target_store.hpp"
#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"
#include "shared/json.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace bajin::registry
{

inline constexpr std::size_t target_cells_max = 10'000; // of one request

inline constexpr std::array<std::string_view, 4> target_metrics = {"sessions", "women_children_lectures", "places_visited", "materials"};

// What is wrong with one field of a cell; the field is empty when it is the cell as a whole.
struct CellProblem
{
	std::string field;
	std::string_view code; // text_of_cell_problem has its words
};

struct CellRead
{
	store::Target target; // as far as it could be read
	std::vector<CellProblem> problems;
};

// A cell as PUT /targets takes it: everything that is wrong with it, in the order of the fields.
[[nodiscard]] CellRead read_target_cell(const Json& cell, const Reference& reference, int year);

// `{}` in it stands for what the one who tells it knows beyond the code.
[[nodiscard]] std::string_view text_of_cell_problem(std::string_view code, bool english) noexcept;

[[nodiscard]] Json target_json(const store::Target& target, const AreaTree& areas);

// (team, area, venue type, metric): what two targets of a year have in common when one replaces the other.
using TargetCell = std::tuple<std::optional<Uuid>, AreaId, std::string, std::string>;
[[nodiscard]] inline TargetCell cell_of(const store::Target& target)
{
	return {target.team, target.area, target.venue_type, target.metric};
}

// Whose targets the caller reads and sets: of areas at or below its own, of teams based there, of the phone's own teams.
class TargetScope
{
public:
	TargetScope(store::Database& database, const AreaTree& areas, const people::Principal& principal);

	[[nodiscard]] bool holds(const store::Target& target) const;

	[[nodiscard]] bool covers(AreaId area) const noexcept; // at or below the caller's

	// Where it belongs: the area, or where the team is based. 0: no such team.
	[[nodiscard]] AreaId area_of(const store::Target& target) const;

	// Empty: no such team.
	[[nodiscard]] std::string name_of_team(const Uuid& id) const;

	// nullptr: no such team, or it is based beside the caller's area.
	[[nodiscard]] const store::Team* find_team(const Uuid& id) const;
	[[nodiscard]] const std::vector<store::Team>& teams() const noexcept { return teams_; } // by area, then name; every one

private:
	const AreaTree& areas_;
	const people::Principal& principal_;
	std::vector<store::Team> teams_;
	std::unordered_map<Uuid, std::size_t> positions_;
};

// Those that differ from what is in force.
[[nodiscard]] std::vector<store::Target> find_changed_targets(store::Database& database, std::vector<store::Target> targets, int year);

// Puts these in force in the caller's name, each with its row in the audit trail.
void set_targets(store::Writer& writer, const people::Principal& principal, std::vector<store::Target>& changed);

} // namespace bajin::registry
