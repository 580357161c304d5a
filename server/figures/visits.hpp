// Which place an event visited, and how often each place was visited in a period.
//
// A village or community is a place of its own type; every other place is a registered venue. The rule stands in
// store::visit_of, and is asked there. Called by coverage, by the list of places and by lists of events on a read lane.
#pragma once

#include "server/figures/period.hpp"
#include "server/store/deltas.hpp"
#include "server/store/event_store.hpp"
#include "server/store/reader.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace bajin::figures
{

// Whether places of this type are areas themselves, not venues of the registry.
[[nodiscard]] inline bool is_area_type(std::string_view venue_type) noexcept
{
	return venue_type == "village" || venue_type == "community";
}

struct Place
{
	AreaId area = 0;
	std::string venue;      // id; "" for a village or community itself
	std::string venue_type; // of the place: a community is a community whatever was recorded there

	auto operator<=>(const Place&) const = default;
};

// The place that the event visits if it counts; empty: none, or none that is registered. A joint record is no visit.
[[nodiscard]] std::optional<Place> visited_place(const store::EventHead& head, const Event& event, const Reference& reference);

// Counted visits in the period of every place at or below the area, by where the place lies; places without any left
// out. Whole months come from the roll-up (a row for each place and month of the year), parts of months from events.
[[nodiscard]] std::map<Place, std::int64_t> count_visits(store::Reader& reader, const FigureQuery& query);

} // namespace bajin::figures
