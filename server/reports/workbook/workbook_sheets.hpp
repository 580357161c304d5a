// The sheets of the year-end workbook: the cover, and the layout of every table.
//
// Called by workbook on the thread of the lane. Texts are written as strings, so that none becomes a formula.
#pragma once

#include "server/reports/workbook/workbook.hpp"
#include "server/reports/workbook/workbook_styles.hpp"
#include "server/reports/workbook/workbook_tables.hpp"

namespace bajin::reports
{

// Where nothing is known a line is left to be filled in.
void write_cover(lxw_workbook* workbook, const Styles& styles, const WorkbookHead& head);

void write_table(lxw_workbook* workbook, const Styles& styles, const WorkbookHead& head, const Table& table);

// Its title, headings and layout, and one row of empty cells below them, by which record_sheets knows where the records go
// and how their cells look. Here alone, because libxlsxwriter keeps every cell in memory, or writes no merged ones.
void write_record_sheet(lxw_workbook* workbook, const Styles& styles, const WorkbookHead& head, const RecordSheet& sheet);

} // namespace bajin::reports
