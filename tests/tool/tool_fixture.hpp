// The built tool `bajin`, run in a directory of its own: what it prints and how it ends.
//
// For tests of the tool's subcommands; one thread.
#pragma once

#include "shared/json.hpp"

#include <filesystem>
#include <string>

namespace bajin::tool_test
{

struct Ran
{
	int exit_code = -1;
	std::string out;
	std::string error; // lines of stderr
};

class Bench
{
public:
	Bench();
	~Bench();
	Bench(const Bench&) = delete;
	Bench& operator=(const Bench&) = delete;

	// `arguments` as in a shell, run inside the bench's own directory.
	[[nodiscard]] Ran run(const std::string& arguments) const;

	// The one JSON object that it prints; fails the test unless it ends with 0.
	[[nodiscard]] Json run_json(const std::string& arguments) const;

	[[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }

private:
	std::filesystem::path path_;
};

// Fails the test unless the tool refuses in one line that has `said` in it, and prints nothing else.
void check_refused(const Bench& bench, const std::string& arguments, const std::string& said);

} // namespace bajin::tool_test
