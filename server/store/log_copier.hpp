// Copies the log into the database file on a thread of its own, so that nobody waits for it who writes.
//
// Owned by a Writer, which wakes it and asks what became of it; a connection of its own. It copies what is in the log, then what
// was written meanwhile, until little is left: what is left the writer copies itself, between two groups, since only then can the
// log be written from its start again. Other processes do not write as long as it copies (SharedTurn); this one's writer does,
// which SQLite 3.51.3 and newer can (require_sound_sqlite).
#pragma once

#include "server/store/database.hpp"
#include "server/store/shared_turn.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

namespace bajin::store
{

class LogCopier
{
public:
	struct Outcome
	{
		int copied_frames = 0; // from the start of the log
		std::chrono::steady_clock::duration took{};
		std::exception_ptr failure; // a StoreError; null: none
	};

	// `turn` outlives this. Throws StoreError when the database cannot be opened.
	LogCopier(const std::filesystem::path& database_file, SharedTurn& turn);
	~LogCopier(); // waits for the end of what is being copied
	LogCopier(const LogCopier&) = delete;
	LogCopier& operator=(const LogCopier&) = delete;

	void wake(); // nothing while it copies
	void await_idle();

	// What became of the last time, once.
	[[nodiscard]] std::optional<Outcome> take_outcome();

private:
	void run_thread();
	[[nodiscard]] Outcome copy();

	Database database_;
	SharedTurn& turn_;
	std::mutex mutex_;
	std::condition_variable changed_;
	bool is_woken_ = false;
	bool is_copying_ = false;
	bool is_stopping_ = false;
	std::optional<Outcome> outcome_;
	std::thread thread_;
};

} // namespace bajin::store
