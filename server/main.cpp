// bajin-server: reads the options, runs the server, and tells in one line why it could not.
#include "server/app.hpp"
#include "server/config.hpp"
#include "server/log.hpp"
#include "server/store/private_files.hpp"
#include "shared/command_line.hpp"

#include <csignal>
#include <exception>
#include <iostream>

int main(int argument_count, char** arguments)
{
	// Whoever read the log may go away; the server stays.
	std::signal(SIGPIPE, SIG_IGN);
	bajin::store::make_files_private();
	if (const int at = bajin::first_not_utf8(argument_count, arguments); at > 0)
	{
		std::cerr << "bajin-server: " << bajin::not_utf8_sentence(at) << '\n';
		return 2;
	}
	try
	{
		const bajin::ConfigOrExit read = bajin::read_config(argument_count, arguments);
		if (!read.config) { return read.exit_code; }
		if (read.config->only_checks) { return bajin::check_server(*read.config); }
		bajin::set_up_log(read.config->log_level);
		bajin::run_server(*read.config);
		return 0;
	}
	catch (const std::exception& error)
	{
		std::cerr << "bajin-server: " << error.what() << '\n';
		return 1;
	}
}
