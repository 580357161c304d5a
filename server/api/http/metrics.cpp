#include "server/api/http/metrics.hpp"

#include "server/store/database.hpp"

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

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

prometheus::Gauge& add_gauge(Registry& registry, const char* name, const char* help)
{
	return BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

prometheus::Family<prometheus::Histogram>& add_histograms(Registry& registry, const char* name, const char* help)
{
	return BuildHistogram().Name(name).Help(help).Register(registry);
}

prometheus::Histogram&
add_histogram(Registry& registry, const char* name, const char* help, const prometheus::Histogram::BucketBoundaries& buckets)
{
	return BuildHistogram().Name(name).Help(help).Register(registry).Add({}, buckets);
}

const prometheus::Histogram::BucketBoundaries second_buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5};
const prometheus::Histogram::BucketBoundaries byte_buckets{256, 4'096, 65'536, 1'048'576, 16'777'216};
const prometheus::Histogram::BucketBoundaries job_buckets{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096};

double seconds(std::chrono::steady_clock::duration duration)
{
	return std::chrono::duration<double>(duration).count();
}

// "/api/v1/events/{id}/history" -> "events", "/metrics" -> "metrics"; a page, and what is nowhere: "pages".
std::string group_name(std::string_view route)
{
	constexpr std::string_view api = "/api/v1/";
	if (route.starts_with(api)) { route.remove_prefix(api.size()); }
	else if (route == "/metrics") { route.remove_prefix(1); }
	else { return "pages"; }
	return std::string(route.substr(0, route.find_first_of("/.")));
}

double count_open_files()
{
	std::error_code error;
	double files = 0;
	for (auto entry = std::filesystem::directory_iterator("/proc/self/fd", error); !error && entry != std::filesystem::end(entry);)
	{
		++files;
		entry.increment(error);
	}
	return files;
}

