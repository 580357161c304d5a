#include "server/figures/recount.hpp"
#include "tools/bajin/command.hpp"
#include "tools/bajin/data_directory.hpp"
#include "tools/bajin/progress.hpp"

#include <iostream>
#include <memory>

namespace bajin::tool
{

namespace
{

figures::RecountReport recount_all(const std::filesystem::path& file)
{
	store::Reader reader(file);
	reader.begin_snapshot();
	const std::int64_t rows = reader.newest_seq();
	Progress progress("recount");
	return figures::recount(reader, [&progress, rows](std::int64_t events) { progress.show(events, rows); });
}

void print_words(const figures::RecountReport& report)
{
	for (const std::string& fault : report.faults) { std::cout << fault << '\n'; }
	for (const std::string& difference : report.differences) { std::cout << difference << '\n'; }
	std::cout << report.events << " events recounted: "
			  << (report.is_clean()
					  ? "everything agrees"
					  : std::to_string(report.faults.size()) + " faults, " + std::to_string(report.differences.size()) + " figures differ")
			  << '\n';
}

int run_check(const CommonOptions& options)
{
	const figures::RecountReport report = recount_all(require_database(options.data));
	if (options.json)
	{
		print_json(
			{{"clean", report.is_clean()},
			 {"events", report.events},
			 {"faults", Json(report.faults)},
			 {"differences", Json(report.differences)}});
	}
	else { print_words(report); }
	if (!report.is_clean()) { std::cerr << "bajin: the database does not agree with its records\n"; }
	return report.is_clean() ? 0 : exit_differs;
}

} // namespace

void add_check(CLI::App& program, Chosen& chosen)
{
	CLI::App* command = program.add_subcommand("check", "Check the database file, and all counts against a recount from the records");
	command->footer("Example: bajin check --data data\nExits 1 with a list when something differs.");
	auto options = std::make_shared<CommonOptions>();
	add_common_options(*command, *options);
	command->callback([&chosen, options] { chosen = [options] { return run_check(*options); }; });
}

} // namespace bajin::tool
