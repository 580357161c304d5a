// The sheets of the year-end workbook that have every area or every team, also those without an event; and the columns of
// all indicators, which other sheets share. Pure; see workbook_tables.
#pragma once

#include "server/reports/workbook/workbook_tables.hpp"

namespace bajin::reports
{

// What stands before, and behind it every indicator.
[[nodiscard]] CellRow metric_cells(CellRow row, const Metrics& metrics);
[[nodiscard]] std::vector<TableColumn> metric_columns(std::vector<TableColumn> columns, bool are_summed);

// One row for each area below, then what lies at the area itself.
[[nodiscard]] Table area_table(const Report& report);

// One row for each calendar year that the period touches, and how much each differs from the one before, in percent.
// Nothing for a period within one year. Of years that are not whole the change is left out.
[[nodiscard]] std::optional<Table> year_table(const figures::Statistics& statistics);

// Villages, communities and registered venues by kind: how many there are, and how many were visited.
[[nodiscard]] Table places_table(const Report& report);

// Every team that is based at or below the area.
[[nodiscard]] Table roster_table(const Report& report);

} // namespace bajin::reports
