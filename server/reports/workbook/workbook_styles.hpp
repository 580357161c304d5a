// How the cells of a workbook look, and what the sheets need of libxlsxwriter beside its own functions.
//
// Used by workbook_sheets and workbook_cover on the thread of the lane. Formats belong to the workbook they were made in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <xlsxwriter.h>

namespace bajin::reports
{

struct Styles
{
	lxw_format* title = nullptr;
	lxw_format* about = nullptr; // the line below a title, and notes
	lxw_format* heading = nullptr;
	lxw_format* label = nullptr; // the line above a block of rows
	lxw_format* text = nullptr;
	lxw_format* number = nullptr;  // with thousands separators
	lxw_format* decimal = nullptr; // with one decimal
	lxw_format* total_text = nullptr;
	lxw_format* total_number = nullptr;
	lxw_format* record_text = nullptr; // of one line, however long
	lxw_format* record_number = nullptr;
	lxw_format* cover_title = nullptr;
	lxw_format* cover_center = nullptr;
	lxw_format* cover_name = nullptr;
	lxw_format* cover_value = nullptr; // underlined: to be filled in where it is empty
};

[[nodiscard]] Styles make_styles(lxw_workbook* workbook);

// Throws WorkbookError when it is one.
void check(lxw_error error);

// In the units of a column's width: 2 for a Chinese character, 1 for a Latin one.
[[nodiscard]] std::int64_t text_width(std::string_view text) noexcept;

// Landscape A4, as wide as one page; `left` and `right` stand at the foot of every page beside its number.
void set_page(lxw_worksheet* sheet, std::string_view left, std::string_view right);

// In a workbook "_x0041_" means the letter A: a text in which that stands is written so that it shows as it is.
[[nodiscard]] std::string in_workbook(std::string_view text);

// Of the cell or the range from the one to the other, one text, never a formula.
struct Range
{
	lxw_row_t first_row = 0;
	lxw_col_t first_column = 0;
	lxw_row_t last_row = 0;
	lxw_col_t last_column = 0;
};
void write_merged(lxw_worksheet* sheet, const Range& range, const std::string& text, lxw_format* format);

} // namespace bajin::reports
