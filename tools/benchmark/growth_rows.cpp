// The rows of the performance table on what grows with the number of events, and should not; see stand.hpp.
#include "tools/benchmark/reads.hpp"
#include "tools/benchmark/stand.hpp"

#include <iostream>

namespace bajin::benchmark
{

namespace
{

constexpr std::size_t few = 10'000;

struct Sized
{
	double coverage_ms = 0;
	double statistics_ms = 0;
	double start_s = 0;
	double start_mib = 0;
	double timed_rate = 0; // batches, events a second
	double random_rate = 0;
};

double batch_rate(Stand& stand, const Process& server, Ids ids)
{
	constexpr std::size_t events = 50'000;
	stand.traffic().set_kind(Spread::together, ids);
	const double rate = static_cast<double>(events) / stand.fill(server.port(), events, 100);
	stand.traffic().set_kind(Spread::together, Ids::timed);
	return rate;
}

Sized measure_size(Stand& stand, const Process& server)
{
	Sized sized;
	sized.start_s = server.seconds_to_first_line();
	sized.start_mib = static_cast<double>(server.resident_bytes()) / 1024 / 1024;
	sized.coverage_ms = fresh_answer_ms(stand, server, get("/api/v1/coverage?year=2015&area=410400"));
	sized.statistics_ms = fresh_answer_ms(stand, server, get("/api/v1/statistics?from=2011-01&to=2015-12&area=410400"));
	return sized;
}

void measure_rates(Stand& stand, const Process& server, Sized& sized)
{
	sized.timed_rate = batch_rate(stand, server, Ids::timed);
	sized.random_rate = batch_rate(stand, server, Ids::random);
}

// Pages that people open, each with what it is asked for.
std::vector<Row> measure_pages(Stand& stand, const Process& server, const std::string& at)
{
	constexpr double most_ms = 200;
	const std::string days = "from=2011-01&to=2015-12&limit=50";
	const std::vector<std::pair<std::string, std::string>> pages = {
		{"events of a county by venue type", "/api/v1/events?area=410423&venue_type=barracks&" + days},
		{"events of all by venue type", "/api/v1/events?area=410400&venue_type=barracks&" + days},
		{"events by team", "/api/v1/events?area=410400&team=" + stand.traffic().team().id + "&" + days},
		{"events of a county by state, none of them so", "/api/v1/events?area=410423&state=returned&" + days},
		{"events of a township", "/api/v1/events?area=410423101&" + days},
		{"review queue", "/api/v1/events?area=410400&state=submitted&" + days},
		{"look-alikes", "/api/v1/look_alikes?area=410400&from=2011-01&to=2015-12"},
		{"search for two characters that are everywhere", "/api/v1/events?area=410400&text=%E6%B3%95%E5%BE%8B&" + days},
		{"search for two characters that are nowhere", "/api/v1/events?area=410400&text=%E7%BD%95%E8%A7%81&" + days},
	};
	std::vector<Row> rows;
	const double pull = pull_ms(stand, server);
	rows.push_back({"pull of 10 changes" + at + ", ms", rounded(pull) + " ms", pull, most_ms, false});
	for (const auto& [name, path] : pages)
	{
		const double ms = fresh_answer_ms(stand, server, get(path));
		std::cerr << name << ": " << rounded(ms) << " ms" << std::endl;
		rows.push_back({name + at + ", ms", rounded(ms) + " ms", ms, most_ms, false});
	}
	return rows;
}

Row ratio_row(const std::string& name, double large_ms, double small_ms)
{
	return {name, rounded(large_ms) + " ms against " + rounded(small_ms) + " ms", large_ms / small_ms, 1.2, false};
}

Row rate_row(const std::string& name, double large, double small, double target)
{
	return {name, rounded(large, 0) + " against " + rounded(small, 0) + " events/s", large / small, target, true};
}

} // namespace

std::vector<Row> measure_growth(Stand& stand)
{
	const std::size_t many = stand.growth_events();
	// Few events a request for the few, so that they too lie in all counties and months: only the number differs.
	const auto small_server = start_filled(stand, "small", few, 10);
	Sized small = measure_size(stand, *small_server);
	measure_rates(stand, *small_server, small);
	small_server->stop();

	const auto large_server = start_filled(stand, "large", many, 100);
	Sized large = measure_size(stand, *large_server);
	std::cerr << "waiting for what follows the commits" << std::endl;
	await_followers(*large_server);
	const std::string at = " at " + std::to_string(many) + " events";
	const std::string against = at + " against " + std::to_string(few);
	std::vector<Row> rows = measure_pages(stand, *large_server, at);
	measure_rates(stand, *large_server, large);
	large_server->stop();

	rows.push_back(ratio_row("coverage" + against, large.coverage_ms, small.coverage_ms));
	rows.push_back(ratio_row("statistics" + against, large.statistics_ms, small.statistics_ms));
	rows.push_back({"start of the server" + at + ", s", rounded(large.start_s) + " s", large.start_s, 0.5, false});
	rows.push_back({"memory after it, MiB", rounded(large.start_mib, 0) + " MiB", large.start_mib, 150, false});
	rows.push_back(rate_row("batches" + against + ", time-ordered ids", large.timed_rate, small.timed_rate, 0.8));
	rows.push_back(rate_row("batches" + against + ", random ids", large.random_rate, small.random_rate, 0.4));
	return rows;
}

} // namespace bajin::benchmark
