#include "tools/bajin/command.hpp"

#include <iostream>

namespace bajin::tool
{

void add_common_options(CLI::App& command, CommonOptions& options)
{
	command.add_option("--data", options.data, "Directory with the database")->envname("BAJIN_DATA")->required();
	command.add_flag("--json", options.json, "Print one JSON object instead of words");
}

void print_json(const Json& object)
{
	std::cout << to_text(object) << '\n';
}

} // namespace bajin::tool
