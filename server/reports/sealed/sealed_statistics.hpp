// The sealed figures as those of statistics, and the tables that follow from them alone.
//
// Used by the outputs of sealed reports. Pure. Names are those that were sealed.
#pragma once

#include "server/reports/sealed/sealed_report.hpp"
#include "server/reports/workbook/workbook_tables.hpp"

namespace bajin::reports
{

// Of one attribution; without states. Rows that are 0 were not sealed among the figures, and are left out.
[[nodiscard]] figures::Statistics statistics_of(const SealedReport& report, figures::Attribution attribution);

// What a version of format 1 has on paper: its figures by both attributions, the explanation of the metrics last.
[[nodiscard]] std::vector<Table> tables_of_figures(const SealedReport& report);

} // namespace bajin::reports
