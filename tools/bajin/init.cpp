#include "generated/areas_410400.hpp"
#include "generated/vocabulary.hpp"
#include "server/people/random.hpp"
#include "server/store/backup.hpp"
#include "shared/area_list.hpp"
#include "tools/bajin/command.hpp"
#include "tools/bajin/data_directory.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

namespace bajin::tool
{

namespace
{

namespace fs = std::filesystem;

struct InitOptions
{
	CommonOptions common;
	fs::path areas; // empty: the official list that is built in
};

std::string read_file(const fs::path& path)
{
	std::ifstream file(path, std::ios::binary);
	std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
	if (!file) { throw Refusal("cannot read " + path.string()); }
	return text;
}

std::vector<Area> read_areas(const fs::path& path)
{
	auto areas = parse_area_csv(path.empty() ? std::string(embedded::areas_410400) : read_file(path));
	if (areas)
	{
		const auto tree = AreaTree::build(*areas);
		if (tree) { return std::move(*areas); }
		throw Refusal((path.empty() ? std::string("the built-in list of areas") : path.string()) + ": " + tree.error().detail);
	}
	throw Refusal((path.empty() ? std::string("the built-in list of areas") : path.string()) + ": " + areas.error().detail);
}

int run_init(const InitOptions& options)
{
	store::InitialContent content;
	content.areas = read_areas(options.areas);
	content.vocabulary_json = embedded::vocabulary;
	content.now = now();
	people::fill_random(content.secret);
	people::fill_random(content.epoch_id);
	make_directory(options.common.data);
	const fs::path file = database_file(options.common.data);
	store::create_database(file, content);
	if (options.common.json) { print_json({{"database", file.string()}, {"areas", content.areas.size()}}); }
	else { std::cout << "made " << file.string() << " with " << content.areas.size() << " areas\n"; }
	return 0;
}

} // namespace

void add_init(CLI::App& program, Chosen& chosen)
{
	CLI::App* command = program.add_subcommand("init", "Make an empty database with the official areas and the vocabulary");
	command->footer("Example: bajin init --data data\nAn existing database is never touched.");
	auto options = std::make_shared<InitOptions>();
	add_common_options(*command, options->common);
	command->add_option(
		"--areas", options->areas, "Another list of areas: code,name,level,parent[,valid_from,valid_to,successor], or the official one");
	command->callback([&chosen, options] { chosen = [options] { return run_init(*options); }; });
}

} // namespace bajin::tool
