// A cross table as a sheet of a workbook. Made on a read lane.
#pragma once

#include "server/figures/cross.hpp"
#include "server/reports/workbook/workbook_tables.hpp"

namespace bajin::reports
{

[[nodiscard]] Table make_cross_table(const figures::Cross& cross);
[[nodiscard]] WorkbookHead make_cross_head(const figures::Cross& cross);

} // namespace bajin::reports
