// A lock between processes, on a file of the data directory.
//
// The kernel releases it however the process ends; the file itself stays and means nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace bajin::store
{

class FileLock
{
public:
	enum class Kind : std::uint8_t
	{
		exclusive,
		shared, // with others of its kind, by whoever can only read; nothing is made, and no file is no lock
	};

	// Makes the file where it is missing, and takes nothing yet. Throws StoreError: `not_writable`, `storage_full`.
	explicit FileLock(const std::filesystem::path& file, Kind kind = Kind::exclusive);
	~FileLock();
	FileLock(const FileLock&) = delete;
	FileLock& operator=(const FileLock&) = delete;

	// False when somebody else holds it, and has not given it back within `at_most`.
	[[nodiscard]] bool take(std::chrono::milliseconds at_most = std::chrono::milliseconds(0)) noexcept;
	void give_back() noexcept;

private:
	const Kind kind_;
	int file_ = -1;
};

} // namespace bajin::store
