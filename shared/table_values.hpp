// What people write into the cells of a spreadsheet: codes and days in the forms that Excel and Chinese keyboards give.
//
// Used by the imports of tables. Pure.
#pragma once

#include "shared/calendar.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace bajin
{

// "4.10423E+11": what Excel makes of a long code.
[[nodiscard]] bool is_scientific(std::string_view text);

// "2016-01-01", and as Excel shows it: "2016/1/1", "2016年1月1日", "2016.1.1"; empty when it is no day.
[[nodiscard]] std::optional<Date> parse_day(std::string_view text);

// The writer of tables puts an apostrophe before what a spreadsheet would run as a formula; this takes it off.
[[nodiscard]] std::string without_guard(const std::string& cell);

} // namespace bajin
