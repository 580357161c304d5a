#include "tests/crash/failing_writes.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <mutex>
#include <string>
#include <string_view>
#include <unistd.h>

namespace bajin::crash
{

namespace
{

std::mutex failing_mutex;
std::string failing_directory; // empty: all is well
WriteFault failing_fault;
std::array<std::size_t, 3> failed_calls{};
std::atomic<int> nothing_to_lose = 0;

bool is_below_failing(int descriptor) noexcept
{
	std::array<char, 64> link{};
	std::array<char, 4'096> path{};
	std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", descriptor);
	const ssize_t length = ::readlink(link.data(), path.data(), path.size());
	return length > 0 && std::string_view(path.data(), static_cast<std::size_t>(length)).starts_with(failing_directory);
}

} // namespace

FailingWrites::FailingWrites(const std::filesystem::path& directory, const WriteFault& fault)
{
	const std::lock_guard lock(failing_mutex);
	failing_directory = std::filesystem::canonical(directory).string() + '/';
	failing_fault = fault;
	failed_calls = {};
}

FailingWrites::~FailingWrites()
{
	const std::lock_guard lock(failing_mutex);
	failing_directory.clear();
}

std::size_t FailingWrites::failed(Call call) noexcept
{
	const std::lock_guard lock(failing_mutex);
	return failed_calls[static_cast<std::size_t>(call)];
}

int FailingWrites::error_of(Call call, int descriptor) noexcept
{
	const std::lock_guard lock(failing_mutex);
	if (failing_directory.empty() || failing_fault.calls == 0 || !is_below_failing(descriptor)) { return 0; }
	if (failing_fault.after > 0)
	{
		--failing_fault.after;
		return 0;
	}
	--failing_fault.calls;
	++failed_calls[static_cast<std::size_t>(call)];
	return call == Call::sync ? EIO : failing_fault.error;
}

NothingToLose::NothingToLose() noexcept
{
	++nothing_to_lose;
}

NothingToLose::~NothingToLose()
{
	--nothing_to_lose;
}

bool NothingToLose::lives() noexcept
{
	return nothing_to_lose > 0;
}

} // namespace bajin::crash
