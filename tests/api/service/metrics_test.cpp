#include "server/api/http/metrics.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;

TEST_CASE("metrics: what was counted is shown in Prometheus' text format")
{
	api::Metrics metrics;
	metrics.request_answered("/api/v1/sync", 200);
	metrics.request_answered("/api/v1/sync", 200);
	metrics.request_answered("/api/v1/sync", 503);
	metrics.sync_results(protocol::Outcome::merged, 3);
	metrics.lane_depth(api::Lane::exports, 4);
	metrics.group_committed(7, std::chrono::milliseconds(2));
	const std::string text = metrics.render();
	const auto shows = [&](std::string_view line) { return text.find(line) != std::string::npos; };
	CHECK(shows("bajin_http_requests_total{route=\"/api/v1/sync\",status=\"200\"} 2\n"));
	CHECK(shows("bajin_http_requests_total{route=\"/api/v1/sync\",status=\"503\"} 1\n"));
	CHECK(shows("bajin_sync_results_total{outcome=\"merged\"} 3\n"));
	CHECK(shows("bajin_lane_jobs{lane=\"export\"} 4\n"));
	CHECK(shows("bajin_group_jobs_sum 7\n"));
	CHECK(shows("bajin_commit_seconds_count 1\n"));
}
