// The sheets of the year-end workbook that say how the office stands: estimates, and which counties handed their reports
// upward. Pure; see workbook_tables.
#pragma once

#include "server/reports/workbook/workbook_tables.hpp"

namespace bajin::reports
{

// The report must hold estimates.
[[nodiscard]] Table estimate_table(const Report& report);

// Rows as reports/submissions tells them; what stands in `reported` and `now` may be missing.
[[nodiscard]] Table submission_table(const Json& rows);

} // namespace bajin::reports
