// The raw ceiling of durable ingest: plain code on SQLite's C interface that puts rows in transactions, with the
// durability, cache and checkpoint size of the server (server/store) and nothing else: no HTTP, JSON, counts or merge.
//
//   bench-ceiling DIRECTORY SCHEMA.sql AREAS.csv EVENTS one|two
//
// `one`: one row for each new event, in a plain table with the record's id, its sequence number, team and text, an
// index on the id and one on team and number. `two`: what the server's schema makes of a new event, a row of history
// and one of the newest state with its indexes. Prints one JSON object: {"events", "seconds", "bytes"}.

#include "shared/area_list.hpp"
#include "tools/benchmark/records.hpp"

#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace
{

using bajin::Json;
using bajin::Uuid;

constexpr std::size_t events_a_transaction = 1'600;
constexpr std::size_t events_a_batch = 100;

constexpr const char* plain_table = R"(
	CREATE TABLE record (seq INTEGER PRIMARY KEY, id BLOB NOT NULL, team BLOB NOT NULL, body TEXT NOT NULL) STRICT;
	CREATE UNIQUE INDEX record_by_id ON record (id);
	CREATE INDEX record_by_team ON record (team, seq);)";
constexpr const char* insert_plain = "INSERT INTO record (seq, id, team, body) VALUES (?1, ?2, ?3, ?4)";
constexpr const char* insert_history = R"(
	INSERT INTO history (seq, event, previous_seq, version, op, at, device, actor, change_id, content_digest, base,
		edited_at, clock_offset_s, warnings, review, body)
	VALUES (?1, ?2, NULL, 1, 0, ?3, ?4, '', ?5, ?6, 0, ?3, 0, '', '', ?7))";
constexpr const char* insert_event = R"(
	INSERT INTO event (id, seq, body_seq, team, version, ancestor, state, revision, adds, of, source, received_at, area,
		branch, occurred_on, venue_type)
	VALUES (?1, ?2, ?2, ?3, 1, 0, 0, 0, 0, NULL, 0, ?4, ?5, ?6, ?7, ?8))";

// All that is bound, made before the clock starts.
struct Row
{
	Uuid id;
	Uuid change_id;
	Uuid team;
	std::int64_t at = 0;
	std::int64_t digest = 0;
	std::int64_t area = 0;
	std::int64_t branch = 0;
	std::int64_t day = 0;
	std::string venue_type;
	std::string body;
};

void check(sqlite3* database, bool fine)
{
	if (!fine) { throw std::runtime_error(sqlite3_errmsg(database)); }
}

void run(sqlite3* database, const char* sql)
{
	check(database, sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
}

sqlite3_stmt* prepare(sqlite3* database, const char* sql)
{
	sqlite3_stmt* statement = nullptr;
	check(database, sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) == SQLITE_OK);
	return statement;
}

void bind(sqlite3_stmt* statement, int index, const Uuid& id)
{
	sqlite3_bind_blob(statement, index, id.bytes.data(), 16, SQLITE_STATIC);
}

