// A disk that takes nothing for a while: of the calls that write, sync or cut a file below one directory, so many fail, for all of
// this program. A write that fails has left half of its bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace bajin::crash
{

struct WriteFault
{
	int error = 0;         // of writes and cuts, EIO or ENOSPC; a sync fails with EIO
	std::size_t after = 0; // so many calls succeed before
	std::size_t calls = 1; // fail then
};

// One at a time.
class FailingWrites
{
public:
	enum class Call : std::uint8_t
	{
		write,
		sync,
		cut,
	};

	FailingWrites(const std::filesystem::path& directory, const WriteFault& fault);
	~FailingWrites();
	FailingWrites(const FailingWrites&) = delete;
	FailingWrites& operator=(const FailingWrites&) = delete;

	// How many have failed.
	[[nodiscard]] static std::size_t failed(Call call) noexcept;

	// With what this call on an open file is to fail; 0: it is to be done.
	[[nodiscard]] static int error_of(Call call, int descriptor) noexcept;
};

// While one lives, nothing that is synced is handed to the real disk: for what need not survive a power cut of the machine that
// runs the test. Of all files of this program.
class NothingToLose
{
public:
	NothingToLose() noexcept;
	~NothingToLose();
	NothingToLose(const NothingToLose&) = delete;
	NothingToLose& operator=(const NothingToLose&) = delete;

	[[nodiscard]] static bool lives() noexcept;
};

} // namespace bajin::crash
