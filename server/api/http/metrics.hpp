// What the server counts about itself, and how it is shown to Prometheus (GET /metrics).
//
// One object for the life of the process, made in server/app. Handles are found once and kept, so that an update costs an
// atomic addition. The functions may be called from any thread, except request_answered: the I/O thread alone.
#pragma once

#include "shared/protocol.hpp"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace bajin::api
{

enum class Lane : unsigned char
{
	write,
	read,      // pages, figures
	exports,   // long reads
	downloads, // of many records
	passwords,
	guesses,
	searches,
	intake, // who shows a credential for the first time, and large bodies
};
inline constexpr std::size_t lane_count = 8;
inline constexpr std::array<const char*, lane_count> lane_names{"write",     "read",    "export", "download",
																"passwords", "guesses", "search", "intake"};

class Metrics
{
public:
	Metrics();
	Metrics(const Metrics&) = delete;
	Metrics& operator=(const Metrics&) = delete;

	// `route` is the pattern of the route, not the path; it must be text that lives as long as the program.
	void request_answered(std::string_view route, int status);
	void bytes_received(std::size_t bytes) { bytes_received_.Increment(static_cast<double>(bytes)); }
	void bytes_sent(std::size_t bytes) { bytes_sent_.Increment(static_cast<double>(bytes)); }
	void connection_opened() { connections_open_.Increment(); }
	void connection_closed() { connections_open_.Decrement(); }

	void sync_results(protocol::Outcome outcome, std::size_t count);

	void lane_depth(Lane lane, std::size_t jobs) { lane_depths_[static_cast<std::size_t>(lane)]->Set(static_cast<double>(jobs)); }
	void lane_refused(Lane lane) { lane_refusals_[static_cast<std::size_t>(lane)]->Increment(); }
	void group_committed(std::size_t jobs, std::chrono::steady_clock::duration commit);
	void follower_behind(std::int64_t changes) { follower_behind_.Set(static_cast<double>(changes)); }
	void hook_failed() { hooks_failed_.Increment(); }
	void group_failed() { groups_failed_.Increment(); }
	void checkpoint_done(std::chrono::steady_clock::duration took);
	void checkpoint_failed() { checkpoints_failed_.Increment(); }
	[[nodiscard]] std::int64_t lane_jobs(Lane lane) const
	{
		return static_cast<std::int64_t>(lane_depths_[static_cast<std::size_t>(lane)]->Value());
	}
	[[nodiscard]] std::int64_t behind() const { return static_cast<std::int64_t>(follower_behind_.Value()); }

	// The text format of Prometheus, version 0.0.4.
	[[nodiscard]] std::string render() const;

private:
	prometheus::Registry registry_;
	prometheus::Family<prometheus::Counter>& requests_;
	std::map<std::pair<const char*, int>, prometheus::Counter*> request_counters_;
	prometheus::Counter& bytes_received_;
	prometheus::Counter& bytes_sent_;
	prometheus::Gauge& connections_open_;
	std::array<prometheus::Counter*, 5> sync_results_{};
	std::array<prometheus::Gauge*, lane_count> lane_depths_{};
	std::array<prometheus::Counter*, lane_count> lane_refusals_{};
	prometheus::Gauge& follower_behind_;
	prometheus::Counter& groups_failed_;
	prometheus::Counter& hooks_failed_;
	prometheus::Counter& checkpoints_failed_;
	prometheus::Histogram& group_jobs_;
	prometheus::Histogram& commit_seconds_;
	prometheus::Histogram& checkpoint_seconds_;
};

} // namespace bajin::api
