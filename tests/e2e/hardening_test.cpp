// What the compiler and the linker were asked to put into the shipped programs is in them (only the release build has it).
#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"

#include <array>
#include <cstdio>
#include <memory>
#include <string>

using namespace bajin;

namespace
{

std::string read_elf(const std::string& options, const std::string& program)
{
	const std::string command = "readelf --wide " + options + " '" + program + "' 2>&1";
	const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
	REQUIRE(pipe != nullptr);
	std::string text;
	std::array<char, 4'096> buffer{};
	while (std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr) { text += buffer.data(); }
	return text;
}

bool has(const std::string& text, std::string_view part)
{
	return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("hardening: the programs are position-independent, their tables read-only, their stacks guarded")
{
	for (const std::string& program : {test::server_program(), test::tool_program()})
	{
		CAPTURE(program);
		const std::string segments = read_elf("--file-header --program-headers", program);
		CHECK(has(segments, "DYN (Position-Independent Executable file)"));
		CHECK(has(segments, "GNU_RELRO"));
		const auto stack = segments.find("GNU_STACK");
		REQUIRE(stack != std::string::npos);
		CHECK_FALSE(has(segments.substr(stack, segments.find('\n', stack) - stack), "RWE"));
		CHECK(has(read_elf("--dynamic", program), "NOW"));
		const std::string symbols = read_elf("--dyn-syms", program);
		CHECK(has(symbols, "__stack_chk_fail"));
		CHECK(has(symbols, "__memcpy_chk")); // FORTIFY: lengths that are known are checked
	}
}
