#include "server/reports/comparison.hpp"

#include "server/figures/statistics.hpp"
#include "server/figures/tally.hpp"
#include "server/store/count_store.hpp"

#include <cmath>

namespace bajin::reports
{

namespace
{

double one_decimal(double value) noexcept
{
	return std::round(value * 10) / 10;
}

Json percentage_json(std::int64_t value, std::int64_t of)
{
	const auto percent = percentage(value, of);
	return percent ? Json(*percent) : Json(nullptr);
}

} // namespace

std::optional<Metrics> Comparison::sum_of_three() const
{
	Metrics sum;
	for (const EarlierPeriod& one : earlier)
	{
		if (!one.totals) { return std::nullopt; }
		for (std::size_t i = 0; i < metric_count; ++i) { sum.values[i] += one.totals->values[i]; }
	}
	return sum;
}

std::optional<double> percentage(std::int64_t value, std::int64_t of) noexcept
{
	return of == 0 ? std::nullopt : std::optional(one_decimal(100.0 * static_cast<double>(value) / static_cast<double>(of)));
}

double mean_of_three(std::int64_t sum) noexcept
{
	return one_decimal(static_cast<double>(sum) / 3);
}

std::optional<Comparison> compute_comparison(store::Reader& reader, const figures::FigureQuery& query, const DateSpan& visible)
{
	const auto years = query.period.length_in_years();
	if (!years) { return std::nullopt; }
	const auto counted = store::find_counted_months(reader.database());
	Comparison comparison;
	for (std::size_t i = 0; i < comparison.earlier.size(); ++i)
	{
		EarlierPeriod& earlier = comparison.earlier[i];
		earlier.period = query.period.years_before(*years * static_cast<int>(i + 1));
		const DateSpan& days = earlier.period.days;
		const bool is_absent = !counted || days.last < first_day(counted->first);
		if (is_absent || days.first < visible.first || days.last > visible.last) { continue; }
		figures::FigureQuery before = query;
		before.period = earlier.period;
		earlier.totals = figures::tally(reader, before).total.on(query.basis);
	}
	return comparison;
}

Json to_json(const Comparison& comparison, const Metrics& totals)
{
	Json json;
	json["earlier"] = Json::array();
	for (const EarlierPeriod& one : comparison.earlier)
	{
		json["earlier"].push_back(
			{{"from", one.period.from},
			 {"to", one.period.to},
			 {"totals", one.totals ? figures::metrics_json(*one.totals) : Json(nullptr)}});
	}
	const auto& last = comparison.earlier.front().totals;
	const auto three = comparison.sum_of_three();
	json["change"] = nullptr;
	json["change_percent"] = nullptr;
	json["mean_of_three"] = nullptr;
	json["change_from_mean_percent"] = nullptr;
	for (std::size_t i = 0; i < metric_count; ++i)
	{
		const auto metric = static_cast<Metric>(i);
		if (metric == Metric::attendance) { continue; }
		const std::string name(bajin::to_string(metric));
		const std::int64_t value = totals[metric];
		if (last)
		{
			json["change"][name] = value - (*last)[metric];
			json["change_percent"][name] = percentage_json(value - (*last)[metric], (*last)[metric]);
		}
		if (three)
		{
			json["mean_of_three"][name] = mean_of_three((*three)[metric]);
			json["change_from_mean_percent"][name] = percentage_json(3 * value - (*three)[metric], (*three)[metric]);
		}
	}
	return json;
}

} // namespace bajin::reports
