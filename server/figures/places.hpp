// Places for coverage: how many there are, and how many of them were visited.
//
// A village or community is a place of its own type; every other place is a registered venue. Called by coverage on a
// read lane.
#pragma once

#include "server/figures/period.hpp"
#include "server/store/reader.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace bajin::figures
{

struct PlaceCount
{
	std::int64_t visited = 0; // different places with a counted visit in the period
	std::int64_t total = 0;   // registered and valid on the last day of the period
};

using PlacesByType = std::map<std::string, PlaceCount, std::less<>>;

// By child of the area (the area itself for places that lie no deeper) and venue type. Every child has an entry.
[[nodiscard]] std::map<AreaId, PlacesByType> count_places(store::Reader& reader, const FigureQuery& query);

} // namespace bajin::figures
