#include "server/figures/statistics.hpp"
#include "server/store/reader.hpp"
#include "tools/bajin/command.hpp"
#include "tools/bajin/data_directory.hpp"

#include <iostream>
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
};

int run_report(const ReportOptions& options)
{
	store::Reader reader(require_database(options.common.data));
	reader.begin_snapshot();
	figures::FigureText text;
	text.from = options.from;
	text.to = options.to;
	text.area = options.area;
	text.basis = options.basis;
	text.attribution = options.attribution;
	if (!options.area.empty())
	{
		static_cast<void>(require_area(reader.reference()->areas, options.area));
	}
	const auto query = figures::parse_figure_query(text, *reader.reference(), now());
	if (!query)
	{
		throw Refusal(query.error().detail.empty() ? query.error().code : query.error().detail);
	}
	const figures::Statistics statistics = figures::compute_statistics(reader, *query);
	if (options.common.json)
	{
		print_json(figures::to_json(statistics));
	}
	else
	{
		std::cout << figures::to_plain_text(statistics);
	}
	return 0;
}

} // namespace

void add_report(CLI::App& program, Chosen& chosen)
{
	CLI::App* command = program.add_subcommand("report", "Print the publicity statistics of an area and a period");
	command->footer("Example: bajin report --from 2011-01 --to 2015-12 --area 410400 --data data");
	auto options = std::make_shared<ReportOptions>();
	command->add_option("--from", options->from, "First month (2011-01) or day (2011-01-01)")->required();
	command->add_option("--to", options->to, "Last month or day")->required();
	command->add_option("--area", options->area, "Official code of the area; without it all of them");
	command->add_option("--basis", options->basis, "received (default) or verified");
	command->add_option("--attribution", options->attribution, "area (default): by where it was; team: by who did it");
	add_common_options(*command, options->common);
	command->callback([&chosen, options] { chosen = [options] { return run_report(*options); }; });
}

} // namespace bajin::tool
