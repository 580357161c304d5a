// The benchmark behind tools/bench: measures the rows it is asked for and prints the table.
#include "shared/json.hpp"
#include "tools/benchmark/stand.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <iostream>
#include <map>

namespace
{

using namespace bajin::benchmark;

using Measure = std::vector<Row> (*)(Stand&);

const std::vector<std::pair<std::string, Measure>> measures = {
	{"ingest-100", measure_batches}, {"ingest-1", measure_single_events}, {"growth", measure_growth}, {"idle", measure_idle}, {"wire", measure_wire},
};

void print(const std::vector<Row>& rows, bool json)
{
	bajin::Json list = bajin::Json::array();
	for (const Row& row : rows)
	{
		if (json) { list.push_back({{"row", row.name}, {"measured", row.measured}, {"value", row.value}, {"target", row.target}, {"met", row.is_met()}}); }
		else
		{
			std::cout << (row.is_met() ? "met      " : "NOT MET  ") << row.name << ": " << row.measured << "; " << rounded(row.value) << ", "
					  << (row.at_least ? "at least " : "at most ") << rounded(row.target) << '\n';
		}
	}
	if (json) { std::cout << bajin::to_text(list) << '\n'; }
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

}  // namespace

int main(int count, char** arguments)
{
	CLI::App program("Measures the server against what the machine can do, as ratios within one run.");
	StandOptions options;
	std::vector<std::string> only;
	bool json = false;
	program.add_option("--programs", options.programs, "Directory of the built programs")->required();
	program.add_option("--source", options.source, "Directory of the project")->required();
	program.add_option("--only", only, "Rows: ingest-100 (with disk), ingest-1, growth, idle, wire");
	program.add_flag("--quick", options.quick, "Fewer events; the ratios are rougher");
	program.add_flag("--json", json, "One JSON list instead of words");
	CLI11_PARSE(program, count, arguments);
	try
	{
		const Directory directory(options.programs);
		options.directory = directory.path;
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
		std::cerr << "bench: " << failure.what() << '\n';
		return 2;
	}
}
