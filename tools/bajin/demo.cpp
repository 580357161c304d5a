#include "server/figures/statistics.hpp"
#include "server/store/backup.hpp"
#include "server/store/directory_lock.hpp"
#include "server/store/reader.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"
#include "tools/bajin/command.hpp"
#include "tools/bajin/data_directory.hpp"
#include "tools/bajin/demo_player.hpp"
#include "tools/bajin/progress.hpp"
#include "tools/demo/plan.hpp"

#include <iostream>
#include <memory>

namespace bajin::tool
{

namespace
{

void require_empty(store::Writer& writer, const std::filesystem::path& data)
{
	if (store::newest_seq(writer.database()) > 0 || !store::list_teams(writer.database()).empty())
	{
		throw Refusal(data.string() + " already has teams or events; the demonstration data needs an empty database (bajin init)");
	}
}

figures::Statistics find_figures(const std::filesystem::path& file)
{
	store::Reader reader(file);
	reader.begin_snapshot();
	figures::FigureText text;
	const std::string from = std::to_string(demo::published::first_year) + "-01";
	const std::string to = std::to_string(demo::published::last_year) + "-12";
	text.from = from;
	text.to = to;
	return figures::compute_statistics(reader, figures::parse_figure_query(text, *reader.reference(), now()).value());
}

void print_words(const figures::Statistics& found)
{
	std::cout << "demonstration data of " << found.query.period.from << " to " << found.query.period.to << ", " << found.area_name << ":\n";
	for (const Metric metric :
		 {Metric::events, Metric::sessions, Metric::eight_entry_sessions, Metric::lectures, Metric::women_children_lectures, Metric::reach,
		  Metric::materials, Metric::consultations})
	{
		std::cout << "  " << to_string(metric) << ": " << found.totals[metric] << '\n';
	}
	for (const figures::StatisticsRow& row : found.by_material)
	{
		// Published beside the total of the materials; the demonstration data assumes that they are among it.
		if (row.key == "law_reader" || row.key == "two_plans_handbook")
		{
			std::cout << "  of these materials " << row.name << ": " << row.metrics[Metric::materials] << '\n';
		}
	}
	std::cout << found.text << '\n';
}

// The file under construction, and what SQLite lays beside it.
void remove_database(const std::filesystem::path& file)
{
	for (const char* suffix : {"", "-wal", "-shm", "-journal"})
	{
		std::error_code ignored;
		std::filesystem::remove(file.string() + suffix, ignored);
	}
}

// In a copy, which takes the place of the empty database when all is in it: whoever is cut off can begin again.
int run_demo(const CommonOptions& options)
{
	const auto file = require_database(options.data);
	const store::DirectoryLock lock(options.data);
	{
		store::Writer writer = open_writer(options.data);
		require_empty(writer, options.data);
		writer.truncate_log();
	}
	const std::filesystem::path part = file.string() + ".demo";
	remove_database(part);
	std::filesystem::copy_file(file, part);
	{
		store::Writer writer(part);
		const demo::Plan plan = demo::make_plan(writer.reference()->areas, writer.reference()->vocabulary);
		Progress progress("demonstration data");
		DemoPlayer player(writer, plan);
		player.play([&progress](std::size_t done, std::size_t total)
					{ progress.show(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total)); });
		writer.truncate_log();
	}
	store::replace_database(part, file);
	const figures::Statistics found = find_figures(file);
	if (options.json) { print_json(figures::to_json(found)); }
	else { print_words(found); }
	return 0;
}

} // namespace

void add_demo(CLI::App& program, Chosen& chosen)
{
	CLI::App* command = program.add_subcommand("demo", "Fill an empty database with the demonstration data of 2011 to 2015");
	command->footer("Example: bajin demo --data data\nThe database must be empty, as bajin init makes it.");
	auto options = std::make_shared<CommonOptions>();
	add_common_options(*command, *options);
	command->callback([&chosen, options] { chosen = [options] { return run_demo(*options); }; });
}

} // namespace bajin::tool
