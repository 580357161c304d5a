#include "server/store/backup.hpp"

#include "server/store/account_store.hpp"
#include "server/store/backup_seal.hpp"
#include "server/store/clock_store.hpp"
#include "server/store/integrity.hpp"
#include "server/store/migrate.hpp"
#include "server/store/query.hpp"
#include "server/store/reader.hpp"
#include "server/store/sqlite.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace bajin::store
{

namespace
{

namespace fs = std::filesystem;

constexpr const char* select_dangling = "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 100";

StoreError error_of(const std::string& what, int error)
{
	return {error == ENOSPC ? "storage_full" : "not_writable", what + ": " + std::generic_category().message(error), false};
}

void sync_to_disk(const fs::path& path)
{
	const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
	if (file < 0) { throw error_of("cannot open " + path.string(), errno); }
	const int result = ::fsync(file);
	const int error = errno;
	::close(file);
	if (result != 0) { throw error_of("cannot write " + path.string(), error); }
}

// SQLite would take a log that lies beside a new database for its own.
void require_absent(const fs::path& file)
{
	for (const char* suffix : {"", "-wal", "-shm", "-journal"})
	{
		const fs::path path = file.string() + suffix;
		if (fs::exists(fs::symlink_status(path)))
		{
			const std::string hint = *suffix == '\0' ? "" : ", left from a database that was there; move it away first";
			throw StoreError("file_exists", path.string() + " already exists" + hint, false);
		}
	}
}

// The file under construction; gone at the end of the scope unless it was published.
class PartFile
{
public:
	explicit PartFile(const fs::path& file) : final_(file), part_(file.string() + ".part")
	{
		require_absent(final_);
		remove();
	}
	~PartFile() { remove(); }
	PartFile(const PartFile&) = delete;
	PartFile& operator=(const PartFile&) = delete;

	[[nodiscard]] const fs::path& path() const noexcept { return part_; }

	void publish()
	{
		sync_to_disk(part_);
		if (::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, final_.c_str(), RENAME_NOREPLACE) != 0)
		{
			// Some file systems (of memory sticks, of networks) know no such rename.
			const bool unsupported = errno == EINVAL || errno == ENOSYS;
			if (!unsupported) { throw StoreError(errno == EEXIST ? "file_exists" : "not_writable", refused_rename(errno), false); }
			require_absent(final_);
			fs::rename(part_, final_);
		}
		const fs::path folder = final_.parent_path();
		sync_to_disk(folder.empty() ? fs::path(".") : folder);
	}

private:
	[[nodiscard]] std::string refused_rename(int error) const
	{
		return "cannot make " + final_.string() + ": " + std::generic_category().message(error);
	}

	void remove() noexcept
	{
		for (const char* suffix : {"", "-wal", "-shm", "-journal"})
		{
			std::error_code ignored;
			fs::remove(part_.string() + suffix, ignored);
		}
	}

	fs::path final_;
	fs::path part_;
};

void require_undamaged(Database& database, const fs::path& file)
{
	const auto damage = find_damage(database);
	if (!damage.empty()) { throw StoreError("damaged", file.string() + " is damaged: " + damage.front(), false); }
}

// Puts everything into the one file: the log beside it ends here.
void leave_log(Database& database)
{
	database.connection().execute("PRAGMA journal_mode = DELETE");
}

// One snapshot for the whole copy: without it SQLite would start again with every commit of the server.
void copy_snapshot(Database& database, const fs::path& to, const CopyProgress& progress)
{
	database.connection().begin(Transaction::read);
	static_cast<void>(newest_seq(database));
	sqlite_of(database).copy_to(to, progress);
	database.connection().roll_back();
}

void require_time_passed(Database& backup, Timestamp now)
{
	const std::optional<Timestamp> newest = find_clock(backup).newest;
	if (!newest || *newest <= now) { return; }
	throw StoreError(
		"clock_behind",
		"this machine's clock says " + bajin::to_string(now) + ", but the server of this backup ran until " + bajin::to_string(*newest) +
			"; set the clock and restore again, or say --trust-clock when that server's clock was wrong",
		false);
}

} // namespace

