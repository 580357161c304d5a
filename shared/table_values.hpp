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

// Where a spreadsheet would run a cell as a formula, at full width too, the writer of tables puts an apostrophe before it.
[[nodiscard]] bool needs_guard(std::string_view cell) noexcept;

// What a cell says: without that apostrophe, without the one by which people keep Excel from changing a code ('410423), and
// without the formula that does the same (="410423").
[[nodiscard]] std::string without_guard(std::string_view cell);

// A code as a spreadsheet leaves it: "４１０４２３", "410 423" and "410423.0" are "410423".
[[nodiscard]] std::string code_in_cell(std::string_view cell);

} // namespace bajin
