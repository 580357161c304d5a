// Ends the snapshots that are open: while one is, the database's log can only grow.
//
// One for all readers of a process, made before them. cut() is called where the log is seen to be long; who reads then fails
// with `deadline_passed`, and may begin a new snapshot at once. From any thread.
#pragma once

#include <atomic>
#include <cstdint>

namespace bajin::store
{

class SnapshotCutter
{
public:
	void cut() noexcept { ++cuts_; }
	[[nodiscard]] std::uint64_t cuts() const noexcept { return cuts_; }

private:
	std::atomic<std::uint64_t> cuts_ = 0;
};

} // namespace bajin::store
