#include "server/store/backup.hpp"

#include "tools/bajin/command.hpp"
#include "tools/bajin/data_directory.hpp"
#include "tools/bajin/progress.hpp"

#include <iostream>
#include <memory>

namespace bajin::tool
{

namespace
{

struct BackupOptions
{
	CommonOptions common;
	std::filesystem::path file;
};

int run_backup(const BackupOptions& options)
{
	const auto database = require_database(options.common.data);
	{
		Progress progress("backup");
		store::back_up_database(database, options.file, [&progress](int done, int total) { progress.show(done, total); });
	}
	const auto bytes = std::filesystem::file_size(options.file);
	if (options.common.json) { print_json({{"file", options.file.string()}, {"bytes", bytes}}); }
	else { std::cout << "backed up to " << options.file.string() << ", " << bytes << " bytes, checked\n"; }
	return 0;
}

} // namespace

void add_backup(CLI::App& program, Chosen& chosen)
{
	CLI::App* command = program.add_subcommand("backup", "Copy the database into one file and check the copy; the server may run");
	command->footer("Example: bajin backup --data data /media/backup/bajin-2025-12-31.db\nAn existing file is never overwritten.");
	auto options = std::make_shared<BackupOptions>();
	command->add_option("FILE", options->file, "Where to; must not exist")->required();
	add_common_options(*command, options->common);
	command->callback([&chosen, options] { chosen = [options] { return run_backup(*options); }; });
}

} // namespace bajin::tool