void bind(sqlite3_stmt* statement, int index, const std::string& text)
{
	sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

void put(sqlite3* database, sqlite3_stmt* statement)
{
	check(database, sqlite3_step(statement) == SQLITE_DONE);
	sqlite3_reset(statement);
}

std::string read_file(const char* name)
{
	std::ifstream file(name, std::ios::binary);
	std::ostringstream text;
	text << file.rdbuf();
	if (!file) { throw std::runtime_error(std::string("cannot read ") + name); }
	return text.str();
}

std::vector<Row> make_rows(const bajin::AreaTree& areas, std::size_t count)
{
	bajin::benchmark::Traffic traffic(areas, 3, 1);
	bajin::field::Random random(2);
	std::vector<Row> rows(count);
	for (std::size_t index = 0; index < count; ++index)
	{
		if (index > 0 && index % events_a_batch == 0) { traffic.next_batch(); }
		const Json record = traffic.next_record();
		const bajin::Area& area = *areas.find(record["area"].get<std::string>());
		Row& row = rows[index];
		row.id = *bajin::parse_uuid(record["id"].get<std::string>());
		row.change_id = random.uuid_v4();
		row.team = *bajin::parse_uuid(traffic.team().id);
		row.at = 1'451'606'400'000 + static_cast<std::int64_t>(index);
		row.digest = static_cast<std::int64_t>(random.next());
		row.area = area.id;
		row.branch = areas.branch_of(area.id);
		row.day = bajin::parse_date(record["occurred_on"].get<std::string>())->days;
		row.venue_type = record["venue_type"].get<std::string>();
		row.body = bajin::to_text(record);
	}
	return rows;
}

void put_plain(sqlite3* database, sqlite3_stmt* statement, std::int64_t seq, const Row& row)
{
	sqlite3_bind_int64(statement, 1, seq);
	bind(statement, 2, row.id);
	bind(statement, 3, row.team);
	bind(statement, 4, row.body);
	put(database, statement);
}

void put_history(sqlite3* database, sqlite3_stmt* statement, std::int64_t seq, const Row& row)
{
	sqlite3_bind_int64(statement, 1, seq);
	bind(statement, 2, row.id);
	sqlite3_bind_int64(statement, 3, row.at);
	bind(statement, 4, row.team);
	bind(statement, 5, row.change_id);
	sqlite3_bind_int64(statement, 6, row.digest);
	bind(statement, 7, row.body);
	put(database, statement);
}

void put_event(sqlite3* database, sqlite3_stmt* statement, std::int64_t seq, const Row& row)
{
	bind(statement, 1, row.id);
	sqlite3_bind_int64(statement, 2, seq);
	bind(statement, 3, row.team);
	sqlite3_bind_int64(statement, 4, row.at);
	sqlite3_bind_int64(statement, 5, row.area);
	sqlite3_bind_int64(statement, 6, row.branch);
	sqlite3_bind_int64(statement, 7, row.day);
	bind(statement, 8, row.venue_type);
	put(database, statement);
}

double put_all(sqlite3* database, const std::vector<Row>& rows, bool two)
{
	sqlite3_stmt* first = prepare(database, two ? insert_history : insert_plain);
	sqlite3_stmt* second = two ? prepare(database, insert_event) : nullptr;
	const auto begin = std::chrono::steady_clock::now();
	for (std::size_t index = 0; index < rows.size(); ++index)
	{
		if (index % events_a_transaction == 0) { run(database, index == 0 ? "BEGIN IMMEDIATE" : "COMMIT; BEGIN IMMEDIATE"); }
		const auto seq = static_cast<std::int64_t>(index) + 1;
		two ? put_history(database, first, seq, rows[index]) : put_plain(database, first, seq, rows[index]);
		if (two) { put_event(database, second, seq, rows[index]); }
	}
	run(database, "COMMIT");
	const auto end = std::chrono::steady_clock::now();
	sqlite3_finalize(first);
	sqlite3_finalize(second);
	return std::chrono::duration<double>(end - begin).count();
}

long long bytes_written()
{
	std::ifstream file("/proc/self/io");
	std::string name;
	long long value = 0;
	while (file >> name >> value)
	{
		if (name == "write_bytes:") { return value; }
	}
	return 0;
}

int measure(const char* const* arguments)
{
	const std::filesystem::path file = std::filesystem::path(arguments[1]) / "ceiling.db";
	const bool two = std::string(arguments[5]) == "two";
	bajin::Result<std::vector<bajin::Area>> list = bajin::parse_area_csv(read_file(arguments[3]));
	const bajin::AreaTree areas = bajin::AreaTree::build(std::move(list.value())).value();
	const std::vector<Row> rows = make_rows(areas, static_cast<std::size_t>(std::strtoull(arguments[4], nullptr, 10)));

	std::filesystem::remove(file);
	sqlite3* database = nullptr;
	check(database, sqlite3_open(file.c_str(), &database) == SQLITE_OK);
	run(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16384;");
	run(database, two ? read_file(arguments[2]).c_str() : plain_table);
	const long long before = bytes_written();
	const double seconds = put_all(database, rows, two);
	sqlite3_close(database); // with a last checkpoint
	std::printf("{\"events\": %zu, \"seconds\": %.6f, \"bytes\": %lld}\n", rows.size(), seconds, bytes_written() - before);
	return 0;
}

} // namespace

int main(int count, char** arguments)
{
	if (count != 6)
	{
		std::fprintf(stderr, "Usage: bench-ceiling DIRECTORY SCHEMA.sql AREAS.csv EVENTS one|two\n");
		return 2;
	}
	try
	{
		return measure(arguments);
	}
	catch (const std::exception& failure)
	{
		std::fprintf(stderr, "bench-ceiling: %s\n", failure.what());
		return 1;
	}
}
