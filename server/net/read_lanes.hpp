// The lanes that read, and the one table of what each is given. A further one is a name in api/http/lane.hpp and a row here.
//
// Made by net/server; submit from the I/O thread.
#pragma once

#include "server/api/http/lane.hpp"
#include "server/api/http/metrics.hpp"
#include "server/net/lane.hpp"
#include "server/net/options.hpp"
#include "server/store/cache_budgets.hpp"
#include "server/store/reader.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace bajin::net
{

struct ReadLaneKind
{
	api::Lane lane;
	store::CacheRole cache;                                 // how much of the database it may hold
	std::size_t QueueOptions::* queued_max;                 // jobs that wait
	std::chrono::milliseconds ConnectionOptions::* timeout; // of a job, its wait included
	bool is_interrupted;                                    // when the server stops: a job takes long, and can be asked for again
};
inline constexpr std::array<ReadLaneKind, 7> read_lane_kinds{{
	{api::Lane::page, store::CacheRole::page, &QueueOptions::jobs_max, &ConnectionOptions::job_timeout, false},
	{api::Lane::export_, store::CacheRole::export_, &QueueOptions::jobs_max, &ConnectionOptions::export_timeout, true},
	{api::Lane::download, store::CacheRole::download, &QueueOptions::downloads_max, &ConnectionOptions::download_timeout, true},
	{api::Lane::password, store::CacheRole::password, &QueueOptions::passwords_max, &ConnectionOptions::job_timeout, false},
	{api::Lane::guess, store::CacheRole::password, &QueueOptions::passwords_max, &ConnectionOptions::job_timeout, false},
	{api::Lane::search, store::CacheRole::search, &QueueOptions::jobs_max, &ConnectionOptions::job_timeout, true},
	{api::Lane::intake, store::CacheRole::intake, &QueueOptions::intake_max, &ConnectionOptions::job_timeout, false},
}};

// Throws std::out_of_range for `write`, which is no lane that reads.
[[nodiscard]] const ReadLaneKind& kind_of(api::Lane lane);

// Of each lane that reads, by index_of: a thread for each reader, at least one.
using ReadersOfLanes = std::array<std::vector<std::unique_ptr<store::Reader>>, api::lane_count>;

class ReadLanes
{
public:
	ReadLanes(ReadersOfLanes readers, const QueueOptions& queues, const Deliver& deliver, api::Metrics& metrics);

	[[nodiscard]] ReadLane& operator[](api::Lane lane) noexcept { return *lanes_[index_of(lane)]; } // not `write`

	// The server ends: see ReadLaneKind::is_interrupted.
	void interrupt();

	// Refuses what comes, finishes what waits, joins.
	void stop();

private:
	std::array<std::unique_ptr<ReadLane>, api::lane_count> lanes_; // none for `write`
};

} // namespace bajin::net
