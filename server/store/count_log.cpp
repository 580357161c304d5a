#include "server/store/count_log.hpp"

#include "server/store/query.hpp"
#include "server/store/sql_values.hpp"

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <span>
#include <vector>

namespace bajin::store
{

namespace
{

constexpr const char* select_fold_state = "SELECT folded, upto, done, coalesce((SELECT max(number) FROM count_log), 0) FROM count_fold";
constexpr const char* update_fold_state = "UPDATE count_fold SET folded = $1, upto = $2, done = $3";
constexpr const char* insert_row = "INSERT INTO count_log (number, entries) VALUES ($1, $2)";
constexpr const char* select_rows =
	"SELECT entries FROM count_log WHERE number > $1 AND number <= $2 ORDER BY number LIMIT " BAJIN_SQL_ALL_ROWS;
constexpr const char* select_any_row = "SELECT 1 FROM count_log LIMIT 1";
constexpr const char* delete_rows =
	"DELETE FROM count_log WHERE number <= $1 AND number < (SELECT min(number) FROM count_log) + $2"; // there are no gaps

void put_visits(PackedBytes& out, const Visits& visits)
{
	put_signed(out, visits.received);
	put_signed(out, visits.verified);
}

Visits take_visits(PackedReading& reading)
{
	Visits visits;
	visits.received = reading.signed_number();
	visits.verified = reading.signed_number();
	return visits;
}

[[noreturn]] void fail_as_damaged_row()
{
	throw StoreError("not_a_database", "a row of the log of counts is damaged", false);
}

void put_entry(PackedBytes& out, const CountEntry& entry, CellNames& names)
{
	put_signed(out, entry.factor);
	put_number(out, entry.nodes.size());
	std::int64_t slot_before = 0;
	for (const CountEntry::Node& node : entry.nodes)
	{
		put_signed(out, node.slot - slot_before);
		slot_before = node.slot;
		out.push_back(static_cast<std::uint8_t>((node.all_dimensions ? 1U : 0U) | (node.sign < 0 ? 2U : 0U)));
	}
	boost::container::small_vector<const Measure*, 32> measures;
	for (const Measure& measure : entry.measures)
	{
		if (!measure.counts.is_zero()) { measures.push_back(&measure); }
	}
	put_number(out, measures.size());
	const Counts* before = nullptr;
	for (const Measure* const measure : measures)
	{
		put_number(out, names.id_of(measure->dimension, measure->key));
		const bool is_same = before != nullptr && *before == measure->counts;
		if (is_same) { put_number(out, 0); }
		else { put_counts(out, measure->counts); }
		before = &measure->counts;
	}
}

void add_entry(PackedReading& reading, const std::vector<CellNames::Id>& names, Deltas& into)
{
	const std::int64_t factor = reading.signed_number();
	Deltas::Targets with_all; // dimensions
	Deltas::Targets with_venue_type;
	std::int64_t slot = 0;
	for (std::uint64_t left = reading.number(); left > 0; --left)
	{
		slot += reading.signed_number();
		const std::uint8_t flags = reading.take(1)[0];
		((flags & 1U) != 0 ? with_all : with_venue_type).push_back({slot, (flags & 2U) != 0 ? -1 : 1});
	}
	Deltas::Row& shared = into.shared_row(with_all);
	FewCounts counts;
	for (std::uint64_t left = reading.number(); left > 0; --left)
	{
		const std::uint64_t number = reading.number();
		if (number >= names.size()) { fail_as_damaged_row(); }
		const CellNames::Id name = names[static_cast<std::size_t>(number)];
		reading.counts(counts); // or those of the cell before it
		counts.add_to(into.shared_cell(shared, name), factor);
		if (into.names().at(name).dimension != Dimension::venue_type) { continue; }
		for (const Deltas::Target& target : with_venue_type)
		{
			counts.add_to(into.cell(into.row(target.slot), name), target.sign * factor);
		}
	}
}

void add_cells(PackedReading& reading, Deltas& into)
{
	std::vector<CellNames::Id> names;
	for (std::uint64_t left = reading.number(); left > 0; --left)
	{
		const std::uint8_t dimension = reading.take(1)[0];
		if (dimension >= dimension_count) { fail_as_damaged_row(); }
		names.push_back(into.names().id_of(static_cast<Dimension>(dimension), reading.text()));
	}
	for (std::uint64_t left = reading.number(); left > 0; --left) { add_entry(reading, names, into); }
	if (!reading.is_done()) { fail_as_damaged_row(); }
}

PackedBytes pack(const CountChanges& changes, const std::map<PlacesKey, Visits>& places)
{
	CellNames names;
	PackedBytes entries;
	put_number(entries, changes.entries().size());
	for (const CountEntry& entry : changes.entries()) { put_entry(entries, entry, names); }
	PackedBytes out;
	out.reserve(entries.size() + 4'096);
	put_number(out, changes.visits().size());
	for (const auto& [key, visits] : changes.visits())
	{
		put_signed(out, key.month);
		put_number(out, key.area);
		put_text(out, key.place);
		put_text(out, key.venue_type);
		put_visits(out, visits);
	}
	put_number(out, places.size());
	for (const auto& [key, steps] : places)
	{
		put_signed(out, key.year);
		put_number(out, key.area);
		put_text(out, key.venue_type);
		put_visits(out, steps);
	}
	put_number(out, names.size());
	for (CellNames::Id name = 0; name < names.size(); ++name)
	{
		out.push_back(static_cast<std::uint8_t>(names.at(name).dimension));
		put_text(out, names.at(name).key);
	}
	out.insert(out.end(), entries.begin(), entries.end());
	return out;
}

template <class OnVisit, class OnPlaces>
void take_visits_and_places(PackedReading& reading, OnVisit on_visit, OnPlaces on_places)
{
	for (std::uint64_t left = reading.number(); left > 0; --left)
	{
		VisitKey key;
		key.month = static_cast<std::int32_t>(reading.signed_number());
		key.area = static_cast<AreaId>(reading.number());
		key.place = reading.text();
		key.venue_type = reading.text();
		const Visits visits = take_visits(reading);
		on_visit(std::move(key), visits);
	}
	for (std::uint64_t left = reading.number(); left > 0; --left)
	{
		PlacesKey key;
		key.year = static_cast<std::int32_t>(reading.signed_number());
		key.area = static_cast<AreaId>(reading.number());
		key.venue_type = reading.text();
		const Visits steps = take_visits(reading);
		on_places(std::move(key), steps);
	}
}

} // namespace

CountLogState read_count_log_state(Database& database)
{
	Query query(database, select_fold_state);
	if (!query.step()) { throw StoreError("not_a_database", "how far the counts are folded is not told", false); }
	CountLogState state;
	state.folded = query.integer(0);
	state.upto = query.integer(1);
	state.done = query.integer(2);
	state.last = std::max(query.integer(3), state.folded);
	return state;
}

void write_count_log_state(Database& database, const CountLogState& state)
{
	Query(database, update_fold_state).bind_all(state.folded, state.upto, state.done).run();
}

void append_to_count_log(Database& database, std::int64_t number, const CountChanges& changes, const std::map<PlacesKey, Visits>& places)
{
	const PackedBytes packed = pack(changes, places);
	Query(database, insert_row).bind_all(number, std::span<const std::uint8_t>(packed)).run();
}

std::int64_t read_logged_visits(
	Database& database, std::int64_t after, std::int64_t last, std::vector<CountChanges::Visit>& visits,
	std::map<PlacesKey, Visits>& places)
{
	std::int64_t bytes = 0;
	Query query(database, select_rows);
	query.bind_all(after, last);
	while (query.step())
	{
		bytes += static_cast<std::int64_t>(query.blob(0).size());
		PackedReading reading(query.blob(0));
		take_visits_and_places(
			reading, [&](VisitKey key, const Visits& added) { visits.emplace_back(std::move(key), added); },
			[&](const PlacesKey& key, const Visits& steps) { places[key].add(steps); });
	}
	return bytes;
}

void read_logged_cells(Database& database, std::int64_t after, std::int64_t last, Deltas& into)
{
	Query query(database, select_rows);
	query.bind_all(after, last);
	while (query.step())
	{
		PackedReading reading(query.blob(0));
		take_visits_and_places(reading, [](const VisitKey&, const Visits&) {}, [](const PlacesKey&, const Visits&) {});
		add_cells(reading, into);
	}
}

bool is_count_log_empty(Database& database)
{
	Query query(database, select_any_row);
	return !query.step();
}

void delete_from_count_log(Database& database, std::int64_t folded, std::int64_t limit)
{
	Query(database, delete_rows).bind_all(folded, limit).run();
}

} // namespace bajin::store
