// Reading a table that a person made in a spreadsheet: CSV as in RFC 4180, or cells copied out of Excel.
//
// Used by imports. Pure. The separator (comma, tab or semicolon) is found from the first line; a byte order mark, line
// ends of any system and rows without content are taken as they come. What cells mean is the caller's affair.
#pragma once

#include "shared/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bajin
{

struct CsvRow
{
	std::size_t line = 0;           // on which the row begins, from 1
	std::vector<std::string> cells; // without white space at their ends
};

struct CsvTable
{
	char separator = ',';
	std::vector<CsvRow> rows;            // the headings first; empty when there is nothing
	std::size_t unclosed_quote_line = 0; // where a quoted cell begins that never ends; 0: none
};

// Error `not_utf8`: GBK, UTF-16, or text in which another program has already put U+FFFD for what it could not read.
[[nodiscard]] Result<CsvTable> parse_csv_table(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

// "１，２００" is "1,200", and a space of Chinese width is a space: digits and signs as an input method leaves them.
[[nodiscard]] std::string to_half_width(std::string_view text);

} // namespace bajin
