// The rows of the performance table on ingest; see stand.hpp. The server has one core for itself, the load another, and so have
// what it is compared with: plain SQLite for events in batches, a bare echo server for single ones.
#include "tools/benchmark/load.hpp"
#include "tools/benchmark/stand.hpp"

#include <algorithm>
#include <functional>
#include <iostream>
#include <map>

namespace bajin::benchmark
{

namespace
{

constexpr int rounds = 3;
constexpr std::size_t connections = 64;
constexpr std::size_t batch = 100;

// What one run of the server, or of a rival, gave.
struct Run
{
	double rate = 0; // events a second
	double p50_ms = 0;
	double p99_ms = 0;
	double bytes = 0;    // written to disk an event, what follows the commits included
	double write_us = 0; // processor time an event: of the write lane
	double io_us = 0;    // of the I/O thread
	double follow_us = 0;
};

std::string processor_text(const Run& run)
{
	return "write lane " + rounded(run.write_us, 1) + ", I/O " + rounded(run.io_us, 1) + ", followers " + rounded(run.follow_us, 1) +
		   " us an event";
}

void say(int round, const std::string& what)
{
	std::cerr << "round " << round + 1 << ": " << what << std::endl;
}

using ThreadTimes = std::map<std::string, double>;

// Of the threads of one name (shared/thread_name), an event.
double time_between(const ThreadTimes& before, const ThreadTimes& after, const std::string& name, double events)
{
	const auto of = [&name](const ThreadTimes& times)
	{
		const auto found = times.find(name);
		return found == times.end() ? 0 : found->second;
	};
	return (of(after) - of(before)) / events;
}

// `push` sends so many events.
Run run_server(Stand& stand, const std::string& name, std::optional<int> core, std::size_t events, const std::function<Run(Process&)>& push)
{
	const auto server = stand.start_server(name, core);
	const auto count = static_cast<double>(events);
	const ThreadTimes before = server->thread_microseconds();
	Run run = push(*server);
	const ThreadTimes pushed = server->thread_microseconds();
	run.write_us = time_between(before, pushed, "bajin-write", count);
	run.io_us = time_between(before, pushed, "bajin-server", count);
	await_followers(*server);
	run.follow_us = time_between(before, server->thread_microseconds(), "bajin-follow", count);
	run.bytes = static_cast<double>(server->stop()) / count; // with the last checkpoint, which is made at the end
	return run;
}

Run push_batches(Stand& stand, const Process& process, std::size_t events, bool is_rival)
{
	Run run;
	run.rate = static_cast<double>(events) / stand.fill(process.port(), events, batch, is_rival);
	return run;
}

Run push_singles(Stand& stand, const Process& process, std::size_t events, bool is_rival)
{
	auto result = run_load(stand.traffic().next_requests(events, 1), {process.port(), connections, is_rival ? 0U : 1U});
	std::sort(result.latencies_ms.begin(), result.latencies_ms.end());
	Run run;
	run.rate = static_cast<double>(events) / result.seconds;
	run.p50_ms = result.latencies_ms[result.latencies_ms.size() / 2];
	run.p99_ms = result.latencies_ms[result.latencies_ms.size() * 99 / 100];
	return run;
}

double median_of(const std::vector<Run>& runs, double Run::* figure)
{
	std::vector<double> values;
	for (const Run& run : runs) { values.push_back(run.*figure); }
	return median(values);
}

// One way in which events come, and what is asked of it.
struct Kind
{
	const char* name;
	const char* words;
	Spread spread;
	Ids ids;
	double rate_target;  // against one plain row an event
	double bytes_target; // 0: none; of random ids against what plain SQLite writes, else KiB an event
};
constexpr Kind kinds[] = {
	{"together", "each batch in one county and month", Spread::together, Ids::timed, 0.30, 0},
	{"apart", "spread over all counties and months", Spread::apart, Ids::timed, 0.25, 3.5},
	{"random", "spread, with random ids", Spread::apart, Ids::random, 0.20, 1.7},
};

std::vector<Row> measure_kind(Stand& stand, const Kind& kind, std::optional<int> core)
{
	const std::size_t events = stand.is_quick() ? 50'000 : 200'000;
	const auto count = static_cast<double>(events);
	std::vector<double> plain_rates;
	std::vector<double> plain_bytes;
	std::vector<Run> runs;
	std::vector<double> rivals;
	stand.traffic().set_kind(kind.spread, kind.ids);
	std::cerr << "100 events a request, " << kind.words << std::endl;
	for (int round = 0; round < rounds; ++round)
	{
		const Stand::Ceiling ceiling = stand.run_ceiling(events, kind.ids, core);
		plain_rates.push_back(count / ceiling.seconds);
		plain_bytes.push_back(ceiling.bytes / count);
		const std::string name = kind.name + std::to_string(round);
		runs.push_back(run_server(stand, name, core, events, [&](Process& server) { return push_batches(stand, server, events, false); }));
		say(round, "plain " + rounded(plain_rates.back(), 0) + "/s, server " + rounded(runs.back().rate, 0) + "/s, " +
					   rounded(runs.back().bytes / 1024) + " KiB an event; " + processor_text(runs.back()));
		if (const auto rival = stand.start_rival(name, core))
		{
			rivals.push_back(push_batches(stand, *rival, events, true).rate);
			say(round, "rival " + rounded(rivals.back(), 0) + "/s");
		}
	}
	stand.traffic().set_kind(Spread::together, Ids::timed);
	const double rate = median_of(runs, &Run::rate);
	const std::string title = std::string("ingest, 100 events a request, ") + kind.words;
	Run typical;
	typical.write_us = median_of(runs, &Run::write_us);
	typical.io_us = median_of(runs, &Run::io_us);
	typical.follow_us = median_of(runs, &Run::follow_us);
	std::vector<Row> rows{
		{title + ", against one plain row an event",
		 rounded(rate, 0) + " against " + rounded(median(plain_rates), 0) + " events/s; " + processor_text(typical),
		 rate / median(plain_rates), kind.rate_target, true}};
	if (!rivals.empty())
	{
		rows.push_back({title + ", against the rival", rounded(median(rivals), 0) + " events/s there", rate / median(rivals), 1, true});
	}
	const double bytes = median_of(runs, &Run::bytes);
	if (kind.bytes_target > 0 && kind.ids == Ids::timed)
	{
		rows.push_back({"the same, KiB written an event", rounded(bytes / 1024) + " KiB", bytes / 1024, kind.bytes_target, false});
	}
	if (kind.bytes_target > 0 && kind.ids == Ids::random)
	{
		const std::string measured = rounded(bytes / 1024) + " against " + rounded(median(plain_bytes) / 1024) + " KiB";
		rows.push_back({"the same, bytes written against plain", measured, bytes / median(plain_bytes), kind.bytes_target, false});
	}
	return rows;
}

} // namespace

std::vector<Row> measure_batches(Stand& stand)
{
	const Pinned pinned;
	std::vector<Row> rows;
	for (const Kind& kind : kinds)
	{
		for (Row& row : measure_kind(stand, kind, pinned.core())) { rows.push_back(std::move(row)); }
	}
	return rows;
}

std::vector<Row> measure_single_events(Stand& stand)
{
	const Pinned pinned;
	const std::size_t events = stand.is_quick() ? 30'000 : 100'000;
	std::vector<double> echo_rates;
	std::vector<double> spreads;
	std::vector<Run> runs;
	std::vector<Run> rivals;
	// Each request is of another county and month.
	for (int round = 0; round < rounds; ++round)
	{
		{
			const auto echo = stand.start_echo(pinned.core());
			echo_rates.push_back(push_singles(stand, *echo, events, true).rate);
		}
		const std::string name = "single" + std::to_string(round);
		runs.push_back(
			run_server(stand, name, pinned.core(), events, [&](Process& server) { return push_singles(stand, server, events, false); }));
		const Run& run = runs.back();
		spreads.push_back(run.p99_ms / run.p50_ms);
		say(round, "echo " + rounded(echo_rates.back(), 0) + "/s, server " + rounded(run.rate, 0) + "/s, p50 " + rounded(run.p50_ms) +
					   " ms, p99 " + rounded(run.p99_ms) + " ms, " + rounded(run.bytes / 1024) + " KiB an event; " + processor_text(run));
		if (const auto rival = stand.start_rival(name, pinned.core()))
		{
			rivals.push_back(push_singles(stand, *rival, events, true));
			say(round, "rival " + rounded(rivals.back().rate, 0) + "/s, p99 " + rounded(rivals.back().p99_ms) + " ms");
		}
	}
	const double rate = median_of(runs, &Run::rate);
	Run typical;
	typical.write_us = median_of(runs, &Run::write_us);
	typical.io_us = median_of(runs, &Run::io_us);
	typical.follow_us = median_of(runs, &Run::follow_us);
	const double kibibytes = median_of(runs, &Run::bytes) / 1024;
	std::vector<Row> rows{
		{"ingest, 1 event a request, against a bare echo server",
		 rounded(rate, 0) + " against " + rounded(median(echo_rates), 0) + " requests/s; " + processor_text(typical),
		 rate / median(echo_rates), 0.30, true},
		{"the same, p99 against p50",
		 "p50 " + rounded(median_of(runs, &Run::p50_ms)) + " ms, p99 " + rounded(median_of(runs, &Run::p99_ms)) + " ms", median(spreads),
		 2.5, false},
		{"the same, KiB written an event", rounded(kibibytes) + " KiB", kibibytes, 7, false},
	};
	if (!rivals.empty())
	{
		const double there = median_of(rivals, &Run::rate);
		const std::string measured = rounded(there, 0) + " requests/s there, p99 " + rounded(median_of(rivals, &Run::p99_ms)) + " ms";
		rows.push_back({"the same, against the rival", measured, rate / there, 1, true});
	}
	return rows;
}

} // namespace bajin::benchmark
