#include "server/store/directory_lock.hpp"

#include "server/store/database.hpp"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace bajin::store
{

DirectoryLock::DirectoryLock(const std::filesystem::path& directory)
{
	const std::filesystem::path path = directory / "server.lock";
	file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (file_ < 0)
	{
		throw StoreError("not_writable", "cannot write to " + directory.string() + ": " + std::generic_category().message(errno), false);
	}
	if (::flock(file_, LOCK_EX | LOCK_NB) != 0)
	{
		::close(file_);
		throw StoreError("in_use", directory.string() + " is in use by another server", false);
	}
}

DirectoryLock::~DirectoryLock()
{
	::close(file_);
}

} // namespace bajin::store
