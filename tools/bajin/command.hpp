// What the subcommands of `bajin` share: how they are added to the command line, how they refuse, how they answer.
//
// One thread. A subcommand is one file: it adds its options to the program and leaves in `chosen` what is to run when it
// was the one typed. It throws Refusal (or StoreError) for everything that keeps it from doing all of its work; main turns
// that into one line on stderr and exit code 1.
#pragma once

#include "shared/json.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>

namespace bajin::tool
{

// One line for the person who typed the command.
class Refusal : public std::runtime_error
{
public:
	using std::runtime_error::runtime_error;
};

// Gives the exit code: 0 when all was done, 1 when what was asked about is not so (`check`) or was refused in part (`import`), 2 when
// nothing was done because a file is of no use (`import`).
using Chosen = std::function<int()>;

inline constexpr int exit_differs = 1;

struct CommonOptions
{
	std::filesystem::path data;
	bool json = false;
};
void add_common_options(CLI::App& command, CommonOptions& options);

// One JSON object on stdout.
void print_json(const Json& object);

void add_init(CLI::App& program, Chosen& chosen);
void add_demo(CLI::App& program, Chosen& chosen);
void add_team(CLI::App& program, Chosen& chosen);
void add_user(CLI::App& program, Chosen& chosen);
void add_enrol(CLI::App& program, Chosen& chosen);
void add_check(CLI::App& program, Chosen& chosen);
void add_clock(CLI::App& program, Chosen& chosen);
void add_report(CLI::App& program, Chosen& chosen);
void add_backup(CLI::App& program, Chosen& chosen);
void add_restore(CLI::App& program, Chosen& chosen);
void add_import(CLI::App& program, Chosen& chosen);
void add_field(CLI::App& program, Chosen& chosen);
void add_version(CLI::App& program, Chosen& chosen);

} // namespace bajin::tool
