#include "server/api/http/metrics.hpp"
#include "server/store/database.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"

#include <fstream>
#include <iterator>
#include <regex>
#include <string>

using namespace bajin;

TEST_CASE("metrics: what was counted is shown in Prometheus' text format")
{
	api::Metrics metrics;
	constexpr std::string_view sync = "/api/v1/sync";
	metrics.request_answered({sync, 200, std::chrono::milliseconds(3), 5'000, 300});
	metrics.request_answered({sync, 200, std::chrono::milliseconds(30), 100, 100});
	metrics.request_answered({sync, 503});
	metrics.request_answered({"/api/v1/events/{id}/history", 200});
	metrics.request_answered({"/", 200});
	api::ConditionReport report;
	report.store_failure = "storage_full";
	report.log_bytes = 4'096;
	report.free_bytes = 1'000'000;
	metrics.condition_is(report, api::ClockDoubt::ahead);
	metrics.sync_results(protocol::Outcome::merged, 3);
	metrics.lane_depth(api::Lane::export_, 4);
	metrics.group_committed(7, std::chrono::milliseconds(2));
	const std::string text = metrics.render();
	const auto shows = [&](std::string_view line) { return text.find(line) != std::string::npos; };
	CHECK(shows("bajin_http_requests_total{route=\"/api/v1/sync\",status=\"200\"} 2\n"));
	CHECK(shows("bajin_http_requests_total{route=\"/api/v1/sync\",status=\"503\"} 1\n"));
	CHECK(shows("bajin_sync_results_total{outcome=\"merged\"} 3\n"));
	CHECK(shows("bajin_lane_jobs{lane=\"export\"} 4\n"));
	CHECK(shows("bajin_group_jobs_sum 7\n"));
	CHECK(shows("bajin_commit_seconds_count 1\n"));
	CHECK(shows("bajin_http_request_seconds_count{group=\"sync\"} 3\n"));
	CHECK(shows("bajin_http_request_seconds_bucket{group=\"sync\",le=\"0.005\"} 2\n"));
	CHECK(shows("bajin_http_request_bytes_sum{group=\"sync\"} 5100\n"));
	CHECK(shows("bajin_http_response_bytes_sum{group=\"sync\"} 400\n"));
	CHECK(shows("bajin_http_request_seconds_count{group=\"events\"} 1\n"));
	CHECK(shows("bajin_http_request_seconds_count{group=\"pages\"} 1\n"));
	CHECK(shows("bajin_storing 0\n"));
	CHECK(shows("bajin_log_bytes 4096\n"));
	CHECK(shows("bajin_disk_free_bytes 1000000\n"));
	CHECK(shows("bajin_clock_in_doubt 1\n"));
	CHECK(shows("bajin_build_info{sqlite=\"" + store::sqlite_version() + "\",version=\"" BAJIN_VERSION "\"} 1\n"));
	for (const char* of_process : {"process_resident_memory_bytes ", "process_open_fds ", "process_max_fds ", "process_cpu_seconds_total "})
	{
		CHECK(shows(of_process));
		CHECK_FALSE(shows(std::string(of_process) + "0\n"));
	}
}

TEST_CASE("metrics: the alerts and the dashboard ask for nothing that is not told")
{
	api::Metrics metrics;
	metrics.request_answered({"/api/v1/sync", 200});
	metrics.lane_refused(api::Lane::write);
	const std::string told = metrics.render();
	for (const char* name : {"alerts.yml", "dashboard.json"})
	{
		std::ifstream file(test::source_directory() + "/docs/monitoring/" + name);
		const std::string text{std::istreambuf_iterator<char>(file), {}};
		REQUIRE_FALSE(text.empty());
		const std::regex metric("(?:bajin|process)_[a-z_]+");
		for (std::sregex_iterator found(text.begin(), text.end(), metric); found != std::sregex_iterator(); ++found)
		{
			const std::string asked = std::regex_replace(found->str(), std::regex("_(?:bucket|sum|count)$"), "");
			CAPTURE(name, asked);
			CHECK(told.find("# TYPE " + asked + " ") != std::string::npos);
		}
	}
}
