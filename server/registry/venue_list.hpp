// The registry of venues as people look at it: filtered, in order of place and name, page by page or as a table.
//
// Called by the venue endpoints on a read lane. The venues are in memory with the Reference, so nothing is read but how
// often each shown one was visited.
#pragma once

#include "server/store/reader.hpp"
#include "shared/event.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::registry
{

enum class VenueState : std::uint8_t
{
	in_use,  // not retired as of today
	retired, // and merged ones
	all,
};
[[nodiscard]] std::optional<VenueState> parse_venue_state(std::string_view text) noexcept;

struct VenueFilter
{
	AreaId area = 0;             // at or below
	std::string venue_type = {}; // empty: every
	std::string text = {};       // part of the name
	VenueState state = VenueState::in_use;
	Date today = {};
};

// By area code, then name, then id.
[[nodiscard]] std::vector<const Venue*> find_venues(const Reference& reference, const VenueFilter& filter);

// Villages and communities are areas: they have no registry.
[[nodiscard]] bool has_registry(std::string_view venue_type) noexcept;

// A venue as JSON, without its visits.
[[nodiscard]] Json to_json(const Venue& venue, const AreaTree& areas);

// UTF-8 with BOM; the columns that an import takes, and behind them those that it passes over.
[[nodiscard]] std::string to_csv(store::Reader& reader, const std::vector<const Venue*>& venues, bool with_visits);

} // namespace bajin::registry
