// What the server counts about itself, and how it is shown to Prometheus (GET /metrics).
//
// One object for the life of the process, made in server/app. Handles are found once and kept, so that an update costs an
// atomic addition. The functions may be called from any thread, except request_answered: the I/O thread alone.
#pragma once

#include "server/api/http/condition.hpp"
#include "server/api/http/lane.hpp"
#include "server/api/http/server_clock.hpp"
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

struct AnsweredRequest
{
	std::string_view route; // the pattern of the route, not the path; text that lives as long as the program
	int status = 0;
	std::chrono::steady_clock::duration took{}; // from the end of the head to the beginning of the answer
	std::size_t received_bytes = 0;             // of the body
	std::size_t sent_bytes = 0;
};

class Metrics
{
public:
	Metrics();
	Metrics(const Metrics&) = delete;
	Metrics& operator=(const Metrics&) = delete;

	void request_answered(const AnsweredRequest& answered);
	void bytes_received(std::size_t bytes) { bytes_received_.Increment(static_cast<double>(bytes)); }
	void bytes_sent(std::size_t bytes) { bytes_sent_.Increment(static_cast<double>(bytes)); }
	void connection_opened() { connections_open_.Increment(); }
	void connection_closed() { connections_open_.Decrement(); }

	void sync_results(protocol::Outcome outcome, std::size_t count);

	void lane_depth(Lane lane, std::size_t jobs) { lane_depths_[index_of(lane)]->Set(static_cast<double>(jobs)); }
	void lane_refused(Lane lane) { lane_refusals_[index_of(lane)]->Increment(); }
	void group_committed(std::size_t jobs, std::chrono::steady_clock::duration commit);
	void follower_behind(std::int64_t changes) { follower_behind_.Set(static_cast<double>(changes)); }
	void hook_failed() { hooks_failed_.Increment(); }
	void group_failed() { groups_failed_.Increment(); }
	void checkpoint_done(std::chrono::steady_clock::duration took);
	void checkpoint_failed() { checkpoints_failed_.Increment(); }
	[[nodiscard]] std::int64_t lane_jobs(Lane lane) const { return static_cast<std::int64_t>(lane_depths_[index_of(lane)]->Value()); }
	[[nodiscard]] std::int64_t behind() const { return static_cast<std::int64_t>(follower_behind_.Value()); }

	// What is told at the moment of asking.
	void condition_is(const ConditionReport& report, ClockDoubt doubt);

	// The text format of Prometheus, version 0.0.4, with the process as it is now (Linux: /proc/self).
	[[nodiscard]] std::string render() const;

private:
	// Of a group of routes: all that stand below one word of the path.
	struct Group
	{
		prometheus::Histogram* seconds = nullptr;
		prometheus::Histogram* received = nullptr;
		prometheus::Histogram* sent = nullptr;
	};
	[[nodiscard]] Group& group_of(std::string_view route);
	void process_is() const;

	prometheus::Registry registry_;
	prometheus::Family<prometheus::Counter>& requests_;
	prometheus::Family<prometheus::Histogram>& request_seconds_;
	prometheus::Family<prometheus::Histogram>& request_bytes_;
	prometheus::Family<prometheus::Histogram>& response_bytes_;
	std::map<std::pair<const char*, int>, prometheus::Counter*> request_counters_;
	std::map<const char*, Group> groups_; // by route
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
	prometheus::Gauge& storing_;
	prometheus::Gauge& last_write_seconds_;
	prometheus::Gauge& log_bytes_;
	prometheus::Gauge& log_bytes_max_;
	prometheus::Gauge& disk_free_bytes_;
	prometheus::Gauge& clock_in_doubt_;
	prometheus::Gauge& backup_time_;
	prometheus::Gauge& backup_every_;
	prometheus::Gauge& backup_failing_;
	prometheus::Gauge& process_memory_;
	prometheus::Gauge& process_files_;
	prometheus::Gauge& process_files_max_;
	prometheus::Counter& process_cpu_seconds_;
	prometheus::Gauge& process_start_seconds_;
};

} // namespace bajin::api
