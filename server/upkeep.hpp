// What the write lane does beside its jobs, and what is told of it: the log is copied, the time noted, the disk looked at.
//
// Called on the write lane's thread after each group and at every tick of an idle lane, outside any transaction. Nothing
// here throws: what fails is told to the condition and logged, once a minute for as long as it lasts, and tried again.
#pragma once

#include "server/api/http/route.hpp"
#include "server/store/snapshot_cutter.hpp"
#include "server/store/writer.hpp"

#include <chrono>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>

namespace bajin
{

struct UpkeepOptions
{
	std::filesystem::path data;                           // the directory whose disk is looked at
	std::int64_t log_bytes_max = 1'024LL * 1'024 * 1'024; // at half of it long readings are ended, at it nothing is stored
	std::chrono::milliseconds note_every{60'000}; // the time, in the database; a small commit, which also tells whether one can be made
	std::chrono::milliseconds look_every{10'000}; // at the disk
};

class Upkeep
{
public:
	using Clock = std::chrono::steady_clock;

	// Keeps references to both.
	Upkeep(UpkeepOptions options, api::Context& context, store::SnapshotCutter& cutter);

	// Before the lanes start: reads what time it was, and bounds the log.
	void begin(store::Writer& writer);

	// After a group that was or was not committed, and at a tick.
	void committed();
	void failed(const std::exception_ptr& failure);
	void run(store::Writer& writer);

private:
	// Logs what lasts once a minute.
	class Complaint
	{
	public:
		[[nodiscard]] bool is_due(Clock::time_point now);
		void end() noexcept { said_at_.reset(); }
		[[nodiscard]] bool was_said() const noexcept { return said_at_.has_value(); }

	private:
		std::optional<Clock::time_point> said_at_;
	};

	void bound_log(store::Writer& writer);
	void look_at_clock(store::Writer& writer);
	void note_time(store::Writer& writer);
	void save_session_uses(store::Writer& writer);
	void look_at_disk();

	const UpkeepOptions options_;
	api::Context& context_;
	store::SnapshotCutter& cutter_;
	std::int64_t confirmations_ = 0;
	api::ClockDoubt told_doubt_ = api::ClockDoubt::none;
	Clock::time_point noted_at_ = Clock::time_point::min();
	Clock::time_point looked_at_ = Clock::time_point::min();
	std::int64_t cut_at_bytes_ = 0; // of the log, when readings were ended last
	Complaint copying_;
	Complaint storing_;
};

} // namespace bajin
