#include "server/store/count_base.hpp"

#include "server/store/query.hpp"
#include "server/store/sql_values.hpp"

namespace bajin::store
{

namespace
{

constexpr const char* select_cells = "SELECT cells FROM counts WHERE slot = $1";
constexpr const char* replace_cells = "INSERT INTO counts (slot, month, attribution, area, cells) VALUES ($1, $2, $3, $4, $5) "
									  "ON CONFLICT (slot) DO UPDATE SET cells = excluded.cells";
constexpr const char* select_all_counts = "SELECT slot, cells FROM counts ORDER BY slot LIMIT " BAJIN_SQL_ALL_ROWS;

constexpr const char* select_first_month = "SELECT month FROM counts ORDER BY slot LIMIT 1";
constexpr const char* select_last_month = "SELECT month FROM counts ORDER BY slot DESC LIMIT 1";

constexpr const char* add_to_visit =
	"INSERT INTO visit (year, area, place, month_of_year, venue_type, received, verified) VALUES ($1, $2, $3, $4, $5, $6, $7) "
	"ON CONFLICT (year, area, place, month_of_year) DO UPDATE SET received = received + excluded.received, "
	"verified = verified + excluded.verified";
constexpr const char* select_visits_of_place =
	"SELECT coalesce(sum(received), 0), coalesce(sum(verified), 0) FROM visit WHERE year = $1 AND area = $2 AND place = $3";
constexpr const char* select_visits = "SELECT area, place, month_of_year, venue_type, received, verified FROM visit WHERE year = $1 "
									  "ORDER BY area, place, month_of_year LIMIT " BAJIN_SQL_ALL_ROWS;
constexpr const char* select_visits_of_venue = "SELECT year, area, month_of_year, venue_type, received, verified FROM visit WHERE place = "
											   "$1 AND place <> '' ORDER BY year, month_of_year LIMIT " BAJIN_SQL_ALL_ROWS;
constexpr const char* sum_visits_of_venue = "SELECT coalesce(sum(received), 0) FROM visit WHERE place = $1 AND place <> ''";
constexpr const char* delete_visits_of_place = "DELETE FROM visit WHERE place = $1 AND place <> ''";

constexpr const char* add_to_places_visited =
	"INSERT INTO places_visited (year, area, venue_type, received, verified) VALUES ($1, $2, $3, $4, $5) "
	"ON CONFLICT (year, area, venue_type) DO UPDATE SET received = received + excluded.received, verified = verified + excluded.verified";
constexpr const char* select_places_visited =
	"SELECT area, year, venue_type, received, verified FROM places_visited WHERE year = $1 AND area = $2 ORDER BY venue_type LIMIT 1000";
constexpr const char* select_all_places_visited =
	"SELECT area, year, venue_type, received, verified FROM places_visited ORDER BY year, area, venue_type LIMIT " BAJIN_SQL_ALL_ROWS;

PlacesRow read_places(const Query& query)
{
	return {
		static_cast<AreaId>(query.integer(0)), static_cast<std::int32_t>(query.integer(1)), std::string(query.text(2)), query.integer(3),
		query.integer(4)};
}

} // namespace

namespace base
{

void add_cells(Database& database, std::int64_t slot, const std::vector<Deltas::Cell>& cells)
{
	PackedBytes row;
	with_cells(database, slot, [&](std::span<const std::uint8_t> stored) { row = add_to_cells(stored, cells); });
	const CountPlace place = place_of(slot);
	Query(database, replace_cells)
		.bind_all(slot, place.month, static_cast<int>(place.layer), place.area, std::span<const std::uint8_t>(row))
		.run();
}

void add_visit(Database& database, const VisitKey& key, const Visits& visits)
{
	const Month month{key.month};
	Query(database, add_to_visit)
		.bind_all(month.year(), key.area, key.place, month.month_of_year(), key.venue_type, visits.received, visits.verified)
		.run();
}

void add_places(Database& database, const PlacesKey& key, const Visits& steps)
{
	Query(database, add_to_places_visited).bind_all(key.year, key.area, key.venue_type, steps.received, steps.verified).run();
}

void with_cells(Database& database, std::int64_t slot, const std::function<void(std::span<const std::uint8_t>)>& use)
{
	Query query(database, select_cells);
	query.bind(slot);
	use(query.step() ? query.blob(0) : std::span<const std::uint8_t>());
}

void for_each_row(Database& database, const std::function<void(std::int64_t slot, std::span<const std::uint8_t>)>& visit)
{
	Query query(database, select_all_counts);
	while (query.step()) { visit(query.integer(0), query.blob(1)); }
}

std::optional<std::pair<Month, Month>> find_months(Database& database)
{
	Query first(database, select_first_month);
	Query last(database, select_last_month);
	if (!first.step() || !last.step()) { return std::nullopt; }
	return std::pair(Month{static_cast<std::int32_t>(first.integer(0))}, Month{static_cast<std::int32_t>(last.integer(0))});
}

Visits sum_visits(Database& database, const PlaceYear& place)
{
	Query query(database, select_visits_of_place);
	query.bind_all(place.year, place.area, place.place);
	return query.step() ? Visits{query.integer(0), query.integer(1)} : Visits{};
}

std::int64_t count_visits_of_venue(Database& database, const std::string& venue)
{
	Query query(database, sum_visits_of_venue);
	query.bind(venue);
	return query.step() ? query.integer(0) : 0;
}

std::vector<VisitRow> list_visits_of_venue(Database& database, const std::string& venue)
{
	std::vector<VisitRow> rows;
	Query query(database, select_visits_of_venue);
	query.bind(venue);
	while (query.step())
	{
		const Month month{static_cast<std::int32_t>(query.integer(0) * 12 + query.integer(2) - 1)};
		rows.push_back(
			{{month.index, static_cast<AreaId>(query.integer(1)), venue, std::string(query.text(3))},
			 {query.integer(4), query.integer(5)}});
	}
	return rows;
}

void delete_visits_of_venue(Database& database, const std::string& venue)
{
	Query(database, delete_visits_of_place).bind(venue).run();
}

void for_each_visit(Database& database, int year, const std::function<void(const VisitRow&)>& visit)
{
	Query query(database, select_visits);
	query.bind(year);
	while (query.step())
	{
		const Month month{year * 12 + static_cast<std::int32_t>(query.integer(2)) - 1};
		visit(
			{{month.index, static_cast<AreaId>(query.integer(0)), std::string(query.text(1)), std::string(query.text(3))},
			 {query.integer(4), query.integer(5)}});
	}
}

void for_each_places_visited(Database& database, int year, AreaId area, const std::function<void(const PlacesRow&)>& visit)
{
	Query query(database, select_places_visited);
	query.bind_all(year, area);
	while (query.step()) { visit(read_places(query)); }
}

void for_each_places_visited(Database& database, const std::function<void(const PlacesRow&)>& visit)
{
	Query query(database, select_all_places_visited);
	while (query.step()) { visit(read_places(query)); }
}

} // namespace base

} // namespace bajin::store
