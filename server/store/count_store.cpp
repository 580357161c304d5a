#include "server/store/count_store.hpp"

#include "server/store/sqlite.hpp"

#include <algorithm>
#include <tuple>

namespace bajin::store
{

namespace
{

#define BAJIN_COUNT_COLUMNS \
	"events, sessions, eight_entry_sessions, lectures, women_children_lectures, reach, reach_women, reach_children, reach_estimated, " \
	"materials, consultations, attendance, verified_events, verified_sessions, verified_eight_entry_sessions, verified_lectures, " \
	"verified_women_children_lectures, verified_reach, verified_reach_women, verified_reach_children, verified_reach_estimated, " \
	"verified_materials, verified_consultations, verified_attendance, state_verified, state_submitted, state_returned, " \
	"state_duplicate, state_joint"

constexpr const char* add_to_counts = R"(
INSERT INTO counts (month, attribution, area, dimension, key, )" BAJIN_COUNT_COLUMNS R"()
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (month, attribution, area, dimension, key) DO UPDATE SET
  events = events + excluded.events,
  sessions = sessions + excluded.sessions,
  eight_entry_sessions = eight_entry_sessions + excluded.eight_entry_sessions,
  lectures = lectures + excluded.lectures,
  women_children_lectures = women_children_lectures + excluded.women_children_lectures,
  reach = reach + excluded.reach,
  reach_women = reach_women + excluded.reach_women,
  reach_children = reach_children + excluded.reach_children,
  reach_estimated = reach_estimated + excluded.reach_estimated,
  materials = materials + excluded.materials,
  consultations = consultations + excluded.consultations,
  attendance = attendance + excluded.attendance,
  verified_events = verified_events + excluded.verified_events,
  verified_sessions = verified_sessions + excluded.verified_sessions,
  verified_eight_entry_sessions = verified_eight_entry_sessions + excluded.verified_eight_entry_sessions,
  verified_lectures = verified_lectures + excluded.verified_lectures,
  verified_women_children_lectures = verified_women_children_lectures + excluded.verified_women_children_lectures,
  verified_reach = verified_reach + excluded.verified_reach,
  verified_reach_women = verified_reach_women + excluded.verified_reach_women,
  verified_reach_children = verified_reach_children + excluded.verified_reach_children,
  verified_reach_estimated = verified_reach_estimated + excluded.verified_reach_estimated,
  verified_materials = verified_materials + excluded.verified_materials,
  verified_consultations = verified_consultations + excluded.verified_consultations,
  verified_attendance = verified_attendance + excluded.verified_attendance,
  state_verified = state_verified + excluded.state_verified,
  state_submitted = state_submitted + excluded.state_submitted,
  state_returned = state_returned + excluded.state_returned,
  state_duplicate = state_duplicate + excluded.state_duplicate,
  state_joint = state_joint + excluded.state_joint)";

constexpr const char* select_counts =
	"SELECT month, attribution, area, dimension, key, " BAJIN_COUNT_COLUMNS
	" FROM counts WHERE month = ? AND attribution = ? AND area = ? AND dimension = ? ORDER BY key LIMIT 1000000";
constexpr const char* select_all_counts =
	"SELECT month, attribution, area, dimension, key, " BAJIN_COUNT_COLUMNS
	" FROM counts ORDER BY month, attribution, area, dimension, key LIMIT -1";

constexpr const char* add_to_visit =
	"INSERT INTO visit (year, area, place, month_of_year, venue_type, received, verified) VALUES (?, ?, ?, ?, ?, ?, ?) "
	"ON CONFLICT (year, area, place, month_of_year) DO UPDATE SET received = received + excluded.received, "
	"verified = verified + excluded.verified";
constexpr const char* select_visits_of_place =
	"SELECT coalesce(sum(received), 0), coalesce(sum(verified), 0) FROM visit WHERE year = ? AND area = ? AND place = ?";
constexpr const char* select_visits =
	"SELECT area, place, month_of_year, venue_type, received, verified FROM visit WHERE year = ? AND received > 0 "
	"ORDER BY area, place, month_of_year LIMIT -1";
constexpr const char* add_to_places_visited =
	"INSERT INTO places_visited (year, area, venue_type, received, verified) VALUES (?, ?, ?, ?, ?) "
	"ON CONFLICT (year, area, venue_type) DO UPDATE SET received = received + excluded.received, verified = verified + excluded.verified";
constexpr const char* select_places_visited =
	"SELECT area, year, venue_type, received, verified FROM places_visited WHERE year = ? AND area = ? ORDER BY venue_type LIMIT 1000";
constexpr const char* select_all_places_visited =
	"SELECT area, year, venue_type, received, verified FROM places_visited ORDER BY year, area, venue_type LIMIT -1";

void bind_counts(Query& query, const Counts& counts)
{
	for (const std::int64_t value : counts.received.values) { query.bind(value); }
	for (const std::int64_t value : counts.verified.values) { query.bind(value); }
	const StateCounts& states = counts.states;
	query.bind_all(states.verified, states.submitted, states.returned, states.duplicate, states.joint);
}

CountRow read_count(const Query& query)
{
	CountRow row;
	row.key.month = static_cast<std::int32_t>(query.integer(0));
	row.key.attribution = static_cast<Attribution>(query.integer(1));
	row.key.area = static_cast<AreaId>(query.integer(2));
	row.key.dimension = static_cast<Dimension>(query.integer(3));
	row.key.key = query.text(4);
	int column = 5;
	for (std::int64_t& value : row.counts.received.values) { value = query.integer(column++); }
	for (std::int64_t& value : row.counts.verified.values) { value = query.integer(column++); }
	StateCounts& states = row.counts.states;
	for (std::int64_t* value : {&states.verified, &states.submitted, &states.returned, &states.duplicate, &states.joint})
	{
		*value = query.integer(column++);
	}
	return row;
}

PlacesRow read_places(const Query& query)
{
	return {
		static_cast<AreaId>(query.integer(0)), static_cast<std::int32_t>(query.integer(1)), std::string(query.text(2)), query.integer(3),
		query.integer(4)};
}

// A place counts once a year: only the step between no visit and one changes how many places were visited.
int step_over_zero(std::int64_t before, std::int64_t after) { return (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0); }

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
	for (const AreaLevel level : {AreaLevel::prefecture, AreaLevel::county, AreaLevel::township})
	{
		const AreaId above = areas.ancestor_at(key.area, level);
		if (above == 0) { continue; }
		Query(database, add_to_places_visited).bind_all(month.year(), above, key.venue_type, received_step, verified_step).run();
	}
}

