#include "server/figures/statistics.hpp"
#include "server/reports/sealed/sealed_report.hpp"
#include "server/store/reader.hpp"
#include "tools/bajin/command.hpp"
#include "tools/bajin/data_directory.hpp"
#include "tools/bajin/progress.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

namespace bajin::tool
{

namespace
{

struct ReportOptions
{
	CommonOptions common;
	std::string from;
	std::string to;
	std::string area;
	std::string basis;
	std::string attribution;
	std::filesystem::path verify; // a sealed file; empty: print the statistics
};

std::string read_sealed_file(const std::filesystem::path& path)
{
	std::ifstream file(path, std::ios::binary);
	std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
	if (!file || text.empty()) { throw Refusal("cannot read " + path.string()); }
	return text;
}

int run_verify(const ReportOptions& options)
{
	const auto file = reports::parse_file(read_sealed_file(options.verify));
	if (!file) { throw Refusal(options.verify.string() + ": " + file.error().detail); }
	store::Reader reader(require_database(options.common.data));
	reader.begin_snapshot();
	const std::int64_t rows = reader.newest_seq();
	Progress progress("verify");
	const auto lines = reports::verify_report(reader, *file, [&](std::int64_t events) { progress.show(events, rows); });
	if (options.common.json) { print_json({{"same", lines.empty()}, {"sha256", file->sha256}, {"differences", lines}}); }
	else
	{
		for (const std::string& line : lines) { std::cout << line << '\n'; }
		std::cout << (lines.empty() ? "recomputed to the same bytes: " + file->sha256 : std::to_string(lines.size()) + " differences")
				  << '\n';
	}
	return lines.empty() ? 0 : exit_differs;
}

int run_report(const ReportOptions& options)
{
	if (!options.verify.empty()) { return run_verify(options); }
	if (options.from.empty() || options.to.empty()) { throw Refusal("--from and --to are needed, or --verify FILE"); }
	store::Reader reader(require_database(options.common.data));
	reader.begin_snapshot();
	figures::FigureText text;
	text.from = options.from;
	text.to = options.to;
	text.area = options.area;
	text.basis = options.basis;
	text.attribution = options.attribution;
	if (!options.area.empty()) { static_cast<void>(require_area(reader.reference()->areas, options.area)); }
	const auto query = figures::parse_figure_query(text, *reader.reference(), now());
	if (!query) { throw Refusal(query.error().detail.empty() ? query.error().code : query.error().detail); }
	const figures::Statistics statistics = figures::compute_statistics(reader, *query);
	if (options.common.json) { print_json(figures::to_json(statistics)); }
	else { std::cout << figures::to_plain_text(statistics); }
	return 0;
}

} // namespace

void add_report(CLI::App& program, Chosen& chosen)
{
	CLI::App* command =
		program.add_subcommand("report", "Print the publicity statistics of an area and a period, or verify a sealed report");
	command->footer("Example: bajin report --from 2011-01 --to 2015-12 --area 410400 --data data\n"
					"         bajin report --verify report-410400-2011-01-01-2015-12-31-v1.json --data data\n"
					"--verify exits 1 with a list when something differs.");
	auto options = std::make_shared<ReportOptions>();
	command->add_option("--from", options->from, "First month (2011-01) or day (2011-01-01)");
	command->add_option("--to", options->to, "Last month or day");
	command->add_option("--area", options->area, "Official code of the area; without it all of them");
	command->add_option("--basis", options->basis, "received (default) or verified");
	command->add_option("--attribution", options->attribution, "area (default): by where it was; team: by who did it");
	command->add_option("--verify", options->verify, "A sealed report (.json): recompute it from the history and say what differs");
	add_common_options(*command, options->common);
	command->callback([&chosen, options] { chosen = [options] { return run_report(*options); }; });
}

} // namespace bajin::tool
