#include "server/store/count_fold.hpp"

#include "server/store/connection.hpp"
#include "server/store/count_base.hpp"
#include "server/store/count_log.hpp"
#include "server/store/count_tail.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <limits>
#include <map>

namespace bajin::store
{

namespace
{

// A log so long is folded: by then a row of the base that many groups touched is written once for all of them, and what readers
// keep of it stays small.
constexpr std::int64_t log_rows_before_fold = 1'024;
constexpr std::int64_t log_bytes_before_fold = 6 * 1024 * 1024;

// A fold is done within so many groups, well before the next one is due.
constexpr std::int64_t groups_a_fold = 96;
constexpr std::int64_t items_a_group_min = 32;

constexpr std::int64_t deleted_a_group = 8; // rows of the log that are folded
constexpr std::int64_t all_items = std::numeric_limits<std::int64_t>::max() / 2;

// A place counts once a year: only the step between no visit and one changes how many places were visited.
int step_over_zero(std::int64_t before, std::int64_t after)
{
	return (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
}

Visits steps_of(const Visits& before, const Visits& added)
{
	return {
		step_over_zero(before.received, before.received + added.received),
		step_over_zero(before.verified, before.verified + added.verified)};
}

template <class Add> // (AreaId)
void for_each_area_of_places(AreaId area, const AreaTree& areas, Add add)
{
	for (AreaId above = area; above != 0; above = areas.at(above).parent)
	{
		if (areas.kept_counts(above) != KeptCounts::none) { add(above); }
	}
}

void follow_merged_venues(CountChanges& changes, const Reference& reference)
{
	for (auto& [key, visits] : changes.visits())
	{
		const Venue* venue = key.place.empty() ? nullptr : reference.find_venue(key.place);
		if (venue != nullptr && venue->id != key.place) { key = {key.month, venue->area, venue->id, key.venue_type}; }
	}
}

std::map<PlacesKey, Visits> count_places(Database& database, const CountTail& tail, const CountChanges& changes, const AreaTree& areas)
{
	std::map<PlacesKey, Visits> places;
	boost::unordered_flat_map<PlaceYear, Visits, DeltaHasher> sums; // as of the visits looked at so far
	for (const auto& [key, visits] : changes.visits())
	{
		const PlaceYear place{Month{key.month}.year(), key.area, key.place};
		const auto [sum, is_new] = sums.try_emplace(place);
		if (is_new)
		{
			sum->second = base::sum_visits(database, place);
			sum->second.add(tail.visits_of(place));
		}
		const Visits steps = steps_of(sum->second, visits);
		sum->second.add(visits);
		if (steps.is_zero()) { continue; }
		for_each_area_of_places(key.area, areas, [&](AreaId above) { places[{place.year, above, key.venue_type}].add(steps); });
	}
	return places;
}

struct IntoBase
{
	Database& database;

	void row(std::int64_t slot, const std::vector<Deltas::Cell>& cells) const
	{
		if (!cells.empty()) { base::add_cells(database, slot, cells); }
	}
	void visit(const VisitKey& key, const Visits& visits) const
	{
		if (!visits.is_zero()) { base::add_visit(database, key, visits); }
	}
	void places(const PlacesKey& key, const Visits& steps) const
	{
		if (!steps.is_zero()) { base::add_places(database, key, steps); }
	}
};

// `tail` is as this transaction found it.
void fold_piece(Database& database, const CountTail& tail, std::int64_t items)
{
	IntoBase into{database};
	tail.for_next(items, into);
	CountLogState state = tail.state();
	state.done += std::min(items, tail.left_to_fold());
	if (items >= tail.left_to_fold())
	{
		state.folded = state.upto;
		state.done = 0;
	}
	write_count_log_state(database, state);
}

void begin_fold(Database& database, CountLogState state)
{
	state.upto = state.last;
	state.done = 0;
	write_count_log_state(database, state);
}

bool is_due(const CountTail& tail)
{
	const CountLogState& state = tail.state();
	return state.last - state.folded >= log_rows_before_fold || tail.packed_bytes() >= log_bytes_before_fold;
}

void write_visit(Database& database, const VisitKey& key, const Visits& visits, const AreaTree& areas)
{
	const int year = Month{key.month}.year();
	const Visits steps = steps_of(base::sum_visits(database, {year, key.area, key.place}), visits);
	base::add_visit(database, key, visits);
	if (steps.is_zero()) { return; }
	for_each_area_of_places(key.area, areas, [&](AreaId above) { base::add_places(database, {year, above, key.venue_type}, steps); });
}

} // namespace

void write_counts(Database& database, CountChanges& changes, const Reference& reference)
{
	if (changes.empty()) { return; }
	CountTail& tail = database.count_tail();
	tail.gather_cells(database); // a row a group, so that a fold does not begin with unpacking them all
	follow_merged_venues(changes, reference);
	append_to_count_log(database, tail.state().last + 1, changes, count_places(database, tail, changes, reference.areas));
	if (tail.state().is_folding())
	{
		fold_piece(database, tail, std::max(items_a_group_min, (tail.state().done + tail.left_to_fold()) / groups_a_fold + 1));
	}
	else
	{
		delete_from_count_log(database, tail.state().folded, deleted_a_group);
		if (is_due(tail)) { begin_fold(database, tail.state()); }
	}
}

bool fold_counts(Database& database, std::int64_t items)
{
	CountTail& tail = database.count_tail();
	tail.follow(database);
	if (!tail.state().is_folding())
	{
		if (tail.state().last == tail.state().folded)
		{
			delete_from_count_log(database, tail.state().folded, all_items);
			return database.connection().changed_rows() > 0;
		}
		begin_fold(database, tail.state());
		tail.follow_anew(database);
	}
	fold_piece(database, tail, items);
	tail.follow_anew(database);
	return true;
}

void fold_all_counts(Database& database)
{
	while (fold_counts(database, all_items)) {}
}

void move_visits(Database& database, const Venue& from, const Venue& into, const AreaTree& areas)
{
	fold_all_counts(database);
	for (const auto& [key, visits] : base::list_visits_of_venue(database, from.id))
	{
		write_visit(database, key, {-visits.received, -visits.verified}, areas);
		write_visit(database, {key.month, into.area, into.id, key.venue_type}, visits, areas);
	}
	base::delete_visits_of_venue(database, from.id);
}

} // namespace bajin::store
