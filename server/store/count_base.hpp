// The base of the counts: the tables counts, visit and places_visited, as they stand behind the log (count_log).
//
// Used by the stores of counts alone; who asks for a figure asks count_store.
#pragma once

#include "server/store/count_cells.hpp"
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

// Places visited in one year, in the order of areas and types.
struct PlacesRow
{
	AreaId area = 0;
	std::int32_t year = 0;
	std::string venue_type;
	std::int64_t received = 0;
	std::int64_t verified = 0;
};

// Counted visits of a place in a month.
struct VisitRow
{
	VisitKey key;
	Visits visits;
};

namespace base
{

void add_cells(Database& database, std::int64_t slot, const std::vector<Deltas::Cell>& cells);
void add_visit(Database& database, const VisitKey& key, const Visits& visits);
void add_places(Database& database, const PlacesKey& key, const Visits& steps);

// The cells of a row as packed (count_cells), empty: there is none. What `use` gets is valid within it.
void with_cells(Database& database, std::int64_t slot, const std::function<void(std::span<const std::uint8_t>)>& use);
void for_each_row(Database& database, const std::function<void(std::int64_t slot, std::span<const std::uint8_t>)>& visit);

[[nodiscard]] std::optional<std::pair<Month, Month>> find_months(Database& database); // the first and the last

[[nodiscard]] Visits sum_visits(Database& database, const PlaceYear& place);
[[nodiscard]] std::int64_t count_visits_of_venue(Database& database, const std::string& venue); // received
[[nodiscard]] std::vector<VisitRow> list_visits_of_venue(Database& database, const std::string& venue);
void delete_visits_of_venue(Database& database, const std::string& venue);
void for_each_visit(Database& database, int year, const std::function<void(const VisitRow&)>& visit);

void for_each_places_visited(Database& database, int year, AreaId area, const std::function<void(const PlacesRow&)>& visit);
void for_each_places_visited(Database& database, const std::function<void(const PlacesRow&)>& visit);

} // namespace base

} // namespace bajin::store