// In the order of the primary key, so that neighbouring rows are written to the same page one after the other.
bool comes_before(const CountKey* left, const CountKey* right)
{
	return std::tie(left->month, left->attribution, left->area, left->dimension, left->key) <
		   std::tie(right->month, right->attribution, right->area, right->dimension, right->key);
}

}  // namespace

void write_deltas(Database& database, const Deltas& deltas, const AreaTree& areas)
{
	std::vector<const CountKey*> order;
	order.reserve(deltas.counts.size());
	for (const auto& [key, counts] : deltas.counts)
	{
		if (!counts.is_zero()) { order.push_back(&key); }
	}
	std::sort(order.begin(), order.end(), comes_before);
	if (!order.empty())
	{
		Query query(database, add_to_counts);
		for (const CountKey* key : order)
		{
			query.bind_all(
				key->month, static_cast<int>(key->attribution), key->area, static_cast<int>(key->dimension), key->key);
			bind_counts(query, deltas.counts.at(*key));
			query.run();
			query.rewind();
		}
	}
	for (const auto& [key, visits] : deltas.visits)
	{
		if (visits.received != 0 || visits.verified != 0) { write_visit(database, key, visits, areas); }
	}
}

void for_each_count(Database& database, const CountScan& scan, const std::function<void(const CountRow&)>& visit)
{
	Query query(database, select_counts);
	for (std::int32_t month = scan.first.index; month <= scan.last.index; ++month)
	{
		query.bind_all(month, static_cast<int>(scan.attribution), scan.area, static_cast<int>(scan.dimension));
		while (query.step()) { visit(read_count(query)); }
		query.rewind();
	}
}

void for_each_count(Database& database, const std::function<void(const CountRow&)>& visit)
{
	Query query(database, select_all_counts);
	while (query.step()) { visit(read_count(query)); }
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

}  // namespace bajin::store
