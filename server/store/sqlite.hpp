// The thin skin over SQLite: one connection, its cached statements, typed binding and reading.
//
// Used only inside server/store; sqlite.cpp is the only file that includes sqlite3.h. One thread per connection.
// Every failure of SQLite becomes a StoreError; a statement is always given back reset.
#pragma once

#include "server/store/database.hpp"
#include "server/store/file_lock.hpp"
#include "server/store/snapshot_cutter.hpp"
#include "shared/calendar.hpp"
#include "shared/result.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace bajin::store
{

// Throws StoreError `sqlite_too_old` for a version (of sqlite3_libversion_number) that can damage a database which two processes
// write: 3.7.0 to 3.51.2 (https://sqlite.org/wal.html, "The WAL-Reset Bug").
void require_sound_sqlite(int version);

// What a statement did, told when it ends.
struct StatementRun
{
	std::string sql;
	int scanned_rows = 0;      // stepped over without an index
	int automatic_indexes = 0; // made for this run alone
};

enum class Checkpoint : std::uint8_t
{
	passive,  // what can be copied now
	restart,  // all, and the next commit writes from the start of the log; or nothing, while somebody reads
	truncate, // the same, and the file is empty; waits for readers
};

class Connection
{
public:
	Connection(const std::filesystem::path& file, Database::Access access);
	~Connection();
	Connection(const Connection&) = delete;
	Connection& operator=(const Connection&) = delete;

	// Runs statements that give no rows.
	void execute(const char* sql);

	// The same for one statement that runs again and again; `sql` must be a literal.
	void execute_prepared(const char* sql);

	// Copies the database, as of now, into a new file. `file` must not exist. `progress` gets pages done and total.
	void copy_to(const std::filesystem::path& file, const std::function<void(int, int)>& progress);

	// Copies the log back into the database file as far as readers allow; gives the frames left.
	struct CheckpointState
	{
		int log_frames = 0;
		int copied_frames = 0;
	};
	CheckpointState checkpoint(Checkpoint kind);
	[[nodiscard]] int log_frames() const noexcept { return log_frames_; }           // in the log after the last commit
	[[nodiscard]] int uncopied_frames() const noexcept { return uncopied_frames_; } // of them; 0 when all were copied

	[[nodiscard]] bool in_transaction() const noexcept;
	[[nodiscard]] std::int64_t changed_rows() const noexcept; // by the newest statement
	void set_deadline(std::optional<std::chrono::steady_clock::time_point> deadline) noexcept { deadline_ = deadline; }

	// `sql` must be a literal (statements are cached by its address).
	sqlite3_stmt* take_statement(const char* sql);
	void give_back(const char* sql, sqlite3_stmt* statement) noexcept;
	// For tests, which hold queries to their indexes: told of every statement that ends. Empty: nobody.
	void watch(std::function<void(StatementRun)> watcher);

	// How SQLite would go about a statement, a step a line.
	[[nodiscard]] std::string explain(const std::string& sql);

	// From any thread: what runs, and every statement after it, fails with `interrupted`.
	void interrupt() noexcept { is_interrupted_ = true; }
	// Statements after each cut() of it fail with `deadline_passed`, until begin_uncut.
	void obey(const SnapshotCutter* cutter) noexcept;
	void begin_uncut() noexcept;
	void fail_if_interrupted(const char* what) const;

	// One step; gives SQLite's result. A statement that writes is never ended in its middle by the deadline, as SQLite would undo the
	// whole transaction with it, and with it the work of others: its time is looked at before. Throws `deadline_passed`, `interrupted`.
	[[nodiscard]] int step(sqlite3_stmt* statement, const char* what);

	// When the disk could not read what was asked for, which SQLite tells as damage.
	void fail_if_unreadable(const char* what) const;

	[[noreturn]] void fail(const char* what) const;

private:
	void open(const std::filesystem::path& file, int flags, const char* system);
	[[nodiscard]] bool can_read() noexcept;
	void open_without_index(const std::filesystem::path& file);
	[[nodiscard]] bool is_cut() const noexcept;
	[[nodiscard]] bool is_late() const noexcept;
	static int on_progress(void* self) noexcept;
	static int on_log(void* self, sqlite3* database, const char* name, int frames) noexcept;

	std::list<FileLock> unwritten_;
	sqlite3* handle_ = nullptr;
	std::unordered_map<const char*, std::vector<sqlite3_stmt*>> idle_;
	std::optional<std::chrono::steady_clock::time_point> deadline_;
	std::function<void(StatementRun)> watcher_;
	std::atomic<bool> is_interrupted_ = false;
	bool is_writing_ = false; // a statement that writes is running
	const SnapshotCutter* cutter_ = nullptr;
	std::uint64_t cuts_seen_ = 0;
	int log_frames_ = 0;
	int uncopied_frames_ = 0;
};

// One run of a statement: bind in order, step, read columns, and it is reset at the end of its scope.
// Text and blobs bound must live until then.
class Query
{
public:
	Query(Database& database, const char* sql);
	~Query();
	Query(const Query&) = delete;
	Query& operator=(const Query&) = delete;

	Query& bind(std::int64_t value);
	Query& bind(std::int32_t value) { return bind(static_cast<std::int64_t>(value)); }
	Query& bind(std::string_view value);
	Query& bind(const char* value) { return bind(std::string_view(value)); }
	Query& bind(const std::string& value) { return bind(std::string_view(value)); }
	Query& bind(std::span<const std::uint8_t> blob);
	Query& bind(const Uuid& id) { return bind(std::span<const std::uint8_t>(id.bytes)); }
	Query& bind(Timestamp at) { return bind(static_cast<std::int64_t>(at.time_since_epoch().count())); }
	Query& bind(Date date) { return bind(static_cast<std::int64_t>(date.days)); }
	Query& bind(Month month) { return bind(static_cast<std::int64_t>(month.index)); }
	Query& bind(std::nullptr_t);
	template <class T>
	Query& bind(const std::optional<T>& value)
	{
		return value ? bind(*value) : bind(nullptr);
	}
	template <class First, class... Rest>
	Query& bind_all(const First& first, const Rest&... rest)
	{
		bind(first);
		if constexpr (sizeof...(rest) > 0) { bind_all(rest...); }
		return *this;
	}

	bool step();   // true: a row is there
	void run();    // for statements that give no row
	void rewind(); // to bind and run again

	[[nodiscard]] std::int64_t integer(int column) const noexcept;
	[[nodiscard]] std::string_view text(int column) const noexcept; // valid until the next step
	[[nodiscard]] Uuid uuid(int column) const noexcept;
	[[nodiscard]] std::span<const std::uint8_t> blob(int column) const noexcept;
	[[nodiscard]] bool is_null(int column) const noexcept;
	[[nodiscard]] Timestamp timestamp(int column) const noexcept { return Timestamp(std::chrono::milliseconds(integer(column))); }
	[[nodiscard]] Date date(int column) const noexcept { return Date{static_cast<std::int32_t>(integer(column))}; }
	[[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const noexcept;
	[[nodiscard]] std::optional<Uuid> optional_uuid(int column) const noexcept;
	[[nodiscard]] std::optional<Timestamp> optional_timestamp(int column) const noexcept;
	[[nodiscard]] std::optional<Date> optional_date(int column) const noexcept;

private:
	Connection& connection_;
	const char* sql_;
	sqlite3_stmt* statement_;
	int bound_ = 0;
};

} // namespace bajin::store
