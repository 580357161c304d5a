// Places that recur in records as free text and might be registered: schools, enterprises, … that nobody has put in yet.
//
// Called on the lane of exports. Reads at most `suggestion_events_max` events however many there are: the newest of each
// township (or county) of the area, shared out evenly, and only those of the last three years of records.
#pragma once

#include "server/store/reader.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace bajin::registry
{

inline constexpr std::int64_t suggestion_events_max = 30'000;

struct VenueSuggestion
{
	std::string place; // as it was written last
	std::string venue_type;
	AreaId area = 0; // where all of them were, or the township above
	std::int64_t events = 0;
	Date first_on;
	Date last_on;
};

struct VenueSuggestions
{
	std::vector<VenueSuggestion> suggestions; // most frequent first
	std::int64_t events_read = 0;
	bool is_complete = true; // false: there are more events in the three years than were read
};

// Three records or more that count, of a type that has a registry, with the same place up to blanks and width of letters,
// and no venue of that name in the county.
[[nodiscard]] VenueSuggestions suggest_venues(store::Reader& reader, AreaId area, std::size_t limit);

} // namespace bajin::registry
