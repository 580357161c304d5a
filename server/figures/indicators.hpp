// What each metric of a figure is called in a table, its unit, and what it means: the texts of every export, in one place.
//
// Used where figures are written as CSV or as a workbook. Pure.
#pragma once

#include "shared/measures.hpp"

#include <span>
#include <string>
#include <string_view>

namespace bajin::figures
{

struct Indicator
{
	Metric metric;
	std::string_view name;    // "宣传活动场次"
	std::string_view group;   // what stands above it where headings have two rows; empty: it stands alone
	std::string_view heading; // below the group, with the unit
	std::string_view unit;
	std::string_view meaning;
};

// In the order in which tables show them. Attendance stands with audiences only: it is part of reach.
[[nodiscard]] std::span<const Indicator> indicators() noexcept;

// What a metric is called, by its code (to_string); the code itself where it has no name.
[[nodiscard]] std::string name_of_metric(std::string_view code);

// What else a table may name, for its last sheet.
struct Explanation
{
	std::string_view name;
	std::string_view unit;
	std::string_view meaning;
};
[[nodiscard]] std::span<const Explanation> explanations() noexcept;

} // namespace bajin::figures
