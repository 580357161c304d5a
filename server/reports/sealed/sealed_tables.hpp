// The sheets of a sealed version's workbook that are not statistics: its targets, and what it changed of the version before.
// Pure; see workbook_tables. Names are those that were sealed.
#pragma once

#include "server/reports/workbook/workbook_tables.hpp"

namespace bajin::reports
{

[[nodiscard]] Table sealed_target_table(const Json& document);

// `difference` as compare_reports gives it: every changed figure with what it was, what it is, and the events that
// changed it.
[[nodiscard]] Table changed_figures_table(const Json& difference, const Json& document);

// The events themselves, then targets and codes that changed.
[[nodiscard]] Table changed_events_table(const Json& difference, const Json& document);

} // namespace bajin::reports
