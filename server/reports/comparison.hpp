// A period beside the same days of the years before: the last, and the mean of the last three.
//
// Part of the year-end report, on a read lane. A period of whole years moves by its length, one within a year by a year; any
// other has nothing to be compared with. Whole months at county level and above cost the same however many events there are.
#pragma once

#include "server/figures/period.hpp"
#include "server/store/reader.hpp"
#include "shared/json.hpp"
#include "shared/measures.hpp"

#include <array>
#include <optional>

namespace bajin::reports
{

struct EarlierPeriod
{
	figures::Period period;
	std::optional<Metrics> totals; // empty: no record of the database is as old, or the caller may not look at it
};

struct Comparison
{
	std::array<EarlierPeriod, 3> earlier; // the last first

	// Sums over the three, to be divided by three; empty when one of them is.
	[[nodiscard]] std::optional<Metrics> sum_of_three() const;
};

// `visible`: the days that the caller may look at. Empty: the period has nothing to be compared with.
[[nodiscard]] std::optional<Comparison>
compute_comparison(store::Reader& reader, const figures::FigureQuery& query, const DateSpan& visible);

// value / of as a percentage with one decimal; empty when `of` is 0.
[[nodiscard]] std::optional<double> percentage(std::int64_t value, std::int64_t of) noexcept;

// A third of the sum, with one decimal.
[[nodiscard]] double mean_of_three(std::int64_t sum) noexcept;

// Of the totals of the period itself beside those of the earlier ones.
[[nodiscard]] Json to_json(const Comparison& comparison, const Metrics& totals);

} // namespace bajin::reports
