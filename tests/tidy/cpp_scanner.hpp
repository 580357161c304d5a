// Splits C++ text into what is code, what is comment and what is literal, line by line; called by the tidy rules only.
//
// It knows line and block comments, character and string literals, raw strings and digit separators. Line numbers stay those of
// the text. Plain function without state.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::tidy
{

// The content of one string literal and the line (from 1) on which it begins.
struct Literal
{
	std::size_t line = 0;
	std::string text;
};

struct ScannedCpp
{
	// The lines with comments removed and literals emptied to "" or ''; lines inside a raw string are empty.
	std::vector<std::string> code;
	// Parallel to code: true for lines that begin inside a raw string, whose leading white space is content.
	std::vector<bool> begins_in_literal;
	std::vector<Literal> literals;
};

[[nodiscard]] ScannedCpp scan_cpp(std::string_view text);

} // namespace bajin::tidy
