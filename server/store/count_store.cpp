#include "server/store/count_store.hpp"

#include "server/store/count_cells.hpp"
#include "server/store/query.hpp"
#include "server/store/sql_values.hpp"

#include <algorithm>

namespace bajin::store
{

namespace
{

constexpr const char* select_cells = "SELECT cells FROM counts WHERE slot = $1";
constexpr const char* replace_cells = "INSERT INTO counts (slot, month, attribution, area, cells) VALUES ($1, $2, $3, $4, $5) "
									  "ON CONFLICT (slot) DO UPDATE SET cells = excluded.cells";
constexpr const char* select_all_counts = "SELECT month, attribution, area, cells FROM counts ORDER BY slot LIMIT " BAJIN_SQL_ALL_ROWS;

constexpr const char* select_first_month = "SELECT month FROM counts ORDER BY slot LIMIT 1";
constexpr const char* select_last_month = "SELECT month FROM counts ORDER BY slot DESC LIMIT 1";

constexpr const char* add_to_visit =
	"INSERT INTO visit (year, area, place, month_of_year, venue_type, received, verified) VALUES ($1, $2, $3, $4, $5, $6, $7) "
	"ON CONFLICT (year, area, place, month_of_year) DO UPDATE SET received = received + excluded.received, "
	"verified = verified + excluded.verified";
constexpr const char* select_visits_of_place =
	"SELECT coalesce(sum(received), 0), coalesce(sum(verified), 0) FROM visit WHERE year = $1 AND area = $2 AND place = $3";
constexpr const char* select_visits =
	"SELECT area, place, month_of_year, venue_type, received, verified FROM visit WHERE year = $1 AND received > 0 "
	"ORDER BY area, place, month_of_year LIMIT " BAJIN_SQL_ALL_ROWS;
constexpr const char* select_visits_of_venue = "SELECT year, area, month_of_year, venue_type, received, verified FROM visit WHERE place = "
											   "$1 AND place <> '' ORDER BY year, month_of_year LIMIT " BAJIN_SQL_ALL_ROWS;
constexpr const char* sum_visits_of_venue = "SELECT coalesce(sum(received), 0) FROM visit WHERE place = $1 AND place <> ''";
constexpr const char* delete_visits_of_venue = "DELETE FROM visit WHERE place = $1 AND place <> ''";
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

// A place counts once a year: only the step between no visit and one changes how many places were visited.
int step_over_zero(std::int64_t before, std::int64_t after)
{
	return (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
}

void write_visit(Database& database, const VisitKey& key, const Visits& visits, const AreaTree& areas)
{
	const Month month{key.month};
	std::int64_t received = 0;
	std::int64_t verified = 0;
	{
		Query query(database, select_visits_of_place);
		query.bind_all(month.year(), key.area, key.place);
		if (query.step())
		{
			received = query.integer(0);
			verified = query.integer(1);
		}
	}
	Query(database, add_to_visit)
		.bind_all(month.year(), key.area, key.place, month.month_of_year(), key.venue_type, visits.received, visits.verified)
		.run();
	const int received_step = step_over_zero(received, received + visits.received);
	const int verified_step = step_over_zero(verified, verified + visits.verified);
	if (received_step == 0 && verified_step == 0) { return; }
	for (AreaId above = key.area; above != 0; above = areas.at(above).parent)
	{
		if (areas.kept_counts(above) == KeptCounts::none) { continue; }
		Query(database, add_to_places_visited).bind_all(month.year(), above, key.venue_type, received_step, verified_step).run();
	}
}

} // namespace

void write_deltas(Database& database, const Deltas& deltas, const Reference& reference)
{
	const std::vector<Deltas::Cell> cells = deltas.in_order();
	if (!cells.empty())
	{
		Query select(database, select_cells);
		Query replace(database, replace_cells);
		for (auto first = cells.begin(); first != cells.end();)
		{
			const std::int64_t slot = first->slot;
			const auto end = std::find_if(first, cells.end(), [slot](const Deltas::Cell& cell) { return cell.slot != slot; });
			select.bind(slot);
			const std::span<const std::uint8_t> stored = select.step() ? select.blob(0) : std::span<const std::uint8_t>();
			const std::vector<std::uint8_t> row = add_to_cells(stored, {first, end});
			select.rewind();
			const CountPlace place = place_of(slot);
			replace.bind_all(slot, place.month, static_cast<int>(place.layer), place.area, std::span<const std::uint8_t>(row));
			replace.run();
			replace.rewind();
			first = end;
		}
	}
	for (const auto& [key, visits] : deltas.visits)
	{
		if (visits.received == 0 && visits.verified == 0) { continue; }
		const Venue* venue = key.place.empty() ? nullptr : reference.find_venue(key.place);
		const bool is_merged = venue != nullptr && venue->id != key.place;
		write_visit(database, is_merged ? VisitKey{key.month, venue->area, venue->id, key.venue_type} : key, visits, reference.areas);
	}
}

void move_visits(Database& database, const Venue& from, const Venue& into, const AreaTree& areas)
{
	std::vector<VisitRow> rows;
	{
		Query query(database, select_visits_of_venue);
		query.bind(from.id);
		while (query.step())
		{
			const Month month{static_cast<std::int32_t>(query.integer(0) * 12 + query.integer(2) - 1)};
			rows.push_back(
				{{month.index, static_cast<AreaId>(query.integer(1)), from.id, std::string(query.text(3))},
				 {query.integer(4), query.integer(5)}});
		}
	}
	for (const auto& [key, visits] : rows)
	{
		write_visit(database, key, {-visits.received, -visits.verified}, areas);
		write_visit(database, {key.month, into.area, into.id, key.venue_type}, visits, areas);
	}
	Query(database, delete_visits_of_venue).bind(from.id).run();
}

std::int64_t count_visits_of_venue(Database& database, const std::string& venue)
{
	Query query(database, sum_visits_of_venue);
	query.bind(venue);
	return query.step() ? query.integer(0) : 0;
}

void for_each_count(Database& database, const CountScan& scan, const std::function<void(const CountRow&)>& visit)
{
	Query query(database, select_cells);
	CountRow row;
	row.key.area = scan.area;
	row.key.layer = scan.layer;
	for (std::int32_t month = scan.first.index; month <= scan.last.index; ++month)
	{
		row.key.month = month;
		query.bind(slot_of(row.key.month, row.key.layer, row.key.area));
		if (query.step()) { for_each_cell(query.blob(0), scan.dimension, row, visit); }
		query.rewind();
	}
}

std::optional<std::pair<Month, Month>> find_counted_months(Database& database)
{
	Query first(database, select_first_month);
	Query last(database, select_last_month);
	if (!first.step() || !last.step()) { return std::nullopt; }
	return std::pair(Month{static_cast<std::int32_t>(first.integer(0))}, Month{static_cast<std::int32_t>(last.integer(0))});
}

void for_each_count(Database& database, const std::function<void(const CountRow&)>& visit)
{
	Query query(database, select_all_counts);
	CountRow row;
	while (query.step())
	{
		row.key.month = static_cast<std::int32_t>(query.integer(0));
		row.key.layer = static_cast<CountLayer>(query.integer(1));
		row.key.area = static_cast<AreaId>(query.integer(2));
		for_each_cell(query.blob(3), std::nullopt, row, visit);
	}
}

bool is_counted_key(Database& database, const Deltas& pending, AreaId area, Dimension dimension, const std::string& key)
{
	bool is_counted = false;
	pending.for_each_count([&](const CountKey& counted, const Counts& counts)
						   { is_counted = is_counted || (counted.dimension == dimension && counted.key == key && !counts.is_zero()); });
	if (is_counted) { return true; }
	if (const auto months = find_counted_months(database))
	{
		const CountScan scan{area, CountLayer::by_area, dimension, months->first, months->second};
		for_each_count(database, scan, [&](const CountRow& row) { is_counted = is_counted || row.key.key == key; });
	}
	return is_counted;
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

void for_each_visit(Database& database, Month first, Month last, const std::function<void(const VisitRow&)>& visit)
{
	for (int year = first.year(); year <= last.year(); ++year)
	{
		Query query(database, select_visits);
		query.bind(year);
		while (query.step())
		{
			const Month month{year * 12 + static_cast<std::int32_t>(query.integer(2)) - 1};
			if (month < first || month > last) { continue; }
			VisitRow row;
			row.key = {month.index, static_cast<AreaId>(query.integer(0)), std::string(query.text(1)), std::string(query.text(3))};
			row.visits = {query.integer(4), query.integer(5)};
			visit(row);
		}
	}
}

} // namespace bajin::store
