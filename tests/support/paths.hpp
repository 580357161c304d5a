// Where the source and the built programs are: the only thing in the tests that differs from checkout to checkout.
#pragma once

#include <string>

namespace bajin::test
{

// Both without a slash at their end.
[[nodiscard]] const std::string& source_directory();
[[nodiscard]] const std::string& build_directory();

// The built tool `bajin`, and the built server.
[[nodiscard]] std::string tool_program();
[[nodiscard]] std::string server_program();

} // namespace bajin::test
