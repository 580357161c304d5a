// Targets of sessions for the areas, added up over the years of a period. A period that is not made of whole years has none.
//
// Used by coverage and by the list of gaps on a read lane. One area has one target, on whatever page it is asked for.
#pragma once

#include "server/figures/period.hpp"
#include "server/store/reader.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace bajin::figures
{

// Where the target of an area for all types together comes from.
enum class TargetFrom : std::uint8_t
{
	none,
	area,  // set for exactly this area and all types
	types, // the sum of those set for this area by type
	rows,  // the sum of those of the areas directly below
};
[[nodiscard]] std::string_view code_of(TargetFrom from) noexcept;

// What an area is to reach.
struct AreaTargets
{
	std::map<std::string, std::int64_t> types; // set for this area; else, type by type, the sum of those of the areas below
	std::optional<std::int64_t> total;         // of all types together
	TargetFrom from = TargetFrom::none;
	bool is_of_all_types = false; // sessions of any type count towards `total`; else those of `types` alone
};

class SessionTargets
{
public:
	SessionTargets(store::Reader& reader, const Period& period);

	// The one set for exactly that area and type; `venue_type` "": all types together. Empty: none was set.
	[[nodiscard]] std::optional<std::int64_t> find(AreaId area, const std::string& venue_type) const;

	[[nodiscard]] AreaTargets of(AreaId area) const;

	using Key = std::pair<AreaId, std::string>; // area and venue type
	[[nodiscard]] const std::map<Key, std::int64_t>& all() const noexcept { return values_; }

private:
	const AreaTree& areas_;
	std::map<Key, std::int64_t> values_;
	std::set<AreaId> touched_; // that have a target at or below them
};

} // namespace bajin::figures
