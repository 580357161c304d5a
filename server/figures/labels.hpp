// What tables for people call things: bases, attributions, states, and times as a clock in the office shows them.
//
// Used where figures are written as CSV or text. Pure.
#pragma once

#include "server/figures/period.hpp"
#include "shared/area.hpp"

#include <string>
#include <string_view>

namespace bajin::figures
{

[[nodiscard]] std::string_view basis_name(Basis basis) noexcept;
[[nodiscard]] std::string_view attribution_name(Attribution attribution) noexcept;
[[nodiscard]] std::string_view state_name(ReviewState state) noexcept;
[[nodiscard]] std::string_view level_name(AreaLevel level) noexcept;

// "2015-03-08 19:20", in Asia/Shanghai.
[[nodiscard]] std::string office_time(Timestamp at);

} // namespace bajin::figures
