#include "server/store/log_copier.hpp"

#include "server/store/cache_budgets.hpp"
#include "server/store/sqlite.hpp"
#include "shared/thread_name.hpp"

#include <algorithm>
#include <utility>

namespace bajin::store
{

namespace
{

constexpr int few_frames = 1'024; // 4 MiB: some milliseconds
constexpr int passes_max = 8;

} // namespace

LogCopier::LogCopier(const std::filesystem::path& database_file, SharedTurn& turn)
	: database_(database_file, Database::Access::read_write), turn_(turn)
{
	set_cache(database_, CacheRole::log);
	thread_ = std::thread([this] { run_thread(); });
}

LogCopier::~LogCopier()
{
	{
		const std::lock_guard lock(mutex_);
		is_stopping_ = true;
	}
	changed_.notify_all();
	thread_.join();
}

void LogCopier::wake()
{
	{
		const std::lock_guard lock(mutex_);
		if (is_copying_) { return; }
		is_woken_ = true;
	}
	changed_.notify_all();
}

void LogCopier::await_idle()
{
	std::unique_lock lock(mutex_);
	changed_.wait(lock, [this] { return !is_woken_ && !is_copying_; });
}

std::optional<LogCopier::Outcome> LogCopier::take_outcome()
{
	const std::lock_guard lock(mutex_);
	return std::exchange(outcome_, std::nullopt);
}

void LogCopier::run_thread()
{
	name_thread("bajin-log");
	std::unique_lock lock(mutex_);
	for (;;)
	{
		changed_.wait(lock, [this] { return is_woken_ || is_stopping_; });
		if (is_stopping_) { return; }
		is_copying_ = true;
		lock.unlock();
		Outcome outcome = copy();
		lock.lock();
		outcome_ = std::move(outcome);
		is_woken_ = is_copying_ = false;
		changed_.notify_all();
	}
}

LogCopier::Outcome LogCopier::copy()
{
	const auto started = std::chrono::steady_clock::now();
	Outcome outcome;
	try
	{
		const HeldTurn turn(turn_);
		for (int pass = 0; pass < passes_max; ++pass)
		{
			const int copied = std::max(0, sqlite_of(database_).checkpoint(Checkpoint::passive).copied_frames);
			const int gained = copied - std::exchange(outcome.copied_frames, copied);
			if (gained <= few_frames) { break; } // nearly all of it, or a reader that needs the database as it was
		}
	}
	catch (const StoreError&)
	{
		outcome.failure = std::current_exception();
	}
	outcome.took = std::chrono::steady_clock::now() - started;
	return outcome;
}

} // namespace bajin::store
