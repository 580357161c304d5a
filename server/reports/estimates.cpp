#include "server/reports/estimates.hpp"

#include <algorithm>

namespace bajin::reports
{

std::optional<Metric> parse_estimated_metric(std::string_view text) noexcept
{
	const auto found = std::ranges::find_if(estimated_metrics, [&](Metric metric) { return to_string(metric) == text; });
	return found == estimated_metrics.end() ? std::nullopt : std::optional(*found);
}

std::vector<store::Estimate> estimates_of_year(store::Database& database, AreaId area, int year)
{
	std::vector<store::Estimate> estimates = store::list_estimates(database, area, year);
	std::ranges::sort(estimates, {}, [](const store::Estimate& estimate) { return parse_estimated_metric(estimate.metric); });
	return estimates;
}

std::vector<store::Estimate> estimates_shown(store::Database& database, AreaId area, const DateSpan& days)
{
	const int year = year_of(days.first);
	return year == year_of(days.last) ? estimates_of_year(database, area, year) : std::vector<store::Estimate>();
}

Json to_json(const store::Estimate& estimate)
{
	return {
		{"metric", estimate.metric},    {"value", estimate.value ? Json(*estimate.value) : Json(nullptr)},
		{"grounds", estimate.grounds},  {"by", estimate.actor},
		{"at", to_string(estimate.at)},
	};
}

} // namespace bajin::reports
