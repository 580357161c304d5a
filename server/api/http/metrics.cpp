#include "server/api/http/metrics.hpp"

#include <prometheus/text_serializer.h>

namespace bajin::api
{

namespace
{

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;
using prometheus::Registry;

prometheus::Counter& add_counter(Registry& registry, const char* name, const char* help)
{
	return BuildCounter().Name(name).Help(help).Register(registry).Add({});
}

prometheus::Histogram&
add_histogram(Registry& registry, const char* name, const char* help, const prometheus::Histogram::BucketBoundaries& buckets)
{
	return BuildHistogram().Name(name).Help(help).Register(registry).Add({}, buckets);
}

const prometheus::Histogram::BucketBoundaries second_buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5};
const prometheus::Histogram::BucketBoundaries job_buckets{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096};

double seconds(std::chrono::steady_clock::duration duration)
{
	return std::chrono::duration<double>(duration).count();
}

} // namespace

Metrics::Metrics()
	: requests_(BuildCounter().Name("bajin_http_requests_total").Help("Answers by route and status").Register(registry_)),
	  bytes_received_(add_counter(registry_, "bajin_http_received_bytes_total", "Bytes read from clients")),
	  bytes_sent_(add_counter(registry_, "bajin_http_sent_bytes_total", "Bytes written to clients")),
	  connections_open_(BuildGauge().Name("bajin_connections_open").Help("Open connections").Register(registry_).Add({})),
	  follower_behind_(BuildGauge()
						   .Name("bajin_follower_behind")
						   .Help("Changes that were not compared for look-alikes yet, as of the last step")
						   .Register(registry_)
						   .Add({})),
	  groups_failed_(add_counter(registry_, "bajin_groups_failed_total", "Groups of the write lane that were not committed")),
	  hooks_failed_(add_counter(registry_, "bajin_upkeep_failed_total", "Upkeep behind the commits put off by an error")),
	  checkpoints_failed_(add_counter(registry_, "bajin_checkpoints_failed_total", "Copies of the log into the database that failed")),
	  group_jobs_(add_histogram(registry_, "bajin_group_jobs", "Jobs in one committed group", job_buckets)),
	  commit_seconds_(add_histogram(registry_, "bajin_commit_seconds", "Time of a commit, its fsync included", second_buckets)),
	  checkpoint_seconds_(add_histogram(registry_, "bajin_checkpoint_seconds", "Time of a checkpoint of the log", second_buckets))
{
	auto& results = BuildCounter().Name("bajin_sync_results_total").Help("Changes by outcome").Register(registry_);
	for (std::size_t index = 0; index < sync_results_.size(); ++index)
	{
		const auto outcome = static_cast<protocol::Outcome>(index);
		sync_results_[index] = &results.Add({{"outcome", std::string(protocol::to_string(outcome))}});
	}
	auto& depths = BuildGauge().Name("bajin_lane_jobs").Help("Jobs waiting for a lane").Register(registry_);
	auto& refusals = BuildCounter().Name("bajin_lane_refused_total").Help("Jobs refused by a full lane").Register(registry_);
	for (std::size_t index = 0; index < lane_count; ++index)
	{
		lane_depths_[index] = &depths.Add({{"lane", lane_names[index]}});
		lane_refusals_[index] = &refusals.Add({{"lane", lane_names[index]}});
	}
}

void Metrics::request_answered(std::string_view route, int status)
{
	auto& counter = request_counters_[{route.data(), status}];
	if (counter == nullptr) { counter = &requests_.Add({{"route", std::string(route)}, {"status", std::to_string(status)}}); }
	counter->Increment();
}

void Metrics::sync_results(protocol::Outcome outcome, std::size_t count)
{
	sync_results_[static_cast<std::size_t>(outcome)]->Increment(static_cast<double>(count));
}

void Metrics::group_committed(std::size_t jobs, std::chrono::steady_clock::duration commit)
{
	group_jobs_.Observe(static_cast<double>(jobs));
	commit_seconds_.Observe(seconds(commit));
}

void Metrics::checkpoint_done(std::chrono::steady_clock::duration took)
{
	checkpoint_seconds_.Observe(seconds(took));
}

std::string Metrics::render() const
{
	return prometheus::TextSerializer().Serialize(registry_.Collect());
}

} // namespace bajin::api
