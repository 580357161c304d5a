#include "server/net/read_lanes.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace bajin::net
{

const ReadLaneKind& kind_of(api::Lane lane)
{
	const auto* const found = std::ranges::find(read_lane_kinds, lane, &ReadLaneKind::lane);
	if (found == read_lane_kinds.end()) { throw std::out_of_range("no lane that reads"); }
	return *found;
}

ReadLanes::ReadLanes(ReadersOfLanes readers, const QueueOptions& queues, const Deliver& deliver, api::Metrics& metrics)
{
	for (const ReadLaneKind& kind : read_lane_kinds)
	{
		const std::size_t index = api::index_of(kind.lane);
		lanes_[index] =
			std::make_unique<ReadLane>(std::move(readers[index]), QueueLimits{queues.*kind.queued_max}, deliver, metrics, kind.lane);
	}
}

void ReadLanes::interrupt()
{
	for (const ReadLaneKind& kind : read_lane_kinds)
	{
		if (kind.is_interrupted) { (*this)[kind.lane].interrupt(); }
	}
}

void ReadLanes::stop()
{
	for (const ReadLaneKind& kind : read_lane_kinds) { (*this)[kind.lane].stop(); }
}

} // namespace bajin::net
