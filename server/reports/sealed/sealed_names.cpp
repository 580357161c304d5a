#include "server/reports/sealed/sealed_names.hpp"

#include "server/figures/indicators.hpp"
#include "server/figures/labels.hpp"
#include "shared/calendar.hpp"
#include "shared/measures.hpp"

#include <algorithm>

namespace bajin::reports
{

std::string name_of_code(const Json& document, std::string_view list, const std::string& key)
{
	for (const Json& code : document["vocabulary"][std::string(list)])
	{
		if (code["code"] == key) { return code["zh"].get<std::string>(); }
	}
	return key;
}

std::string name_of(const Json& document, const Breakdown& breakdown, const std::string& key)
{
	if (breakdown.name == "state")
	{
		const auto state = parse_review_state(key);
		return state ? std::string(figures::state_name(*state)) : key;
	}
	if (key.empty()) { return breakdown.name == "total" ? "" : "未注明"; }
	if (breakdown.name == "month")
	{
		const auto month = parse_month(key);
		return month ? std::to_string(month->year()) + "年" + std::to_string(month->month_of_year()) + "月" : key;
	}
	if (!breakdown.codes.empty()) { return name_of_code(document, breakdown.codes, key); }
	const Json& names = document["names"];
	if (breakdown.name == "area" && names["areas"].contains(key)) { return names["areas"][key].get<std::string>(); }
	if (breakdown.name == "team" && names["teams"].contains(key)) { return names["teams"][key]["name"].get<std::string>(); }
	return key;
}

FigureName name_figure(const Json& document, std::string_view figure)
{
	const auto first = figure.find('/');
	const auto second = figure.find('/', first + 1);
	const auto last = figure.rfind('/');
	BAJIN_ASSERT(first != std::string_view::npos && second != std::string_view::npos);
	const bool is_by_team = figure.substr(0, first) == figures::code_of(figures::Attribution::team);
	const auto* const breakdown = std::ranges::find(breakdowns, figure.substr(first + 1, second - first - 1), &Breakdown::name);
	BAJIN_ASSERT(breakdown != breakdowns.end());
	const bool is_state = breakdown->name == "state";
	FigureName name;
	name.attribution = figures::attribution_name(is_by_team ? figures::Attribution::team : figures::Attribution::area);
	name.heading = breakdown->heading;
	name.key = is_state ? figure.substr(second + 1) : last > second ? figure.substr(second + 1, last - second - 1) : "";
	name.name = name_of(document, *breakdown, name.key);
	name.metric = is_state ? "记录数" : figures::name_of_metric(figure.substr(last + 1));
	return name;
}

} // namespace bajin::reports
