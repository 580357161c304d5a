#include "server/store/count_tail.hpp"

#include "server/store/connection.hpp"
#include "shared/result.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace bajin::store
{

namespace
{

PlaceYear year_of(const VisitKey& key)
{
	return {Month{key.month}.year(), key.area, key.place};
}

template <class Map, class Key>
auto value_or_zero(const Map& map, const Key& key)
{
	const auto found = map.find(key);
	return found == map.end() ? typename Map::mapped_type{} : found->second;
}

} // namespace

void CountTail::Part::add_visit(const VisitKey& key, const Visits& added)
{
	deltas.visits[key].add(added);
	place_years[year_of(key)].add(added);
	if (!key.place.empty()) { venues[key.place] += added.received; }
}

void CountTail::Part::drop_visit(const VisitKey& key)
{
	const auto found = deltas.visits.find(key);
	const Visits gone = found->second;
	deltas.visits.erase(found);
	place_years[year_of(key)].add({-gone.received, -gone.verified});
	if (!key.place.empty()) { venues[key.place] -= gone.received; }
}

CountTail::Order::Order(const Deltas& deltas)
{
	for (const auto& [slot, row] : deltas.rows()) { slots.push_back(slot); }
	for (const auto& [key, visit] : deltas.visits) { visits.push_back(key); }
	for (const auto& [key, steps] : deltas.places) { places.push_back(key); }
	std::ranges::sort(slots);
	const auto parts = [](const VisitKey& key) { return std::tie(key.month, key.area, key.place, key.venue_type); };
	std::ranges::sort(visits, [&](const VisitKey& left, const VisitKey& right) { return parts(left) < parts(right); });
}

std::int64_t CountTail::Order::size() const noexcept
{
	return static_cast<std::int64_t>(slots.size() + visits.size() + places.size());
}

// What throws half-way leaves nothing half read behind it.
template <class Step>
void CountTail::or_start_again(Step step)
{
	try
	{
		step();
	}
	catch (...)
	{
		start_again();
		throw;
	}
}

void CountTail::follow(Database& database)
{
	const Connection& connection = database.connection();
	if (connection.in_transaction() && view_ == connection.view()) { return; }
	follow_anew(database);
}

void CountTail::follow_anew(Database& database)
{
	const CountLogState now = read_count_log_state(database);
	view_.reset(); // what throws leaves nothing half read behind it
	if (now != state_)
	{
		or_start_again([&] { move_to(database, now); });
	}
	view_ = database.connection().view();
}

// From the state that is known to the one that is there: a step at a time, or all anew where that does not lead there.
void CountTail::move_to(Database& database, const CountLogState& state)
{
	if (state_.is_folding() && state.folded == state_.upto) { end_fold(); }
	if (state_.folded == state.folded && !state_.is_folding() && state.is_folding() && state_.last <= state.upto)
	{
		begin_fold(database, state.upto);
	}
	const bool is_on_the_way =
		state_.folded == state.folded && state_.upto == state.upto && state_.done <= state.done && state_.last <= state.last;
	if (!is_on_the_way)
	{
		start_again();
		state_.folded = state_.upto = state_.last = cells_last_ = state.folded;
		if (state.is_folding()) { begin_fold(database, state.upto); }
	}
	leave_out(state.done);
	read_visits(database, state.last);
	BAJIN_ASSERT(state_ == state);
}

void CountTail::follow_cells(Database& database)
{
	gather_cells(database);
	or_start_again([&] { newer_.deltas.spread(); });
}

void CountTail::gather_cells(Database& database)
{
	follow(database);
	or_start_again([&] { read_cells(database, state_.last); });
}

void CountTail::read_visits(Database& database, std::int64_t last)
{
	if (last <= state_.last) { return; }
	std::vector<CountChanges::Visit> visits;
	newer_.packed_bytes += read_logged_visits(database, state_.last, last, visits, newer_.deltas.places);
	for (const auto& [key, added] : visits) { newer_.add_visit(key, added); }
	state_.last = last;
}

void CountTail::read_cells(Database& database, std::int64_t last)
{
	if (last <= cells_last_) { return; }
	read_logged_cells(database, cells_last_, last, newer_.deltas);
	cells_last_ = last;
}

void CountTail::begin_fold(Database& database, std::int64_t upto)
{
	read_visits(database, upto);
	read_cells(database, upto);
	newer_.deltas.spread();
	state_.upto = upto;
	folding_ = std::exchange(newer_, Part(names_));
	order_ = Order(folding_.deltas);
}

void CountTail::end_fold()
{
	state_.folded = state_.upto;
	state_.done = 0;
	if (newer_.deltas.empty()) { names_ = std::make_shared<CellNames>(); }
	if (newer_.deltas.empty()) { newer_ = Part(names_); }
	folding_ = Part(names_);
	order_ = Order(folding_.deltas);
}

void CountTail::leave_out(std::int64_t done)
{
	const auto slots = static_cast<std::int64_t>(order_.slots.size());
	const auto visits = slots + static_cast<std::int64_t>(order_.visits.size());
	if (done > order_.size()) { throw StoreError("not_a_database", "more of the counts is told to be folded than there is", false); }
	for (std::int64_t& i = state_.done; i < done; ++i)
	{
		if (i < slots) { folding_.deltas.drop_row(order_.slots[static_cast<std::size_t>(i)]); }
		else if (i < visits) { folding_.drop_visit(order_.visits[static_cast<std::size_t>(i - slots)]); }
		else { folding_.deltas.places.erase(order_.places[static_cast<std::size_t>(i - visits)]); }
	}
}

void CountTail::start_again()
{
	names_ = std::make_shared<CellNames>();
	folding_ = Part(names_);
	newer_ = Part(names_);
	order_ = Order(folding_.deltas);
	state_ = {};
	cells_last_ = 0;
	view_.reset();
}

PackedBytes CountTail::add_to_row(std::int64_t slot, std::span<const std::uint8_t> stored) const
{
	return add_to_cells(add_to_cells(stored, folding_.deltas.cells_of(slot)), newer_.deltas.cells_of(slot));
}

bool CountTail::has_row(std::int64_t slot) const
{
	return folding_.deltas.rows().contains(slot) || newer_.deltas.rows().contains(slot);
}

std::vector<std::int64_t> CountTail::slots() const
{
	std::vector<std::int64_t> slots;
	for (const Part* part : {&folding_, &newer_})
	{
		for (const auto& [slot, row] : part->deltas.rows()) { slots.push_back(slot); }
	}
	std::ranges::sort(slots);
	slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
	return slots;
}

Visits CountTail::visits_of(const PlaceYear& place) const
{
	Visits sum = value_or_zero(folding_.place_years, place);
	sum.add(value_or_zero(newer_.place_years, place));
	return sum;
}

std::int64_t CountTail::received_of_venue(const std::string& venue) const
{
	return value_or_zero(folding_.venues, venue) + value_or_zero(newer_.venues, venue);
}

boost::unordered_flat_map<VisitKey, Visits, DeltaHasher> CountTail::visits_of_year(int year) const
{
	boost::unordered_flat_map<VisitKey, Visits, DeltaHasher> visits;
	for (const Part* part : {&folding_, &newer_})
	{
		for (const auto& [key, added] : part->deltas.visits)
		{
			if (Month{key.month}.year() == year) { visits[key].add(added); }
		}
	}
	return visits;
}

std::map<PlacesKey, Visits> CountTail::places() const
{
	std::map<PlacesKey, Visits> places = folding_.deltas.places;
	for (const auto& [key, steps] : newer_.deltas.places) { places[key].add(steps); }
	return places;
}

std::map<PlacesKey, Visits> CountTail::places(int year, AreaId area) const
{
	std::map<PlacesKey, Visits> places;
	for (const Part* part : {&folding_, &newer_})
	{
		const auto& all = part->deltas.places;
		for (auto step = all.lower_bound({year, area, ""}); step != all.end(); ++step)
		{
			if (step->first.year != year || step->first.area != area) { break; }
			places[step->first].add(step->second);
		}
	}
	return places;
}

} // namespace bajin::store