double resident_bytes()
{
	std::ifstream statm("/proc/self/statm");
	double pages = 0;
	double resident = 0;
	statm >> pages >> resident;
	return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double cpu_seconds()
{
	rusage usage{};
	getrusage(RUSAGE_SELF, &usage);
	const auto seconds_of = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
	return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

} // namespace

Metrics::Metrics()
	: requests_(BuildCounter().Name("bajin_http_requests_total").Help("Answers by route and status").Register(registry_)),
	  request_seconds_(add_histograms(registry_, "bajin_http_request_seconds", "From the end of a head to the beginning of its answer")),
	  request_bytes_(add_histograms(registry_, "bajin_http_request_bytes", "Bodies of requests, unpacked")),
	  response_bytes_(add_histograms(registry_, "bajin_http_response_bytes", "Bodies of answers, as they were sent")),
	  bytes_received_(add_counter(registry_, "bajin_http_received_bytes_total", "Bytes read from clients")),
	  bytes_sent_(add_counter(registry_, "bajin_http_sent_bytes_total", "Bytes written to clients")),
	  connections_open_(BuildGauge().Name("bajin_connections_open").Help("Open connections").Register(registry_).Add({})),
	  follower_behind_(
		  BuildGauge()
			  .Name("bajin_follower_behind")
			  .Help("Changes that were not compared for look-alikes, or not taken into the index of searches yet, as of the last step")
			  .Register(registry_)
			  .Add({})),
	  groups_failed_(add_counter(registry_, "bajin_groups_failed_total", "Groups of the write lane that were not committed")),
	  hooks_failed_(add_counter(registry_, "bajin_upkeep_failed_total", "Upkeep behind the commits put off by an error")),
	  checkpoints_failed_(add_counter(registry_, "bajin_checkpoints_failed_total", "Copies of the log into the database that failed")),
	  group_jobs_(add_histogram(registry_, "bajin_group_jobs", "Jobs in one committed group", job_buckets)),
	  commit_seconds_(add_histogram(registry_, "bajin_commit_seconds", "Time of a commit, its fsync included", second_buckets)),
	  checkpoint_seconds_(add_histogram(registry_, "bajin_checkpoint_seconds", "Time of a checkpoint of the log", second_buckets)),
	  storing_(add_gauge(registry_, "bajin_storing", "1: the newest commit went through; 0: it failed")),
	  last_write_seconds_(add_gauge(registry_, "bajin_last_write_age_seconds", "Since the newest commit; one is made every minute")),
	  log_bytes_(add_gauge(registry_, "bajin_log_bytes", "The log of the database")),
	  log_bytes_max_(add_gauge(registry_, "bajin_log_max_bytes", "Its length at which nothing more is stored")),
	  disk_free_bytes_(add_gauge(registry_, "bajin_disk_free_bytes", "Room on the disk with the data")),
	  clock_in_doubt_(add_gauge(registry_, "bajin_clock_in_doubt", "1: the machine's clock is not believed")),
	  backup_time_(add_gauge(registry_, "bajin_backup_time_seconds", "When the newest backup was begun, since 1970; 0: there is none")),
	  backup_every_(add_gauge(registry_, "bajin_backup_every_seconds", "How often a backup is to be made; 0: the server makes none")),
	  backup_failing_(add_gauge(registry_, "bajin_backup_failing", "1: the newest try to make a backup failed")),
	  process_memory_(add_gauge(registry_, "process_resident_memory_bytes", "Memory of the process")),
	  process_files_(add_gauge(registry_, "process_open_fds", "Open files and connections")),
	  process_files_max_(add_gauge(registry_, "process_max_fds", "How many may be open")),
	  process_cpu_seconds_(add_counter(registry_, "process_cpu_seconds_total", "Processor time, user and system")),
	  process_start_seconds_(add_gauge(registry_, "process_start_time_seconds", "When the process began, since 1970"))
{
	BuildGauge()
		.Name("bajin_build_info")
		.Help("Which bajin this is")
		.Register(registry_)
		.Add({{"version", BAJIN_VERSION}, {"sqlite", store::sqlite_version()}})
		.Set(1);
	process_start_seconds_.Set(std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count());
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

Metrics::Group& Metrics::group_of(std::string_view route)
{
	Group& group = groups_[route.data()];
	if (group.seconds == nullptr)
	{
		const prometheus::Labels labels{{"group", group_name(route)}};
		group.seconds = &request_seconds_.Add(labels, second_buckets);
		group.received = &request_bytes_.Add(labels, byte_buckets);
		group.sent = &response_bytes_.Add(labels, byte_buckets);
	}
	return group;
}

void Metrics::request_answered(const AnsweredRequest& answered)
{
	auto& counter = request_counters_[{answered.route.data(), answered.status}];
	if (counter == nullptr)
	{
		counter = &requests_.Add({{"route", std::string(answered.route)}, {"status", std::to_string(answered.status)}});
	}
	counter->Increment();
	const Group& group = group_of(answered.route);
	group.seconds->Observe(seconds(answered.took));
	group.received->Observe(static_cast<double>(answered.received_bytes));
	group.sent->Observe(static_cast<double>(answered.sent_bytes));
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

void Metrics::condition_is(const ConditionReport& report, ClockDoubt doubt)
{
	storing_.Set(report.store_failure.empty() ? 1 : 0);
	if (report.stored_at) { last_write_seconds_.Set(seconds(std::chrono::steady_clock::now() - *report.stored_at)); }
	log_bytes_.Set(static_cast<double>(report.log_bytes));
	log_bytes_max_.Set(static_cast<double>(report.log_bytes_max));
	if (report.free_bytes) { disk_free_bytes_.Set(static_cast<double>(*report.free_bytes)); }
	clock_in_doubt_.Set(doubt == ClockDoubt::none ? 0 : 1);
	if (report.backed_up_at) { backup_time_.Set(std::chrono::duration<double>(report.backed_up_at->time_since_epoch()).count()); }
	if (report.backup_every) { backup_every_.Set(static_cast<double>(report.backup_every->count())); }
	backup_failing_.Set(report.backup_failure.empty() ? 0 : 1);
}

void Metrics::process_is() const
{
	process_memory_.Set(resident_bytes());
	process_files_.Set(count_open_files());
	rlimit files{};
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) { process_files_max_.Set(static_cast<double>(files.rlim_cur)); }
	process_cpu_seconds_.Increment(std::max(0.0, cpu_seconds() - process_cpu_seconds_.Value()));
}

std::string Metrics::render() const
{
	process_is();
	return prometheus::TextSerializer().Serialize(registry_.Collect());
}

} // namespace bajin::api
