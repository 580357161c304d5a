// The turn of this process among those that write a database (the server, and the tool beside it): held for a group, for a
// migration, and while the log is copied. Inside the process it may be held several times at once, by the writer and by whoever
// copies the log.
#pragma once

#include "server/store/file_lock.hpp"

#include <filesystem>
#include <mutex>

namespace bajin::store
{

class SharedTurn
{
public:
	// By the file `writer.lock` beside the database. Throws StoreError: `not_writable`, `storage_full`.
	explicit SharedTurn(const std::filesystem::path& database_file);

private:
	friend class HeldTurn;

	std::mutex mutex_;
	FileLock lock_;
	int holders_ = 0;
};

// As long as this lives.
class HeldTurn
{
public:
	// Throws StoreError `storage_busy` when another process writes for too long.
	explicit HeldTurn(SharedTurn& turn);
	~HeldTurn();
	HeldTurn(const HeldTurn&) = delete;
	HeldTurn& operator=(const HeldTurn&) = delete;

private:
	SharedTurn& turn_;
};

} // namespace bajin::store
