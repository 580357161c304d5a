#include "tests/support/paths.hpp"

namespace bajin::test
{

const std::string& source_directory()
{
	static const std::string path = BAJIN_SOURCE_DIR;
	return path;
}

const std::string& build_directory()
{
	static const std::string path = BAJIN_BUILD_DIR;
	return path;
}

std::string tool_program()
{
	return build_directory() + "/bajin";
}
std::string server_program()
{
	return build_directory() + "/bajin-server";
}

} // namespace bajin::test
