#include "server/store/file_lock.hpp"

#include "server/store/database.hpp"
#include "server/store/private_files.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace bajin::store
{

FileLock::FileLock(const std::filesystem::path& file, Kind kind) : kind_(kind)
{
	if (kind == Kind::shared)
	{
		file_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
		return;
	}
	file_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (file_ < 0)
	{
		const int error = errno;
		throw StoreError(
			error == ENOSPC ? "storage_full" : "not_writable",
			"cannot write to " + file.parent_path().string() + ": " + std::generic_category().message(error), false);
	}
	give_to_owner_of(file.parent_path(), file_);
}

FileLock::~FileLock()
{
	if (file_ >= 0) { ::close(file_); }
}

bool FileLock::take(std::chrono::milliseconds at_most) noexcept
{
	if (file_ < 0) { return true; } // nobody ever wrote here
	// flock knows no time limit, and whoever holds it may have been stopped.
	constexpr std::chrono::milliseconds longest_pause{10};
	const auto until = std::chrono::steady_clock::now() + at_most;
	std::chrono::milliseconds pause{1};
	while (::flock(file_, (kind_ == Kind::shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0)
	{
		if (errno == EINTR) { continue; }
		if (std::chrono::steady_clock::now() >= until) { return false; }
		std::this_thread::sleep_for(pause);
		pause = std::min(2 * pause, longest_pause);
	}
	return true;
}

void FileLock::give_back() noexcept
{
	::flock(file_, LOCK_UN);
}

} // namespace bajin::store
