// What the figures and codes of a sealed report are called: by the names that were sealed with them.
//
// Used by the outputs of sealed reports. Pure. Figures have the names of figure_map: attribution/breakdown/key/metric.
#pragma once

#include "shared/json.hpp"

#include <array>
#include <string>
#include <string_view>

namespace bajin::reports
{

// How a report is broken down, with their headings, and the code list that names their keys.
struct Breakdown
{
	std::string_view name;
	std::string_view heading;
	std::string_view codes;
};
inline constexpr std::array breakdowns = {
	Breakdown{"total", "合计", ""},
	Breakdown{"state", "记录状态", ""},
	Breakdown{"venue_type", "场所类型", "venue_types"},
	Breakdown{"area", "区划", ""},
	Breakdown{"month", "月份", ""},
	Breakdown{"topic", "宣讲主题", "topics"},
	Breakdown{"campaign", "专项活动", "campaigns"},
	Breakdown{"team", "讲师团", ""},
	Breakdown{"material", "宣传资料", "items"},
	Breakdown{"audience", "讲座受众", "audiences"},
};

// Of a code list of the document; the code itself where it is not in it.
[[nodiscard]] std::string name_of_code(const Json& document, std::string_view list, const std::string& code);

// Of a row of a breakdown.
[[nodiscard]] std::string name_of(const Json& document, const Breakdown& breakdown, const std::string& key);

struct FigureName
{
	std::string_view attribution;
	std::string_view heading; // of the breakdown
	std::string name;         // of the row; "" in a total
	std::string key;
	std::string metric;
};
[[nodiscard]] FigureName name_figure(const Json& document, std::string_view figure);

} // namespace bajin::reports
