// The options of bajin-server, from the command line, a file (--config) or the environment (BAJIN_...), in this order, checked
// as far as they can be alone.
//
// Called once by main; the values never change afterwards.
#pragma once

#include "server/backups.hpp"
#include "server/net/options.hpp"
#include "server/people/sessions.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace bajin
{

struct Config
{
	std::filesystem::path data;
	std::string public_url;
	net::ServerOptions server{}; // what can be told from options
	std::int64_t log_bytes_max = 1'024LL * 1'024 * 1'024;
	BackupOptions backups;
	people::SessionLimits sessions;
	std::size_t read_lanes = 2;
	std::size_t download_lanes = 1;
	std::string log_level = "info";
	bool only_checks = false; // --check-config
};

// Either a configuration, or the exit code when there is nothing more to do: --help, --version (0), or an option that
// is wrong (2, said in a line for each on stderr).
struct ConfigOrExit
{
	std::optional<Config> config;
	int exit_code = 0;
};
[[nodiscard]] ConfigOrExit read_config(int argument_count, const char* const* arguments);

} // namespace bajin
