// The official administrative areas: codes, names, levels, parents and validity.
//
// Parents stand in the list itself, never in code prefixes: development zones are administered otherwise than their
// codes suggest, and codes change. The root may be of any level, and levels may be missing on the way down. Immutable
// after loading, so any thread may read one AreaTree. How a list is read from a file: shared/area_list.
#pragma once

#include "shared/calendar.hpp"
#include "shared/result.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bajin
{

// Ordered from the largest to the smallest; village and community are the two kinds of the smallest.
enum class AreaLevel : std::uint8_t
{
	province,
	prefecture,
	county,
	township,
	village,
	community,
};

[[nodiscard]] std::optional<AreaLevel> parse_area_level(std::string_view text) noexcept;
[[nodiscard]] std::string_view to_string(AreaLevel level) noexcept;

// The row number of an area in the database: small, stable, never reused. 0 is no area.
using AreaId = std::int32_t;

struct Area
{
	AreaId id = 0;
	std::string code; // 6, 9 or 12 digits
	std::string name;
	AreaLevel level = AreaLevel::village;
	AreaId parent = 0; // 0 only at the root
	std::optional<Date> valid_from;
	std::optional<Date> valid_to; // last day of validity; empty: in force
	std::string successor;        // code that took its place, empty if none
};

// Which sums are kept at an area (server/store/deltas); the rest comes from its events.
enum class KeptCounts : std::uint8_t
{
	none,        // villages and communities
	venue_types, // townships, and whatever lies directly below an area that keeps all
	all,         // counties and what is larger, and the root
};

class AreaTree
{
public:
	AreaTree() = default;

	// Areas in any order; every parent must be among them, ids and codes unique, exactly one root, parents of a
	// larger level than their children. Error codes: `area_list_invalid`.
	[[nodiscard]] static Result<AreaTree> build(std::vector<Area> areas);

	[[nodiscard]] const Area* find(std::string_view code) const noexcept; // nullptr: not in the list
	[[nodiscard]] bool has(AreaId id) const noexcept;                     // whether the id exists
	[[nodiscard]] const Area& at(AreaId id) const noexcept;               // the id must exist
	[[nodiscard]] const Area& root() const noexcept;
	[[nodiscard]] std::span<const AreaId> children(AreaId id) const noexcept; // in order of their codes
	[[nodiscard]] bool contains(AreaId ancestor, AreaId area) const noexcept; // an area contains itself

	// The area itself or its ancestor at that level; 0 when the area lies above it.
	[[nodiscard]] AreaId ancestor_at(AreaId area, AreaLevel level) const noexcept;

	// The township above, or the area itself when it is a township or larger, or what is larger where no township lies
	// between: the key by which events are listed.
	[[nodiscard]] AreaId branch_of(AreaId area) const noexcept;

	// The child of `parent` on the way down to `area`; 0 when area == parent or does not lie below it.
	[[nodiscard]] AreaId child_towards(AreaId parent, AreaId area) const noexcept;

	// Villages or communities (`level`) at or below `area` that are valid on that day.
	[[nodiscard]] std::int64_t count_places(AreaId area, AreaLevel level, Date on) const noexcept;

	// Every child of an area that keeps all keeps its venue types at least, so that the rows below it need no events.
	[[nodiscard]] KeptCounts kept_counts(AreaId area) const noexcept;

	[[nodiscard]] std::span<const Area> all() const noexcept { return areas_; } // in order of code length, then code

private:
	std::vector<Area> areas_;
	std::vector<std::int32_t> position_by_id_;
	std::unordered_map<std::string, AreaId> id_by_code_;
	std::vector<std::vector<AreaId>> children_; // by position
	AreaId root_ = 0;
};

} // namespace bajin
