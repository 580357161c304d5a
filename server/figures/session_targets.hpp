// Targets of sessions for the areas, added up over the years of a period. A period that is not made of whole years has none.
//
// Used by coverage and by the list of gaps on a read lane.
#pragma once

#include "server/figures/period.hpp"
#include "server/store/reader.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace bajin::figures
{

class SessionTargets
{
public:
	SessionTargets(store::Reader& reader, const Period& period);

	// The one set for exactly that area and type; `venue_type` "": all types together. Empty: none was set.
	[[nodiscard]] std::optional<std::int64_t> find(AreaId area, const std::string& venue_type) const;

	using Key = std::pair<AreaId, std::string>; // area and venue type
	[[nodiscard]] const std::map<Key, std::int64_t>& all() const noexcept { return values_; }

private:
	std::map<Key, std::int64_t> values_;
};

} // namespace bajin::figures
