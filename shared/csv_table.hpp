// Reading a table that a person made in a spreadsheet: CSV as in RFC 4180, or cells copied out of Excel.
//
// Used by imports, the list of areas among them. Pure. The encoding is found (shared/text_encoding), and the separator (comma,
// tab or semicolon) from the first line; line ends of any system and rows without content are taken as they come. What
// cells mean is the caller's affair.
#pragma once

#include "shared/result.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bajin
{

struct CsvRow
{
	std::size_t line = 0;           // on which the row begins, from 1
	std::vector<std::string> cells; // what they say (without_guard), without what cannot be seen at their ends
};

struct CsvTable
{
	char separator = ',';
	std::vector<CsvRow> rows;            // the headings first; empty when there is nothing
	std::size_t unclosed_quote_line = 0; // where a quoted cell begins that never ends; 0: none
};

// Cells are UTF-8. Error `not_utf8`: no encoding that is known (shared/text_encoding).
[[nodiscard]] Result<CsvTable> parse_csv_table(std::string_view bytes);

// The same with its headings apart, for tables whose columns are found by name.
struct HeadedTable
{
	std::size_t line = 0; // of the headings
	std::vector<std::string> headings;
	std::vector<CsvRow> rows;

	// Where the column of that name stands; empty: there is none.
	[[nodiscard]] std::optional<std::size_t> find_column(std::string_view heading) const noexcept;
};

// Errors `not_utf8` and `invalid_table`
// (no headings, a quote that is never closed, more than `rows_max` rows).
[[nodiscard]] Result<HeadedTable> parse_headed_table(std::string_view bytes, std::size_t rows_max);

struct TableFlaw
{
	std::size_t line = 0;
	std::string column;    // the heading; empty: the whole line
	std::string_view code; // unknown_column, repeated_column, too_many_cells
};

// What a person would want to know before anything of the table is taken: a heading that is misspelt takes its column away.
[[nodiscard]] std::vector<TableFlaw> find_flaws(const HeadedTable& table, std::span<const std::string_view> known);

// The cell of that column; empty when there is no such column or the row is shorter.
[[nodiscard]] std::string_view cell_of(const CsvRow& row, std::optional<std::size_t> column) noexcept;

// "１，２００" is "1,200", and a space of Chinese width is a space: digits and signs as an input method leaves them.
[[nodiscard]] std::string to_half_width(std::string_view text);

} // namespace bajin
