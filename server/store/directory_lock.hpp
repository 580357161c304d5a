// The claim of a server on its data directory, so that no second one serves it.
//
// Taken by the server for the life of its process, and by `bajin restore`, which needs the server stopped.
#pragma once

#include "server/store/file_lock.hpp"

#include <filesystem>

namespace bajin::store
{

class DirectoryLock
{
public:
	// Throws StoreError: `in_use` when another process holds it, `not_writable` when the file cannot be made.
	explicit DirectoryLock(const std::filesystem::path& directory);

private:
	FileLock lock_;
};

} // namespace bajin::store
