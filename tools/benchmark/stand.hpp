// What the rows of the benchmark share: the programs, a prepared data directory, teams with tokens, and the table.
#pragma once

#include "tools/benchmark/process.hpp"
#include "tools/benchmark/records.hpp"

#include <filesystem>
#include <memory>
#include <optional>
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
	std::string rival;      // a command; empty: none
	std::size_t growth = 0; // events that figures and lists are read of; 0: as many as `quick` says
};

class Stand
{
public:
	explicit Stand(StandOptions options);

	// A server on a copy of the prepared data, or on what an earlier one left there. `core`: the only one that it may run on.
	[[nodiscard]] std::unique_ptr<Process> start_server(const std::string& name, std::optional<int> core = std::nullopt);
	[[nodiscard]] std::unique_ptr<Process> start_echo(std::optional<int> core) const;

	// The command of --rival in an empty directory of its own; null: none was given.
	[[nodiscard]] std::unique_ptr<Process> start_rival(const std::string& name, std::optional<int> core) const;

	// What plain SQLite takes for so many events, one row each.
	struct Ceiling
	{
		double seconds = 0;
		double bytes = 0; // written to disk
	};
	[[nodiscard]] Ceiling run_ceiling(std::size_t events, Ids ids, std::optional<int> core) const;

	// Pushes so many events, so many a request, over 16 connections; gives the seconds. `is_rival`: what it answers is its own.
	double fill(std::uint16_t port, std::size_t events, std::size_t events_a_request, bool is_rival = false);

	[[nodiscard]] Traffic& traffic() noexcept { return *traffic_; }
	[[nodiscard]] bool is_quick() const noexcept { return options_.quick; }
	[[nodiscard]] std::size_t growth_events() const noexcept;

private:
	void prepare();

	StandOptions options_;
	AreaTree areas_; // the traffic refers to it
	std::unique_ptr<Traffic> traffic_;
};

[[nodiscard]] double median(std::vector<double> values);
[[nodiscard]] std::string rounded(double value, int digits = 2);

// Waits until what follows the commits has seen all of them.
void await_followers(const Process& server);

[[nodiscard]] std::vector<Row> measure_batches(Stand& stand);       // ingest-100, of three kinds, with disk
[[nodiscard]] std::vector<Row> measure_single_events(Stand& stand); // ingest-1, with disk
[[nodiscard]] std::vector<Row> measure_growth(Stand& stand);        // figures, pages, start, ingest
[[nodiscard]] std::vector<Row> measure_reports(Stand& stand);       // the year-end report and its workbook
[[nodiscard]] std::vector<Row> measure_idle(Stand& stand);
[[nodiscard]] std::vector<Row> measure_wire(Stand& stand);

} // namespace bajin::benchmark
