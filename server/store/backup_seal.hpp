// A fingerprint in a backup, so that a bit that was flipped on some disk is noticed before the backup is needed.
//
// It stands in a table of the copy: SHA-256 over the whole file, with the 32 bytes in which it stands taken as zeros. That a
// copy is sealed also stands in its header (PRAGMA application_id), so that a seal cannot be lost unnoticed.
#pragma once

#include "server/store/database.hpp"

#include <filesystem>

namespace bajin::store
{

// `file`: a finished copy that nobody has open, without a log beside it. Throws StoreError.
void seal_backup(const std::filesystem::path& file);

// Throws StoreError `damaged` when the file is not what was sealed. A copy that never was (of an older bajin) is taken as it is.
void require_sealed_content(Database& database, const std::filesystem::path& file);

// Makes a copy that is to be written a plain database.
void remove_seal(Database& database);

} // namespace bajin::store
