// The rolled-up counts and the places visited: written by the group, read by figures and by `bajin check`.
#pragma once

#include "server/store/count_cells.hpp"
#include "server/store/database.hpp"
#include "server/store/deltas.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace bajin::store
{

// Adds all of it, each touched row once, in the order of the table. A cell that becomes all zero is gone.
void write_deltas(Database& database, const Deltas& deltas, const AreaTree& areas);

// Rows of one area and dimension in the months first to last, both included, in the order of months.
struct CountScan
{
	AreaId area = 0;
	Attribution attribution = Attribution::area;
	Dimension dimension = Dimension::venue_type;
	Month first;
	Month last;
};
void for_each_count(Database& database, const CountScan& scan, const std::function<void(const CountRow&)>& visit);

// Everything there is, for `bajin check`.
void for_each_count(Database& database, const std::function<void(const CountRow&)>& visit);

// Different places visited at or below `area` in one year, from the roll-up; by venue type.
struct PlacesRow
{
	AreaId area = 0;
	std::int32_t year = 0;
	std::string venue_type;
	std::int64_t received = 0;
	std::int64_t verified = 0;
};
void for_each_places_visited(Database& database, int year, AreaId area, const std::function<void(const PlacesRow&)>& visit);
void for_each_places_visited(Database& database, const std::function<void(const PlacesRow&)>& visit);

// Places with counted visits in a span of months; a place appears once for each month with visits.
struct VisitRow
{
	VisitKey key;
	Visits visits;
};
void for_each_visit(Database& database, Month first, Month last, const std::function<void(const VisitRow&)>& visit);

}  // namespace bajin::store
