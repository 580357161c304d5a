// What was typed to a program must be UTF-8: a terminal set to GBK would put names into the database that nobody can read.
//
// Used by the programs' main. Pure.
#pragma once

#include "shared/csv_table.hpp"

#include <string>
#include <string_view>

namespace bajin
{

// No UTF-8, or two and more common Chinese characters of GBK in a row that happen to be letters of UTF-8, as 鲁山 and 学校 are:
// each is of a byte C2 to D7 and one A1 to BF. A single one may well be a letter: "café", "3·15".
[[nodiscard]] inline bool is_gbk(std::string_view text) noexcept
{
	if (!is_utf8(text)) { return true; }
	bool has_pair = false;
	for (std::size_t i = 0; i < text.size();)
	{
		const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
		const auto is_common = [&](std::size_t at) { return byte(at) >= 0xC2 && byte(at) <= 0xD7 && byte(at + 1) >= 0xA1; };
		if (byte(i) < 0x80)
		{
			++i;
			continue;
		}
		if (!is_common(i)) { return false; }
		has_pair = has_pair || is_common(i + 2);
		i += 2;
	}
	return has_pair;
}

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
