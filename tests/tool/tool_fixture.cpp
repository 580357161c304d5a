#include "tests/tool/tool_fixture.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdlib.h>
#include <sys/wait.h>

namespace bajin::tool_test
{

namespace fs = std::filesystem;

Bench::Bench()
{
	std::string pattern = (fs::temp_directory_path() / "bajin-tool-XXXXXX").string();
	REQUIRE(::mkdtemp(pattern.data()) != nullptr);
	path_ = pattern;
}

Bench::~Bench()
{
	std::error_code ignored;
	fs::remove_all(path_, ignored);
}

Ran Bench::run(const std::string& arguments) const
{
	const std::string command =
		"cd " + path_.string() + " && env -u BAJIN_DATA -u BAJIN_PUBLIC_URL " + test::tool_program() + " " + arguments + " 2>stderr.txt";
	std::FILE* pipe = ::popen(command.c_str(), "r");
	REQUIRE(pipe != nullptr);
	Ran ran;
	std::array<char, 4096> part{};
	for (std::size_t got = 0; (got = std::fread(part.data(), 1, part.size(), pipe)) > 0;) { ran.out.append(part.data(), got); }
	const int status = ::pclose(pipe);
	ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	std::ifstream error(path_ / "stderr.txt");
	ran.error.assign(std::istreambuf_iterator<char>(error), {});
	return ran;
}

Json Bench::run_json(const std::string& arguments) const
{
	const Ran ran = run(arguments + " --json");
	CAPTURE(arguments, ran.out, ran.error);
	REQUIRE(ran.exit_code == 0);
	const auto document = parse_json(ran.out);
	REQUIRE(document.has_value());
	return document->value;
}

void check_refused(const Bench& bench, const std::string& arguments, const std::string& said)
{
	const Ran ran = bench.run(arguments);
	CAPTURE(arguments, ran.out, ran.error);
	CHECK(ran.exit_code != 0);
	CHECK(std::count(ran.error.begin(), ran.error.end(), '\n') == 1);
	CHECK(ran.error.starts_with("bajin: "));
	CHECK(ran.error.find(said) != std::string::npos);
	CHECK(ran.out.empty());
}

} // namespace bajin::tool_test
