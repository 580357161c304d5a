#include "server/store/sqlite.hpp"

#include "server/store/cache_budgets.hpp"
#include "server/store/private_files.hpp"
#include "server/store/sqlite_page_cache.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <filesystem>
#include <utility>
#include <vector>

namespace bajin::store
{

namespace
{

// SQLite asks whether to go on after that many of its steps: some tens of microseconds.
constexpr int steps_between_deadline_checks = 5'000;

// Other processes (the tool beside a running server) write in short groups; waiting this long outlasts them.
constexpr int busy_wait_ms = 10'000;

// SQLite takes these errors of a read for damage (SQLITE_IOERR_CORRUPTFS becomes SQLITE_CORRUPT); the file knows better.
bool was_unreadable(sqlite3* handle) noexcept
{
	int error = 0;
	if (handle == nullptr || sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &error) != SQLITE_OK) { return false; }
	return error == EIO || error == ENXIO || error == ERANGE;
}

StoreError unreadable(const std::string& what)
{
	return {
		"storage_io",
		what + ": the disk cannot read a part of the file, which says nothing of what is stored; look at the disk and its cable, and try " +
			"again with a copy of the file",
		true};
}

StoreError error_of(sqlite3* handle, int result, const std::string& what)
{
	const std::string detail = what + ": " + (handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(result));
	switch (result & 0xff)
	{
	case SQLITE_FULL:
		return {"storage_full", detail, true};
	case SQLITE_IOERR:
		return {"storage_io", detail, true};
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return {"storage_busy", detail, true};
	case SQLITE_INTERRUPT:
		return {"deadline_passed", detail, true};
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
		return was_unreadable(handle) ? unreadable(what) : StoreError("not_a_database", detail, false);
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return {"not_writable", detail, false};
	default:
		return {"storage_failed", detail, false};
	}
}

// SQLite's count of its memory costs one lock of the whole process for every allocation: the thread that follows the
// commits at idle priority could hold it for long while a phone waits. Nobody reads the count. To be said before the first
// connection; the answer is of no use, since the worst is that the count goes on.
void stop_counting_memory() noexcept
{
	[[maybe_unused]] static const int result = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

} // namespace

class SqliteStatement final : public Statement
{
public:
	SqliteStatement(SqliteConnection& connection, sqlite3_stmt* handle, const char* sql);
	~SqliteStatement() override { sqlite3_finalize(handle_); }

	[[nodiscard]] sqlite3_stmt* handle() const noexcept { return handle_; }

	void bind_integer(int parameter, std::int64_t value) override;
	void bind_text(int parameter, std::string_view value) override;
	void bind_blob(int parameter, std::span<const std::uint8_t> value) override;
	void bind_null(int parameter) override;
	[[nodiscard]] bool step() override;
	void reset() noexcept override { sqlite3_reset(handle_); }
	[[nodiscard]] std::int64_t integer(int column) const noexcept override { return sqlite3_column_int64(handle_, column); }
	[[nodiscard]] std::string_view text(int column) const noexcept override;
	[[nodiscard]] std::span<const std::uint8_t> blob(int column) const noexcept override;
	[[nodiscard]] bool is_null(int column) const noexcept override { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }

private:
	[[nodiscard]] int index_of(int parameter) const;
	void require(int result) const
	{
		if (result != SQLITE_OK) { connection_.fail(sql_); }
	}

