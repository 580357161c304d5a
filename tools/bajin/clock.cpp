#include "server/people/audit.hpp"
#include "server/store/clock_store.hpp"
#include "server/store/writer.hpp"
#include "tools/bajin/command.hpp"
#include "tools/bajin/data_directory.hpp"

#include <iostream>
#include <memory>

namespace bajin::tool
{

namespace
{

int run_confirm(const CommonOptions& options)
{
	store::Writer writer = open_writer(options.data);
	const Timestamp at = now();
	writer.run_alone(
		[&]
		{
			store::confirm_time(writer.database(), at);
			people::AuditEntry audit_entry{"confirm_clock"};
			audit_entry.details = {{"time", to_string(at)}};
			people::audit(writer.database(), people::tool_actor(), audit_entry, at);
		});
	if (options.json) { print_json({{"confirmed", to_string(at)}}); }
	else { std::cout << "confirmed: it is " << to_string(at) << "; a running server goes by it within seconds\n"; }
	return 0;
}

} // namespace

void add_clock(CLI::App& program, Chosen& chosen)
{
	CLI::App* clock = program.add_subcommand("clock", "Say that this machine's clock is right, when the server doubts it");
	clock->require_subcommand(1);
	CLI::App* confirm = clock->add_subcommand("confirm", "The time of this machine is right");
	confirm->footer(
		"Look at the time first: date\n"
		"The server doubts a clock that jumped by more than 5 minutes, or that is earlier or much later at its start than it was\n"
		"before. It then refuses no record for its day, and lets nothing expire, until the clock agrees again, until this command,\n"
		"or for 24 hours of running.\n"
		"Example: bajin clock confirm --data data");
	auto options = std::make_shared<CommonOptions>();
	add_common_options(*confirm, *options);
	confirm->callback([&chosen, options] { chosen = [options] { return run_confirm(*options); }; });
}

} // namespace bajin::tool
