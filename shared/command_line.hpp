// What was typed to a program must be UTF-8: a terminal set to GBK would put names into the database that nobody can read.
//
// Used by the programs' main. Pure.
#pragma once

#include "shared/text_encoding.hpp"

#include <string>
#include <string_view>

namespace bajin
{

// The number of the first argument that is not UTF-8; 0: all are.
[[nodiscard]] inline int first_not_utf8(int argument_count, char** arguments) noexcept
{
	for (int i = 1; i < argument_count; ++i)
	{
		if (is_gbk(arguments[i])) { return i; }
	}
	return 0;
}

[[nodiscard]] inline std::string not_utf8_sentence(int number)
{
	return "argument " + std::to_string(number) + " is not UTF-8; set the terminal to UTF-8 (chcp 65001, or export LANG=C.UTF-8)";
}

} // namespace bajin