	SqliteConnection& connection_;
	sqlite3_stmt* handle_;
	const char* sql_;
	std::vector<int> indexes_; // SQLite's of `$1`, `$2`, ..., which it numbers as they come in the text; empty: the same
};

SqliteStatement::SqliteStatement(SqliteConnection& connection, sqlite3_stmt* handle, const char* sql)
	: connection_(connection), handle_(handle), sql_(sql)
{
	const int count = sqlite3_bind_parameter_count(handle_);
	bool is_in_order = true;
	for (int parameter = 1; parameter <= count; ++parameter)
	{
		const int index = sqlite3_bind_parameter_index(handle_, ("$" + std::to_string(parameter)).c_str());
		indexes_.push_back(index);
		is_in_order = is_in_order && index == parameter;
	}
	if (is_in_order) { indexes_.clear(); }
}

int SqliteStatement::index_of(int parameter) const
{
	if (indexes_.empty()) { return parameter; }
	return static_cast<std::size_t>(parameter) <= indexes_.size() ? indexes_[static_cast<std::size_t>(parameter) - 1] : 0;
}

void SqliteStatement::bind_integer(int parameter, std::int64_t value)
{
	require(sqlite3_bind_int64(handle_, index_of(parameter), value));
}

void SqliteStatement::bind_text(int parameter, std::string_view value)
{
	// An empty view may have a null pointer, which SQLite would take for NULL.
	const char* data = value.data() == nullptr ? "" : value.data();
	require(sqlite3_bind_text64(handle_, index_of(parameter), data, value.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void SqliteStatement::bind_blob(int parameter, std::span<const std::uint8_t> value)
{
	require(sqlite3_bind_blob64(handle_, index_of(parameter), value.data(), value.size(), SQLITE_STATIC));
}

void SqliteStatement::bind_null(int parameter)
{
	require(sqlite3_bind_null(handle_, index_of(parameter)));
}

bool SqliteStatement::step()
{
	const int result = connection_.step(handle_, sql_);
	if (result == SQLITE_ROW) { return true; }
	if (result != SQLITE_DONE) { connection_.fail(sql_); }
	return false;
}

std::string_view SqliteStatement::text(int column) const noexcept
{
	// The pointer has to be asked for before the length.
	const unsigned char* data = sqlite3_column_text(handle_, column);
	const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
	return data == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(data), size);
}

std::span<const std::uint8_t> SqliteStatement::blob(int column) const noexcept
{
	const void* data = sqlite3_column_blob(handle_, column);
	const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
	return {static_cast<const std::uint8_t*>(data), data == nullptr ? 0 : size};
}

SqliteConnection& sqlite_of(Database& database) noexcept
{
	return static_cast<SqliteConnection&>(database.connection()); // there is no other
}

std::unique_ptr<Statement> SqliteConnection::prepare(const char* sql)
{
	sqlite3_stmt* statement = nullptr;
	if (sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) { fail(sql); }
	return std::make_unique<SqliteStatement>(*this, statement, sql);
}

void require_sound_sqlite(int version)
{
	constexpr int first_sound = 3'051'003;
	if (version >= first_sound) { return; }
	throw StoreError(
		"sqlite_too_old",
		"this is SQLite " + std::to_string(version / 1'000'000) + "." + std::to_string(version / 1'000 % 1'000) + "." +
			std::to_string(version % 1'000) + ", which can damage a database that two programs write; 3.51.3 or newer is needed: build " +
			"bajin with the SQLite that its build fetches",
		false);
}

std::string sqlite_version()
{
	return sqlite3_libversion();
}

SqliteConnection::SqliteConnection(const std::filesystem::path& file, Database::Access access)
{
	require_sound_sqlite(sqlite3_libversion_number());
	stop_counting_memory();
	use_page_cache();
	if (access == Database::Access::read_write)
	{
		make_owned_file(file);
		open(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
	}
	else
	{
		open(file, SQLITE_OPEN_READONLY, nullptr);
		if (!can_read()) { open_without_index(file); }
	}
	sqlite3_busy_timeout(handle_, busy_wait_ms);
	sqlite3_progress_handler(handle_, steps_between_deadline_checks, &SqliteConnection::on_progress, this);
	try
	{
		execute(cache_budget(access == Database::Access::read_write ? CacheRole::writer : CacheRole::page).pragma);
		execute("PRAGMA temp_store = MEMORY");
		if (access == Database::Access::read_write)
		{
			execute("PRAGMA journal_mode = WAL"); // readers never wait for the writer
			execute("PRAGMA synchronous = FULL"); // a 200 survives a power cut
			execute("PRAGMA foreign_keys = ON");
			sqlite3_wal_autocheckpoint(handle_, 0); // Writer::checkpoint_if_due decides when
			sqlite3_wal_hook(handle_, &SqliteConnection::on_log, this);
		}
	}
	catch (...)
	{
		sqlite3_close_v2(handle_);
		throw;
	}
}

void SqliteConnection::open(const std::filesystem::path& file, int flags, const char* system)
{
	const int result = sqlite3_open_v2(file.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, system);
	if (result == SQLITE_OK) { return; }
	const StoreError error = error_of(handle_, result, "cannot open " + file.string());
	sqlite3_close_v2(handle_);
	throw error;
}

// False when SQLite can make no index of the log beside the database. Other errors are for whoever reads.
bool SqliteConnection::can_read() noexcept
{
	const int result = sqlite3_exec(handle_, "PRAGMA schema_version", nullptr, nullptr, nullptr) & 0xff;
	return result != SQLITE_CANTOPEN && result != SQLITE_READONLY;
}

// A directory in which nothing can be made, with the log that a power cut left: the index of the log is kept in memory, which
// SQLite does for a connection that has the database for itself. Nobody can start to write as long as these are held.
void SqliteConnection::open_without_index(const std::filesystem::path& file)
{
	sqlite3_close_v2(std::exchange(handle_, nullptr));
	for (const char* name : {"server.lock", "writer.lock"})
	{
		auto& lock = unwritten_.emplace_back(file.parent_path() / name, FileLock::Kind::shared);
		if (lock.take()) { continue; }
		throw StoreError("in_use", "cannot read " + file.string() + " while somebody else writes it; run this as the server's user", true);
	}
	open(file, SQLITE_OPEN_READONLY, "unix-none");
	execute("PRAGMA locking_mode = EXCLUSIVE");
}

void set_cache(Database& database, CacheRole role)
{
	database.connection().execute(cache_budget(role).pragma);
}

SqliteConnection::~SqliteConnection()
{
	forget_statements();
	sqlite3_close_v2(handle_);
}

int SqliteConnection::on_progress(void* self) noexcept
{
	const SqliteConnection& connection = *static_cast<SqliteConnection*>(self);
	if (connection.is_interrupted() || connection.is_cut()) { return 1; }
	return !connection.is_writing_ && connection.is_late() ? 1 : 0;
}

int SqliteConnection::on_log(void* self, sqlite3* /*database*/, const char* /*name*/, int frames) noexcept
{
	SqliteConnection& connection = *static_cast<SqliteConnection*>(self);
	connection.log_frames_ = frames;
	connection.uncopied_frames_ = frames;
	return SQLITE_OK;
}

int SqliteConnection::step(sqlite3_stmt* statement, const char* what)
{
	fail_if_interrupted(what);
	is_writing_ = sqlite3_stmt_readonly(statement) == 0;
	if (is_writing_ && is_late())
	{
		is_writing_ = false;
		throw StoreError("deadline_passed", what, true);
	}
	const int result = sqlite3_step(statement);
	is_writing_ = false;
	return result;
}

void SqliteConnection::fail_if_interrupted(const char* what) const
{
	if (is_interrupted()) { throw StoreError("interrupted", what, true); }
	if (is_cut()) { throw StoreError("deadline_passed", std::string("the log is long, so a long reading was ended: ") + what, true); }
}

void SqliteConnection::obey(const SnapshotCutter* cutter) noexcept
{
	cutter_ = cutter;
	begin_uncut();
}

void SqliteConnection::begin_uncut() noexcept
{
	if (cutter_ != nullptr) { cuts_seen_ = cutter_->cuts(); }
}

bool SqliteConnection::is_cut() const noexcept
{
	return cutter_ != nullptr && cutter_->cuts() != cuts_seen_;
}

void SqliteConnection::fail_if_unreadable(const char* what) const
{
	if (was_unreadable(handle_)) { throw unreadable(what); }
}

void SqliteConnection::fail(const char* what) const
{
	fail_if_interrupted(what);
	throw error_of(handle_, sqlite3_extended_errcode(handle_), what);
}

void SqliteConnection::execute(const std::string& script)
{
	if (sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) { fail(script.c_str()); }
}

// For those that run again and again.
void SqliteConnection::run(const char* sql)
{
	IdleStatements& idle = idle_statements(sql);
	std::unique_ptr<Statement> statement = take_statement(idle, sql);
	const int result = sqlite3_step(static_cast<SqliteStatement&>(*statement).handle());
	give_back(idle, std::move(statement));
	if (result != SQLITE_DONE && result != SQLITE_ROW) { fail(sql); }
}

void SqliteConnection::begin(Transaction kind)
{
	if (kind == Transaction::read) { begin_uncut(); }
	note_begun(kind);
	run(kind == Transaction::read ? "BEGIN" : "BEGIN IMMEDIATE");
}

void SqliteConnection::commit()
{
	run("COMMIT");
}

void SqliteConnection::roll_back()
{
	run("ROLLBACK");
}

void SqliteConnection::begin_part()
{
	run("SAVEPOINT part");
}

void SqliteConnection::keep_part()
{
	run("RELEASE part");
}

void SqliteConnection::drop_part()
{
	note_new_view();
	run("ROLLBACK TO part");
	run("RELEASE part");
}

std::int64_t SqliteConnection::data_version()
{
	constexpr const char* select_data_version = "PRAGMA data_version";
	IdleStatements& idle = idle_statements(select_data_version);
	std::unique_ptr<Statement> statement = take_statement(idle, select_data_version);
	const std::int64_t version = statement->step() ? statement->integer(0) : 0;
	give_back(idle, std::move(statement));
	return version;
}

void SqliteConnection::copy_to(const std::filesystem::path& file, const std::function<void(int, int)>& progress)
{
	make_owned_file(file);
	sqlite3* target = nullptr;
	int result = sqlite3_open_v2(file.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
	sqlite3_backup* backup = result == SQLITE_OK ? sqlite3_backup_init(target, "main", handle_, "main") : nullptr;
	if (backup == nullptr)
	{
		const StoreError error = error_of(target, result == SQLITE_OK ? sqlite3_errcode(target) : result, "cannot write " + file.string());
		sqlite3_close_v2(target);
		throw error;
	}
	constexpr int pages_at_once = 1'024;
	do {
		result = sqlite3_backup_step(backup, pages_at_once);
		if (progress)
		{
			const int total = sqlite3_backup_pagecount(backup);
			progress(total - sqlite3_backup_remaining(backup), total);
		}
	} while (result == SQLITE_OK || result == SQLITE_BUSY || result == SQLITE_LOCKED);
	sqlite3_backup_finish(backup);
	if (result != SQLITE_DONE)
	{
		const StoreError error = error_of(nullptr, result, "cannot write " + file.string());
		sqlite3_close_v2(target);
		throw error;
	}
	sqlite3_close_v2(target);
}

SqliteConnection::CheckpointState SqliteConnection::checkpoint(Checkpoint kind)
{
	CheckpointState state;
	const int mode = kind == Checkpoint::truncate  ? SQLITE_CHECKPOINT_TRUNCATE
					 : kind == Checkpoint::restart ? SQLITE_CHECKPOINT_RESTART
												   : SQLITE_CHECKPOINT_PASSIVE;
	if (kind == Checkpoint::restart) { sqlite3_busy_timeout(handle_, 0); }
	const int result = sqlite3_wal_checkpoint_v2(handle_, nullptr, mode, &state.log_frames, &state.copied_frames);
	sqlite3_busy_timeout(handle_, busy_wait_ms);
	if (result != SQLITE_OK && (result & 0xff) != SQLITE_BUSY) { fail("checkpoint"); }
	if (state.copied_frames == state.log_frames) { uncopied_frames_ = 0; }
	if (kind != Checkpoint::passive && result == SQLITE_OK) { log_frames_ = 0; }
	return state;
}

bool SqliteConnection::in_transaction() const noexcept
{
	return sqlite3_get_autocommit(handle_) == 0;
}

std::int64_t SqliteConnection::changed_rows() const noexcept
{
	return sqlite3_changes64(handle_);
}

void SqliteConnection::watch(std::function<void(StatementRun)> watcher)
{
	const auto tell = [](unsigned /*event*/, void* self, void* subject, void* /*nanoseconds*/)
	{
		auto* const statement = static_cast<sqlite3_stmt*>(subject);
		const auto take = [statement](int counter) { return sqlite3_stmt_status(statement, counter, 1); };
		const auto& watch = static_cast<const SqliteConnection*>(self)->watcher_;
		if (watch) { watch({sqlite3_sql(statement), take(SQLITE_STMTSTATUS_FULLSCAN_STEP), take(SQLITE_STMTSTATUS_AUTOINDEX)}); }
		return 0;
	};
	watcher_ = std::move(watcher);
	sqlite3_trace_v2(handle_, watcher_ ? SQLITE_TRACE_PROFILE : 0, watcher_ ? +tell : nullptr, this);
}

std::string SqliteConnection::explain(const std::string& sql)
{
	sqlite3_stmt* statement = nullptr;
	if (sqlite3_prepare_v2(handle_, ("EXPLAIN QUERY PLAN " + sql).c_str(), -1, &statement, nullptr) != SQLITE_OK) { fail(sql.c_str()); }
	std::string plan;
	while (sqlite3_step(statement) == SQLITE_ROW)
	{
		plan.append(reinterpret_cast<const char*>(sqlite3_column_text(statement, 3))).append("\n");
	}
	sqlite3_finalize(statement);
	return plan;
}

} // namespace bajin::store
