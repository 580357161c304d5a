// Cells of a sheet as text of its XML, for sheets that are written row by row into the ZIP file of a workbook.
//
// Used by the workbooks of records on their lane. Pure. A text stands in its cell: a list of all texts, as libxlsxwriter makes
// it, would have to be kept until the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bajin::reports
{

// "A", ..., "Z", "AA", ...
[[nodiscard]] std::string column_name(std::size_t column);

// What XML does not take becomes a space.
void append_escaped(std::string& xml, std::string_view text);

// The rest of a cell after the number of its style, from the quotation mark on.
void append_text_cell(std::string& xml, std::string_view text);
void append_number_cell(std::string& xml, std::int64_t number);

} // namespace bajin::reports
