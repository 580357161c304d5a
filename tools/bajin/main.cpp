// bajin: what an administrator types on the machine that holds the data.

#include "server/store/private_files.hpp"
#include "shared/command_line.hpp"
#include "tools/bajin/command.hpp"

#include <exception>
#include <iostream>

namespace
{

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;

int fail(const std::string& what, int exit_code)
{
	std::cerr << "bajin: " << what << '\n';
	return exit_code;
}

void add_commands(CLI::App& program, bajin::tool::Chosen& chosen)
{
	using namespace bajin::tool;
	add_init(program, chosen);
	add_demo(program, chosen);
	add_team(program, chosen);
	add_user(program, chosen);
	add_enrol(program, chosen);
	add_check(program, chosen);
	add_clock(program, chosen);
	add_report(program, chosen);
	add_backup(program, chosen);
	add_restore(program, chosen);
	add_import(program, chosen);
	add_field(program, chosen);
	add_version(program, chosen);
}

int run(const bajin::tool::Chosen& chosen)
{
	const int exit_code = chosen();
	std::cout.flush();
	return std::cout ? exit_code : fail("cannot write the answer to standard output", exit_failed);
}

} // namespace

int main(int argument_count, char** arguments)
{
	bajin::store::make_files_private();
	CLI::App program("Looks after the data of a bajin server: records of the eight-entry law campaign (法律八进).");
	program.name("bajin");
	program.set_version_flag("--version", BAJIN_VERSION);
	program.require_subcommand(0, 1); // said below, so that a mistyped command is named
	program.footer("Example: bajin init --data data\nEach command has its own --help with an example.");
	bajin::tool::Chosen chosen;
	try
	{
		if (const int at = bajin::first_not_utf8(argument_count, arguments); at > 0)
		{
			return fail(bajin::not_utf8_sentence(at), exit_usage);
		}
		add_commands(program, chosen);
		program.parse(argument_count, arguments);
		return chosen ? run(chosen) : fail("a command is needed (see --help)", exit_usage);
	}
	catch (const CLI::Success& success)
	{
		return program.exit(success);
	}
	catch (const CLI::ParseError& error)
	{
		return fail(std::string(error.what()) + " (see --help)", exit_usage);
	}
	catch (const std::exception& error)
	{
		return fail(error.what(), exit_failed);
	}
}
