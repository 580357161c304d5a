// The claim of a server on its data directory, so that no second one serves it.
//
// Taken by the server for the life of its process, and by `bajin restore`, which needs the server stopped. The kernel
// releases it however the process ends; the file `server.lock` itself stays and means nothing.
#pragma once

#include <filesystem>

namespace bajin::store
{

class DirectoryLock
{
public:
	// Throws StoreError: `in_use` when another process holds it, `not_writable` when the file cannot be made.
	explicit DirectoryLock(const std::filesystem::path& directory);
	~DirectoryLock();
	DirectoryLock(const DirectoryLock&) = delete;
	DirectoryLock& operator=(const DirectoryLock&) = delete;

private:
	int file_ = -1;
};

} // namespace bajin::store
