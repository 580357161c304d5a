#include "server/people/random.hpp"
#include "server/store/backup.hpp"
#include "server/store/directory_lock.hpp"
#include "tools/bajin/command.hpp"
#include "tools/bajin/data_directory.hpp"
#include "tools/bajin/progress.hpp"

#include <iostream>
#include <memory>

namespace bajin::tool
{

namespace
{

struct RestoreOptions
{
	CommonOptions common;
	std::filesystem::path file;
	bool trust_clock = false;
};

int run_restore(const RestoreOptions& options)
{
	std::error_code ignored;
	if (!std::filesystem::is_regular_file(options.file, ignored)) { throw Refusal("there is no file " + options.file.string()); }
	make_directory(options.common.data);
	const store::DirectoryLock lock(options.common.data);
	store::Restore restore{options.file, database_file(options.common.data), {}, now(), options.trust_clock};
	people::fill_random(restore.epoch_id);
	{
		Progress progress("restore");
		store::restore_database(restore, [&progress](int done, int total) { progress.show(done, total); });
	}
	store::Database database(restore.database, store::Database::Access::read_only);
	const store::Epoch epoch = store::load_epochs(database).back();
	if (options.common.json)
	{
		print_json({{"database", restore.database.string()}, {"epoch", epoch.number}, {"first_version", epoch.first_version}});
	}
	else
	{
		std::cout << "restored " << restore.database.string() << "; epoch " << epoch.number
				  << ". What is missing comes back from the phones as they sync.\n";
	}
	return 0;
}

} // namespace

void add_restore(CLI::App& program, Chosen& chosen)
{
	CLI::App* command = program.add_subcommand("restore", "Put a backup in place of a lost database; the server must be stopped");
	command->footer("Example: bajin restore /media/backup/bajin-2025-12-31.db --data data\nAn existing database is never overwritten.");
	auto options = std::make_shared<RestoreOptions>();
	command->add_option("FILE", options->file, "The backup")->required();
	command->add_flag("--trust-clock", options->trust_clock, "This machine's clock is right although the backup's server had a later one");
	add_common_options(*command, options->common);
	command->callback([&chosen, options] { chosen = [options] { return run_restore(*options); }; });
}

} // namespace bajin::tool
