// The sheet of targets in the year-end workbook: first set, as changed, and how far each has come. Pure; see workbook_tables.
#pragma once

#include "server/reports/workbook/workbook_tables.hpp"

namespace bajin::reports
{

[[nodiscard]] Table target_table(const Report& report);

// With its unit. `metric`: as targets name it.
[[nodiscard]] std::string_view name_of_target_metric(std::string_view metric) noexcept;

} // namespace bajin::reports
