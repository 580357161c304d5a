// What the rows of the benchmark share: the programs, a prepared data directory, teams with tokens, and the table.
#pragma once

#include "tools/benchmark/process.hpp"
#include "tools/benchmark/records.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace bajin::benchmark
{

struct Row
{
	std::string name;
	std::string measured;
	double value = 0; // what is compared
	double target = 0;
	bool at_least = true; // else: at most
	[[nodiscard]] bool is_met() const noexcept { return at_least ? value >= target : value <= target; }
};

struct StandOptions
{
	std::filesystem::path programs;  // with bajin-server, bajin, bench-ceiling, bench-echo
	std::filesystem::path source;    // of the project: schema
	std::filesystem::path directory; // for data; emptied by the caller
	bool quick = false;
};

class Stand
{
public:
	explicit Stand(StandOptions options);

	// A server on a copy of the prepared data, or on what an earlier one left there.
	[[nodiscard]] std::unique_ptr<Process> start_server(const std::string& name);
	[[nodiscard]] std::unique_ptr<Process> start_echo() const;

	// Seconds that plain SQLite takes for so many events; `rows` is "one" or "two" an event.
	[[nodiscard]] double run_ceiling(std::size_t events, const std::string& rows) const;

	// Pushes so many events, so many a request, over 16 connections; gives the seconds.
	double fill(std::uint16_t port, std::size_t events, std::size_t events_a_request);

	[[nodiscard]] Traffic& traffic() noexcept { return *traffic_; }
	[[nodiscard]] bool is_quick() const noexcept { return options_.quick; }

private:
	void prepare();

	StandOptions options_;
	AreaTree areas_; // the traffic refers to it
	std::unique_ptr<Traffic> traffic_;
};

[[nodiscard]] double median(std::vector<double> values);
[[nodiscard]] std::string rounded(double value, int digits = 2);

[[nodiscard]] std::vector<Row> measure_batches(Stand& stand);       // ingest-100 and disk
[[nodiscard]] std::vector<Row> measure_single_events(Stand& stand); // ingest-1
[[nodiscard]] std::vector<Row> measure_growth(Stand& stand);        // figures, pull, start
[[nodiscard]] std::vector<Row> measure_reports(Stand& stand);       // the year-end report and its workbook
[[nodiscard]] std::vector<Row> measure_idle(Stand& stand);
[[nodiscard]] std::vector<Row> measure_wire(Stand& stand);

} // namespace bajin::benchmark
