// The raw ceiling of durable ingest: plain code on SQLite's C interface that puts rows in transactions, with the
// durability, cache and checkpoint size of the server (server/store) and nothing else: no HTTP, JSON, counts or merge.
//
//   bench-ceiling DIRECTORY AREAS.csv EVENTS timed|random
//
// One row for each new event, in a plain table with the record's id, its sequence number, team and text, an index on the id and
// one on team and number. Ids are in the order of time or random, as the server gets them. Prints one JSON object:
// {"events", "seconds", "bytes"}.

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

// All that is bound, made before the clock starts.
struct Row
{
	Uuid id;
	Uuid team;
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

std::vector<Row> make_rows(const bajin::AreaTree& areas, std::size_t count, bajin::benchmark::Ids ids)
{
	bajin::benchmark::Traffic traffic(areas, 3, 1);
	traffic.set_kind(bajin::benchmark::Spread::together, ids);
	std::vector<Row> rows(count);
	for (std::size_t index = 0; index < count; ++index)
	{
		if (index > 0 && index % events_a_batch == 0) { traffic.next_batch(); }
		const Json record = traffic.next_record();
		rows[index].id = *bajin::parse_uuid(record["id"].get<std::string>());
		rows[index].team = *bajin::parse_uuid(traffic.team().id);
		rows[index].body = bajin::to_text(record);
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

double put_all(sqlite3* database, const std::vector<Row>& rows)
{
	sqlite3_stmt* insert = prepare(database, insert_plain);
	const auto begin = std::chrono::steady_clock::now();
	for (std::size_t index = 0; index < rows.size(); ++index)
	{
		if (index % events_a_transaction == 0) { run(database, index == 0 ? "BEGIN IMMEDIATE" : "COMMIT; BEGIN IMMEDIATE"); }
		const auto seq = static_cast<std::int64_t>(index) + 1;
		put_plain(database, insert, seq, rows[index]);
	}
	run(database, "COMMIT");
	const auto end = std::chrono::steady_clock::now();
	sqlite3_finalize(insert);
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
	const auto ids = std::string(arguments[4]) == "random" ? bajin::benchmark::Ids::random : bajin::benchmark::Ids::timed;
	bajin::Result<std::vector<bajin::Area>> list = bajin::parse_area_csv(read_file(arguments[2]));
	const bajin::AreaTree areas = bajin::AreaTree::build(std::move(list.value())).value();
	const std::vector<Row> rows = make_rows(areas, static_cast<std::size_t>(std::strtoull(arguments[3], nullptr, 10)), ids);

	std::filesystem::remove(file);
	sqlite3* database = nullptr;
	check(database, sqlite3_open(file.c_str(), &database) == SQLITE_OK);
	run(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16384;");
	run(database, plain_table);
	const long long before = bytes_written();
	const double seconds = put_all(database, rows);
	sqlite3_close(database); // with a last checkpoint
	std::printf("{\"events\": %zu, \"seconds\": %.6f, \"bytes\": %lld}\n", rows.size(), seconds, bytes_written() - before);
	return 0;
}

} // namespace

int main(int count, char** arguments)
{
	if (count != 5)
	{
		std::fprintf(stderr, "Usage: bench-ceiling DIRECTORY AREAS.csv EVENTS timed|random\n");
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
