#include "server/store/database.hpp"
#include "shared/protocol.hpp"
#include "tools/bajin/command.hpp"

#include <iostream>
#include <memory>

namespace bajin::tool
{

void add_version(CLI::App& program, Chosen& chosen)
{
	CLI::App* command = program.add_subcommand("version", "Print the version of the program and of the sync protocol");
	command->footer("Example: bajin version --json");
	auto json = std::make_shared<bool>(false);
	command->add_flag("--json", *json, "Print one JSON object instead of words");
	command->callback(
		[&chosen, json]
		{
			chosen = [json]
			{
				if (*json)
				{
					print_json({{"version", BAJIN_VERSION}, {"protocol", protocol::version_current}, {"sqlite", store::sqlite_version()}});
				}
				else
				{
					std::cout << "bajin " << BAJIN_VERSION << ", sync protocol " << protocol::version_current << ", SQLite "
							  << store::sqlite_version() << '\n';
				}
				return 0;
			};
		});
}

} // namespace bajin::tool
