#include "server/reports/workbook/record_rows.hpp"
#include "server/reports/workbook/record_sheets.hpp"
#include "server/reports/workbook/workbook_sheets.hpp"

#include <algorithm>

namespace bajin::reports
{

void write_record_sheet(lxw_workbook* workbook, const Styles& styles, const WorkbookHead& head, const RecordSheet& of)
{
	lxw_worksheet* const sheet = workbook_add_worksheet(workbook, of.name.c_str());
	if (sheet == nullptr) { check(LXW_ERROR_SHEETNAME_ALREADY_USED); }
	const auto all = record_columns();
	const auto last_column = static_cast<lxw_col_t>(of.columns.size() - 1);
	const auto head_column = std::min<lxw_col_t>(last_column, 10); // titles do not run across all of so wide a sheet
	constexpr auto first = static_cast<lxw_row_t>(record_head_rows);
	const std::string bases = "统计口径：" + head.basis + "　归属口径：" + head.attribution;
	write_merged(sheet, {0, 0, 0, head_column}, "记录明细", styles.title);
	write_merged(
		sheet, {1, 0, 1, head_column},
		"统计区划：" + head.area_name + "（" + head.area_code + "）　　统计时段：" + head.period + "　　" + bases +
			"　　每行一条计入统计的记录；并入联合活动的记录只列审核时选定仍要计入的内容，各列相加等于报表。" + of.totals,
		styles.about);
	check(worksheet_set_row(sheet, 0, 26, nullptr));
	check(worksheet_set_row(sheet, 1, last_column < 6 ? 120 : 66, nullptr));
	for (std::size_t place = 0; place < of.columns.size(); ++place)
	{
		const RecordColumn& column = all[of.columns[place]];
		const auto number = static_cast<lxw_col_t>(place);
		check(worksheet_set_column(sheet, number, number, column.width, nullptr));
		check(worksheet_write_string(sheet, first - 1, number, std::string(column.heading).c_str(), styles.heading));
		check(worksheet_write_blank(sheet, first, number, column.is_number ? styles.record_number : styles.record_text));
	}
	const auto rows = static_cast<lxw_row_t>(of.rows > 0 ? of.rows : 1);
	check(worksheet_autofilter(sheet, first - 1, 0, first + rows - 1, last_column));
	check(worksheet_repeat_rows(sheet, 0, first - 1));
	worksheet_freeze_panes(sheet, first, std::min<lxw_col_t>(last_column, 3));
	set_page(sheet, bases, head.area_name + " " + head.period);
}

} // namespace bajin::reports
