// Database files as a whole: made new, backed up while they are written, checked, restored.
//
// Called by the tool, on its one thread. A file that appears under its final name is complete, checked and on the disk:
// each is built as FILE.part beside it and then renamed, never over something that exists. Throws StoreError; codes of
// its own are `file_exists` and `damaged`.
#pragma once

#include "server/store/database.hpp"
#include "server/store/reference_store.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace bajin::store
{

// Pages done and pages in all.
using CopyProgress = std::function<void(int done, int total)>;

// An empty database with that content.
void create_database(const std::filesystem::path& file, const InitialContent& content);

// A copy of one moment of the database, also while others write it; one file that needs nothing beside it, and is sealed.
void back_up_database(const std::filesystem::path& from, const std::filesystem::path& to, const CopyProgress& progress);

// What the disk must hold for that, and for what the migration changes.
[[nodiscard]] std::uintmax_t bytes_for_migration(const std::filesystem::path& file);

// Before a database is brought to this program's schema: a backup of it as it is, beside it, as bajin-before-schema-N.db; nothing
// when that is there already. Throws `storage_full` when the disk does not hold both.
void copy_before_migration(Database& database, const std::filesystem::path& file);

// Throws StoreError `damaged` when a backup is not what was written, by its seal (backup_seal) or by its structure.
void check_backup(const std::filesystem::path& file);

// Puts `from`, which nobody has open and which has no log, in the place of `file`, whole or not at all.
void replace_database(const std::filesystem::path& from, const std::filesystem::path& file);

struct Restore
{
	std::filesystem::path backup;
	std::filesystem::path database;
	std::array<std::uint8_t, 8> epoch_id{};
	Timestamp now;
	bool trust_clock = false; // `now` is right although the backup says that it has been later
};
// Brings the copy to this program's schema and starts a new epoch in it. Versions of an epoch start at `now`, above what was issued
// after the backup was made and after an earlier restore of it; so a clock behind the newest time in the backup is refused: clock_behind.
void restore_database(const Restore& restore, const CopyProgress& progress);

// What is wrong with the file's structure and with references between its tables, one line each; empty when all is well.
[[nodiscard]] std::vector<std::string> find_damage(Database& database);

} // namespace bajin::store
