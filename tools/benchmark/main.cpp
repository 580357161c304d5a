// The benchmark behind tools/bench: measures the rows it is asked for and prints the table.
#include "shared/json.hpp"
#include "tools/benchmark/stand.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>
#include <unistd.h>

namespace
{

using namespace bajin::benchmark;

using Measure = std::vector<Row> (*)(Stand&);

const std::vector<std::pair<std::string, Measure>> measures = {
	{"ingest-100", measure_batches}, {"ingest-1", measure_single_events},
	{"growth", measure_growth},      {"report", measure_reports},
	{"idle", measure_idle},          {"wire", measure_wire},
};

void print(const std::vector<Row>& rows, bool json)
{
	if (json)
	{
		bajin::Json list = bajin::Json::array();
		for (const Row& row : rows)
		{
			list.push_back(
				{{"row", row.name}, {"measured", row.measured}, {"value", row.value}, {"target", row.target}, {"met", row.is_met()}});
		}
		std::cout << bajin::to_text(list) << '\n';
		return;
	}
	std::cout << "| row | measured | compared | target | met |\n|---|---|---:|---:|---|\n";
	for (const Row& row : rows)
	{
		std::cout << "| " << row.name << " | " << row.measured << " | " << rounded(row.value) << " | "
				  << (row.at_least ? "at least " : "at most ") << rounded(row.target) << " | " << (row.is_met() ? "yes" : "NO") << " |\n";
	}
}

struct Directory
{
	std::filesystem::path path;
	explicit Directory(const std::filesystem::path& beside)
	{
		std::string name = beside / "bench-XXXXXX";
		if (::mkdtemp(name.data()) == nullptr) { throw std::runtime_error("cannot make a directory in " + beside.string()); }
		path = name;
	}
	~Directory()
	{
		std::error_code ignored;
		std::filesystem::remove_all(path, ignored);
	}
	Directory(const Directory&) = delete;
	Directory& operator=(const Directory&) = delete;
};

std::atomic<bool> interrupted = false;

// Ctrl-C and kill end what runs and leave no data behind. Signals must be blocked in all threads.
void clean_up_on_signal(const sigset_t& signals, const std::filesystem::path& directory)
{
	std::thread(
		[signals, directory]
		{
			int number = 0;
			::sigwait(&signals, &number);
			interrupted = true;
			bajin::benchmark::Process::kill_all();
			std::error_code ignored;
			std::filesystem::remove_all(directory, ignored);
			std::cerr << "\nbench: interrupted" << std::endl;
			::_exit(128 + number);
		})
		.detach();
}

std::vector<std::string> measure_names()
{
	std::vector<std::string> names;
	for (const auto& [name, measure] : measures) { names.push_back(name); }
	return names;
}

} // namespace

int main(int count, char** arguments)
{
	CLI::App program("Measures the server against what the machine can do, as ratios within one run.");
	StandOptions options;
	std::vector<std::string> only;
	bool json = false;
	program.add_option("--programs", options.programs, "Directory of the built programs")->required();
	program.add_option("--source", options.source, "Directory of the project")->required();
	program.add_option("--only", only, "Rows: ingest-100 (with disk), ingest-1, growth, report, idle, wire")
		->check(CLI::IsMember(measure_names()));
	program.add_flag("--quick", options.quick, "Fewer events; the ratios are rougher");
	program.add_option("--events", options.growth, "Of growth and report: so many (1,000,000; 200,000 with --quick)");
	program.add_option("--rival", options.rival, "Also load the server that this command starts; tools/bench --help says how");
	program.add_flag("--json", json, "One JSON list instead of words");
	CLI11_PARSE(program, count, arguments);
	sigset_t signals;
	sigemptyset(&signals);
	for (const int number : {SIGINT, SIGTERM, SIGHUP}) { sigaddset(&signals, number); }
	::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
	try
	{
		const Directory directory(options.programs);
		options.directory = directory.path;
		clean_up_on_signal(signals, directory.path);
		if (options.quick) { std::cerr << "--quick: fewer events than the targets are set for; the ratios are rough" << std::endl; }
		Stand stand(options);
		std::vector<Row> rows;
		for (const auto& [name, measure] : measures)
		{
			if (!only.empty() && std::find(only.begin(), only.end(), name) == only.end()) { continue; }
			std::cerr << name << std::endl;
			for (Row& row : measure(stand)) { rows.push_back(std::move(row)); }
		}
		print(rows, json);
		return std::all_of(rows.begin(), rows.end(), [](const Row& row) { return row.is_met(); }) ? 0 : 1;
	}
	catch (const std::exception& failure)
	{
		while (interrupted) { ::pause(); } // the programs were ended from here; the other thread is cleaning up
		std::cerr << "bench: " << failure.what() << '\n';
		return 2;
	}
}
