// The sheets of the year-end workbook: the cover, and the layout of every table.
//
// Called by workbook on the thread of the lane. Texts are written as strings, so that none becomes a formula.
#pragma once

#include "server/reports/workbook_styles.hpp"
#include "server/reports/workbook_tables.hpp"

namespace bajin::reports
{

// Where nothing is known a line is left to be filled in.
void write_cover(lxw_workbook* workbook, const Styles& styles, const WorkbookHead& head);

void write_table(lxw_workbook* workbook, const Styles& styles, const WorkbookHead& head, const Table& table);

} // namespace bajin::reports
