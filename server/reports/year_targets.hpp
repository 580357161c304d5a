// The targets of the years that a period covers, and how far each has come within it: for the year-end report.
//
// On a read lane. The area itself and its children, always by where events were; and teams, over all venue types. A period
// of whole years has those of each year; one within a year those of that year, with what was reached in the period alone.
#pragma once

#include "server/figures/target_progress.hpp"

#include <optional>
#include <vector>

namespace bajin::reports
{

struct YearTargets
{
	int year = 0;
	std::vector<figures::TargetProgress> rows;
};

// Empty: the period is neither made of whole years nor lies within one.
[[nodiscard]] std::optional<std::vector<YearTargets>> compute_year_targets(store::Reader& reader, const figures::FigureQuery& query);

} // namespace bajin::reports
