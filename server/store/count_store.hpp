// The rolled-up counts and the places visited, as figures and `bajin check` read them: the base (count_base) and what the log
// adds to it (count_tail), exact in every snapshot. How they are written is in count_fold.
#pragma once

#include "server/store/count_base.hpp"
#include "server/store/database.hpp"
#include "server/store/deltas.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bajin::store
{

// Counted events that ever visited the venue, on basis received.
[[nodiscard]] std::int64_t count_visits_of_venue(Database& database, const std::string& venue);

// Rows of one area and dimension in the months first to last, both included, in the order of months.
struct CountScan
{
	AreaId area = 0;
	CountLayer layer = CountLayer::by_area;
	Dimension dimension = Dimension::venue_type;
	Month first;
	Month last;
};
void for_each_count(Database& database, const CountScan& scan, const std::function<void(const CountRow&)>& visit);

// The first and the last month of which any count is kept; empty: there is none.
[[nodiscard]] std::optional<std::pair<Month, Month>> find_counted_months(Database& database);

// Everything there is, for `bajin check`.
void for_each_count(Database& database, const std::function<void(const CountRow&)>& visit);

// Whether a counted event has this key at or below `area`, in what is stored and in what a group has yet to write. Reads a
// row for each month of records.
[[nodiscard]] bool
is_counted_key(Database& database, const CountChanges& pending, AreaId area, Dimension dimension, const std::string& key);

// Different places visited at or below `area` in one year, from the roll-up; by venue type.
void for_each_places_visited(Database& database, int year, AreaId area, const std::function<void(const PlacesRow&)>& visit);
void for_each_places_visited(Database& database, const std::function<void(const PlacesRow&)>& visit);

// Places with counted visits in a span of months; a place appears once for each month with visits.
void for_each_visit(Database& database, Month first, Month last, const std::function<void(const VisitRow&)>& visit);

} // namespace bajin::store
