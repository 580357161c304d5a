// The columns of a table of targets, and the words that stand in them. Data only.
//
// Used by target_table, which reads and writes such tables.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bajin::registry
{

enum class TargetField : std::uint8_t
{
	area_code,
	area,
	team,
	venue_type,
	metric,
	value,
	from,
	document_no,
	reason,
};
inline constexpr std::size_t target_field_count = 9;

// The first heading is the one that is written; the second the name in JSON.
struct TargetHeading
{
	TargetField field;
	std::string_view json_name;
	std::array<std::string_view, 4> names;
};
inline constexpr std::array<TargetHeading, target_field_count> target_headings = {{
	{TargetField::area_code, "area", {"地区代码", "area", "区划代码", "area_code"}},
	{TargetField::area, "area", {"地区", "area_name", "地区名称", "县区"}},
	{TargetField::team, "team", {"讲师团", "team", "团队", "team_name"}},
	{TargetField::venue_type, "venue_type", {"场所类型", "venue_type", "类型", "场所"}},
	{TargetField::metric, "metric", {"指标", "metric", "指标名称", "指标"}},
	{TargetField::value, "value", {"目标值", "value", "目标", "任务数"}},
	{TargetField::from, "from", {"起始日期", "from", "生效日期", "起始日"}},
	{TargetField::document_no, "document_no", {"文号", "document_no", "文件号", "文件编号"}},
	{TargetField::reason, "reason", {"说明", "reason", "原因", "备注"}},
}};

struct TargetMetricNames
{
	std::string_view code;
	std::array<std::string_view, 5> names;
};
inline constexpr std::array<TargetMetricNames, 4> target_metric_names = {{
	{"sessions", {"活动场次", "场次", "宣传活动", "宣传活动场次", "sessions"}},
	{"women_children_lectures", {"妇女儿童讲座", "妇女儿童专场", "妇女儿童专场讲座", "妇女儿童专场次数", "women_children_lectures"}},
	{"places_visited", {"走访场所", "走到场所", "到达场所", "覆盖场所", "places_visited"}},
	{"materials", {"宣传资料", "资料", "资料份数", "宣传资料份数", "materials"}},
}};

inline constexpr std::array<std::string_view, 5> words_for_all_types = {"全部", "所有", "合计", "不限", "all"};
inline constexpr std::array<std::string_view, 4> words_for_removal = {"取消", "删除", "null", "remove"};

} // namespace bajin::registry
