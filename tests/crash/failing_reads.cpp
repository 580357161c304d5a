#include "tests/crash/failing_reads.hpp"

#include <atomic>
#include <sys/stat.h>

namespace bajin::crash
{

namespace
{

std::atomic<std::uint64_t> failing_inode = 0;
std::atomic<std::uint64_t> failing_from = 0;

} // namespace

FailingReads::FailingReads(const std::filesystem::path& file, std::uint64_t from)
{
	struct stat found{};
	::stat(file.c_str(), &found);
	failing_from = from;
	failing_inode = found.st_ino;
}

FailingReads::~FailingReads()
{
	failing_inode = 0;
}

bool FailingReads::hits(int descriptor, std::uint64_t offset, std::uint64_t size) noexcept
{
	if (failing_inode == 0) { return false; }
	struct stat found{};
	return ::fstat(descriptor, &found) == 0 && found.st_ino == failing_inode && offset + size > failing_from;
}

} // namespace bajin::crash
