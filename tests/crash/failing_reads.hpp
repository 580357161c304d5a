// A disk that cannot read some of its sectors: reads of one file fail with EIO from a byte on, for all of this program.
#pragma once

#include <cstdint>
#include <filesystem>

namespace bajin::crash
{

// One at a time.
class FailingReads
{
public:
	FailingReads(const std::filesystem::path& file, std::uint64_t from);
	~FailingReads();
	FailingReads(const FailingReads&) = delete;
	FailingReads& operator=(const FailingReads&) = delete;

	// True when a read of this open file at `offset` is to fail.
	[[nodiscard]] static bool hits(int descriptor, std::uint64_t offset, std::uint64_t size) noexcept;
};

} // namespace bajin::crash
