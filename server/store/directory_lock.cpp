#include "server/store/directory_lock.hpp"

#include "server/store/database.hpp"

namespace bajin::store
{

DirectoryLock::DirectoryLock(const std::filesystem::path& directory) : lock_(directory / "server.lock")
{
	if (!lock_.take()) { throw StoreError("in_use", directory.string() + " is in use by another server", false); }
}

} // namespace bajin::store