void create_database(const fs::path& file, const InitialContent& content)
{
	PartFile part(file);
	{
		Database database(part.path(), Database::Access::read_write);
		migrate(database);
		database.connection().begin(Transaction::write);
		insert_initial_content(database, content);
		database.connection().commit();
		leave_log(database);
	}
	part.publish();
}

void back_up_database(const fs::path& from, const fs::path& to, const CopyProgress& progress)
{
	Reader reader(from);
	PartFile part(to);
	copy_snapshot(reader.database(), part.path(), progress);
	{
		Database copy(part.path(), Database::Access::read_write);
		require_current_schema(copy);
		require_undamaged(copy, part.path());
		static_cast<void>(load_epochs(copy));
		leave_log(copy);
	}
	seal_backup(part.path());
	part.publish();
}

// The migration itself writes into the log what it changes, which may be all.
std::uintmax_t bytes_for_migration(const fs::path& file)
{
	return 3 * fs::file_size(file);
}

void copy_before_migration(Database& database, const fs::path& file)
{
	const fs::path copy_file = file.parent_path() / ("bajin-before-schema-" + std::to_string(schema_of(database) + 1) + ".db");
	if (fs::exists(copy_file)) { return; }
	const std::uintmax_t needed = bytes_for_migration(file);
	const auto available = fs::space(file.parent_path().empty() ? fs::path(".") : file.parent_path()).available;
	if (available < needed)
	{
		throw StoreError(
			"storage_full",
			"before the database is brought to this program's form a copy of it is made, and " + std::to_string(needed / 1'000'000 + 1) +
				" MB are needed for both; make room in " + file.parent_path().string(),
			false);
	}
	PartFile part(copy_file);
	copy_snapshot(database, part.path(), {});
	{
		Database copy(part.path(), Database::Access::read_write);
		require_undamaged(copy, part.path());
		leave_log(copy);
	}
	seal_backup(part.path());
	part.publish();
}

void replace_database(const fs::path& from, const fs::path& file)
{
	sync_to_disk(from);
	fs::rename(from, file);
	sync_to_disk(file.parent_path().empty() ? fs::path(".") : file.parent_path());
}

void check_backup(const fs::path& file)
{
	Database backup(file, Database::Access::read_only);
	require_sealed_content(backup, file);
	require_undamaged(backup, file);
}

void restore_database(const Restore& restore, const CopyProgress& progress)
{
	Database backup(restore.backup, Database::Access::read_only);
	require_sealed_content(backup, restore.backup);
	require_undamaged(backup, restore.backup);
	PartFile part(restore.database);
	try
	{
		copy_snapshot(backup, part.path(), progress);
		Database copy(part.path(), Database::Access::read_write);
		static_cast<void>(load_epochs(copy));
		remove_seal(copy);
		migrate(copy);
		if (!restore.trust_clock) { require_time_passed(copy, restore.now); }
		copy.connection().begin(Transaction::write);
		start_epoch(copy, restore.epoch_id, restore.now);
		forget_time(copy);
		remove_every_sign_in(copy); // among them may be some that were ended since
		copy.connection().commit();
		static_cast<void>(load_reference(copy));
		leave_log(copy);
	}
	catch (const StoreError& error)
	{
		// A database of another program: SQLite says which table it misses.
		if (error.code() != "storage_failed") { throw; }
		throw StoreError("not_a_database", restore.backup.string() + " is no backup of bajin", false);
	}
	part.publish();
}

std::vector<std::string> find_damage(Database& database)
{
	std::vector<std::string> damage = find_file_faults(database);
	Query query(database, select_dangling);
	while (query.step())
	{
		damage.push_back(std::string(query.text(0)) + " names a row of " + std::string(query.text(2)) + " that is not there");
	}
	return damage;
}

} // namespace bajin::store
