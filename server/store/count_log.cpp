#include "server/store/count_log.hpp"

#include "server/store/query.hpp"
#include "server/store/sql_values.hpp"

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
constexpr const char* delete_rows =
	"DELETE FROM count_log WHERE number IN (SELECT number FROM count_log WHERE number <= $1 ORDER BY number LIMIT $2)";

// The numbers that names have within a row, in the order of their first use.
class RowNames
{
public:
	explicit RowNames(const CellNames& names) : names_(names), numbers_(names.size(), none) {}

	std::uint32_t number_of(CellNames::Id id)
	{
		std::uint32_t& number = numbers_[id];
		if (number == none)
		{
			number = count_++;
			packed_.push_back(static_cast<std::uint8_t>(names_.at(id).dimension));
			put_text(packed_, names_.at(id).key);
		}
		return number;
	}

	void put_to(PackedBytes& out) const
	{
		put_number(out, count_);
		out.insert(out.end(), packed_.begin(), packed_.end());
	}

private:
	static constexpr std::uint32_t none = ~0U;

	const CellNames& names_;
	std::vector<std::uint32_t> numbers_;
	PackedBytes packed_;
	std::uint32_t count_ = 0;
};

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

PackedBytes pack_cells(const Deltas& deltas, RowNames& names)
{
	PackedBytes out;
	put_number(out, deltas.rows().size());
	std::int64_t slot_before = 0;
	for (const auto& [slot, row] : deltas.rows())
	{
		put_signed(out, slot - slot_before);
		slot_before = slot;
		put_number(out, row.size());
		for (const auto& [name, counts] : row)
		{
			put_number(out, names.number_of(name));
			put_counts(out, counts);
		}
	}
	return out;
}

void unpack_cells(PackedReading& reading, Deltas& into)
{
	std::vector<CellNames::Id> names;
	for (std::uint64_t left = reading.number(); left > 0; --left)
	{
		const std::uint8_t dimension = reading.take(1)[0];
		if (dimension >= dimension_count) { throw StoreError("not_a_database", "a row of counts is damaged", false); }
		names.push_back(into.names().id_of(static_cast<Dimension>(dimension), reading.text()));
	}
	std::int64_t slot = 0;
	for (std::uint64_t rows = reading.number(); rows > 0; --rows)
	{
		slot += reading.signed_number();
		Deltas::Row& row = into.row(slot);
		for (std::uint64_t cells = reading.number(); cells > 0; --cells)
		{
			const std::uint64_t name = reading.number();
			if (name >= names.size()) { throw StoreError("not_a_database", "a row of counts is damaged", false); }
			row[names[static_cast<std::size_t>(name)]].add(reading.counts());
		}
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

void append_to_count_log(Database& database, std::int64_t number, const Deltas& deltas)
{
	const PackedBytes packed = pack_deltas(deltas);
	Query(database, insert_row).bind_all(number, std::span<const std::uint8_t>(packed)).run();
}

std::int64_t read_count_log(Database& database, std::int64_t after, std::int64_t last, Deltas& into)
{
	std::int64_t bytes = 0;
	Query query(database, select_rows);
	query.bind_all(after, last);
	while (query.step())
	{
		bytes += static_cast<std::int64_t>(query.blob(0).size());
		unpack_deltas(query.blob(0), into);
	}
	return bytes;
}

void delete_from_count_log(Database& database, std::int64_t folded, std::int64_t limit)
{
	Query(database, delete_rows).bind_all(folded, limit).run();
}

PackedBytes pack_deltas(const Deltas& deltas)
{
	RowNames names(deltas.names());
	const PackedBytes cells = pack_cells(deltas, names);
	PackedBytes out;
	out.reserve(cells.size() + 4'096);
	names.put_to(out);
	out.insert(out.end(), cells.begin(), cells.end());
	put_number(out, deltas.visits.size());
	for (const auto& [key, visits] : deltas.visits)
	{
		put_signed(out, key.month);
		put_number(out, key.area);
		put_text(out, key.place);
		put_text(out, key.venue_type);
		put_visits(out, visits);
	}
	put_number(out, deltas.places.size());
	for (const auto& [key, steps] : deltas.places)
	{
		put_signed(out, key.year);
		put_number(out, key.area);
		put_text(out, key.venue_type);
		put_visits(out, steps);
	}
	return out;
}

void unpack_deltas(std::span<const std::uint8_t> packed, Deltas& into)
{
	PackedReading reading(packed);
	unpack_cells(reading, into);
	for (std::uint64_t left = reading.number(); left > 0; --left)
	{
		VisitKey key;
		key.month = static_cast<std::int32_t>(reading.signed_number());
		key.area = static_cast<AreaId>(reading.number());
		key.place = reading.text();
		key.venue_type = reading.text();
		into.visits[std::move(key)].add(take_visits(reading));
	}
	for (std::uint64_t left = reading.number(); left > 0; --left)
	{
		PlacesKey key;
		key.year = static_cast<std::int32_t>(reading.signed_number());
		key.area = static_cast<AreaId>(reading.number());
		key.venue_type = reading.text();
		into.places[std::move(key)].add(take_visits(reading));
	}
}

} // namespace bajin::store
