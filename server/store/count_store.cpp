#include "server/store/count_store.hpp"

#include "server/store/count_tail.hpp"

#include <algorithm>

namespace bajin::store
{

namespace
{

const CountTail& counts_behind(Database& database)
{
	CountTail& tail = database.count_tail();
	tail.follow(database);
	return tail;
}

const CountTail& cells_behind(Database& database)
{
	CountTail& tail = database.count_tail();
	tail.follow_cells(database);
	return tail;
}

void visit_row(
	std::int64_t slot, std::span<const std::uint8_t> cells, std::optional<Dimension> dimension, CountRow& row,
	const std::function<void(const CountRow&)>& visit)
{
	const CountPlace place = place_of(slot);
	row.key.month = place.month;
	row.key.layer = place.layer;
	row.key.area = place.area;
	for_each_cell(cells, dimension, row, visit);
}

} // namespace

std::int64_t count_visits_of_venue(Database& database, const std::string& venue)
{
	const std::int64_t of_tail = counts_behind(database).received_of_venue(venue);
	return base::count_visits_of_venue(database, venue) + of_tail;
}

void for_each_count(Database& database, const CountScan& scan, const std::function<void(const CountRow&)>& visit)
{
	const CountTail& tail = cells_behind(database);
	CountRow row;
	for (std::int32_t month = scan.first.index; month <= scan.last.index; ++month)
	{
		const std::int64_t slot = slot_of(month, scan.layer, scan.area);
		base::with_cells(
			database, slot,
			[&](std::span<const std::uint8_t> stored)
			{
				if (tail.has_row(slot)) { visit_row(slot, tail.add_to_row(slot, stored), scan.dimension, row, visit); }
				else { visit_row(slot, stored, scan.dimension, row, visit); }
			});
	}
}

std::optional<std::pair<Month, Month>> find_counted_months(Database& database)
{
	const std::vector<std::int64_t> slots = cells_behind(database).slots();
	auto months = base::find_months(database);
	if (slots.empty()) { return months; }
	const std::pair of_tail(Month{place_of(slots.front()).month}, Month{place_of(slots.back()).month});
	if (!months) { return of_tail; }
	return std::pair(std::min(months->first, of_tail.first), std::max(months->second, of_tail.second));
}

void for_each_count(Database& database, const std::function<void(const CountRow&)>& visit)
{
	const CountTail& tail = cells_behind(database);
	const std::vector<std::int64_t> slots = tail.slots();
	auto next = slots.begin();
	CountRow row;
	const auto visit_tail_before = [&](std::int64_t end)
	{
		for (; next != slots.end() && *next < end; ++next) { visit_row(*next, tail.add_to_row(*next, {}), std::nullopt, row, visit); }
	};
	base::for_each_row(
		database,
		[&](std::int64_t slot, std::span<const std::uint8_t> stored)
		{
			visit_tail_before(slot);
			const bool has_tail = next != slots.end() && *next == slot;
			if (has_tail) { ++next; }
			if (has_tail) { visit_row(slot, tail.add_to_row(slot, stored), std::nullopt, row, visit); }
			else { visit_row(slot, stored, std::nullopt, row, visit); }
		});
	visit_tail_before(std::numeric_limits<std::int64_t>::max());
}

bool is_counted_key(Database& database, const CountChanges& pending, AreaId area, Dimension dimension, const std::string& key)
{
	bool is_counted = false;
	for (const CountEntry& entry : pending.entries())
	{
		is_counted =
			is_counted || std::ranges::any_of(
							  entry.measures, [&](const Measure& measure) { return measure.dimension == dimension && measure.key == key; });
	}
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
	std::map<PlacesKey, Visits> places = counts_behind(database).places(year, area);
	base::for_each_places_visited(
		database, year, area,
		[&](const PlacesRow& row) { places[{row.year, row.area, row.venue_type}].add({row.received, row.verified}); });
	for (const auto& [key, visits] : places) { visit({key.area, key.year, key.venue_type, visits.received, visits.verified}); }
}

void for_each_places_visited(Database& database, const std::function<void(const PlacesRow&)>& visit)
{
	std::map<PlacesKey, Visits> places = counts_behind(database).places();
	base::for_each_places_visited(
		database, [&](const PlacesRow& row) { places[{row.year, row.area, row.venue_type}].add({row.received, row.verified}); });
	for (const auto& [key, visits] : places) { visit({key.area, key.year, key.venue_type, visits.received, visits.verified}); }
}

void for_each_visit(Database& database, Month first, Month last, const std::function<void(const VisitRow&)>& visit)
{
	const CountTail& tail = counts_behind(database);
	for (int year = first.year(); year <= last.year(); ++year)
	{
		auto left = tail.visits_of_year(year);
		const auto tell = [&](const VisitKey& key, const Visits& visits)
		{
			const Month month{key.month};
			if (visits.received > 0 && month >= first && month <= last) { visit({key, visits}); }
		};
		base::for_each_visit(
			database, year,
			[&](VisitRow row)
			{
				if (const auto found = left.find(row.key); found != left.end())
				{
					row.visits.add(found->second);
					left.erase(found);
				}
				tell(row.key, row.visits);
			});
		for (const auto& [key, visits] : left) { tell(key, visits); }
	}
}

} // namespace bajin::store
