// SQLite behind the seam of store/connection: one connection, and what only SQLite has: the log and its copying, copies of the
// whole file, the plan of a statement.
//
// sqlite.cpp is the only file that includes sqlite3.h. One thread per connection.
#pragma once

#include "server/store/connection.hpp"
#include "server/store/file_lock.hpp"
#include "server/store/snapshot_cutter.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>

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

class SqliteConnection final : public Connection
{
public:
	SqliteConnection(const std::filesystem::path& file, Database::Access access);
	~SqliteConnection() override;

	void begin(Transaction kind) override;
	void commit() override;
	void roll_back() override;
	[[nodiscard]] bool in_transaction() const noexcept override;
	void begin_part() override;
	void keep_part() override;
	void drop_part() override;
	void execute(const std::string& script) override;
	[[nodiscard]] std::int64_t changed_rows() const noexcept override;
	[[nodiscard]] std::int64_t data_version() override;

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

	// For tests, which hold queries to their indexes: told of every statement that ends. Empty: nobody.
	void watch(std::function<void(StatementRun)> watcher);

	// How SQLite would go about a statement, a step a line.
	[[nodiscard]] std::string explain(const std::string& sql);

	// A transaction that reads fails with `deadline_passed` once `cutter` cuts; it outlives this. Null: none.
	void obey(const SnapshotCutter* cutter) noexcept;

	// When the disk could not read what was asked for, which SQLite tells as damage.
	void fail_if_unreadable(const char* what) const;

private:
	friend class SqliteStatement;

	[[nodiscard]] std::unique_ptr<Statement> prepare(const char* sql) override;
	void open(const std::filesystem::path& file, int flags, const char* system);
	[[nodiscard]] bool can_read() noexcept;
	void open_without_index(const std::filesystem::path& file);
	void begin_uncut() noexcept;
	[[nodiscard]] bool is_cut() const noexcept;
	void run(const char* sql);

	// One step; gives SQLite's result. A statement that writes is never ended in its middle by the deadline, as SQLite would undo the
	// whole transaction with it, and with it the work of others: its time is looked at before. Throws `deadline_passed`, `interrupted`.
	[[nodiscard]] int step(sqlite3_stmt* statement, const char* what);
	void fail_if_interrupted(const char* what) const;
	[[noreturn]] void fail(const char* what) const;
	static int on_progress(void* self) noexcept;
	static int on_log(void* self, sqlite3* database, const char* name, int frames) noexcept;

	std::list<FileLock> unwritten_;
	sqlite3* handle_ = nullptr;
	std::function<void(StatementRun)> watcher_;
	bool is_writing_ = false; // a statement that writes is running
	const SnapshotCutter* cutter_ = nullptr;
	std::uint64_t cuts_seen_ = 0;
	int log_frames_ = 0;
	int uncopied_frames_ = 0;
};

// What a database is opened with: for what only SQLite has.
[[nodiscard]] SqliteConnection& sqlite_of(Database& database) noexcept;

} // namespace bajin::store
