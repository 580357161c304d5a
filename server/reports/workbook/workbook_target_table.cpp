#include "server/reports/workbook/workbook_target_table.hpp"

namespace bajin::reports
{

namespace
{

Cell percent(std::int64_t reached, std::int64_t of)
{
	const auto found = percentage(reached, of);
	return found ? Cell(*found) : Cell();
}

CellRow make_row(const Report& report, int year, const figures::TargetProgress& progress)
{
	const store::Target& initial = progress.initial;
	const Reference& reference = *report.reference;
	const Code* type = reference.vocabulary.find(CodeList::venue_types, initial.venue_type);
	const std::string type_name = type != nullptr ? type->name_on(make_date(year, 12, 31)) : initial.venue_type;
	Cell current = "已取消";
	Cell percent_of_current;
	if (progress.current)
	{
		current = *progress.current->value;
		percent_of_current = percent(progress.reached, *progress.current->value);
	}
	const std::string& document = progress.current ? progress.current->document_no : initial.document_no;
	return {
		initial.team ? report.team_names.at(*initial.team) : reference.areas.at(initial.area).name,
		initial.venue_type.empty() ? "全部" : type_name,
		std::string(name_of_target_metric(initial.metric)),
		*initial.value,
		std::move(current),
		progress.changes,
		progress.reached,
		percent(progress.reached, *initial.value),
		std::move(percent_of_current),
		document,
	};
}

} // namespace

std::string_view name_of_target_metric(std::string_view metric) noexcept
{
	return metric == "sessions"         ? "宣传活动（场次）"
		   : metric == "materials"      ? "宣传资料（份）"
		   : metric == "places_visited" ? "走访场所（个）"
										: "妇女儿童专场（次）";
}

Table target_table(const Report& report)
{
	Table table{"目标完成", "目标任务完成情况"};
	table.columns = {
		{"区划或讲师团"},           {"场所类型"}, {"指标"}, {"首次下达", "目标值"},
		{"现行目标", "目标值"},     {"调整次数"}, {"完成"}, {"对首次", "完成率（％）"},
		{"对现行", "完成率（％）"}, {"文号"},
	};
	if (!report.targets)
	{
		table.blocks.emplace_back();
		table.notes = {"注：统计时段既不是整年，也不在同一年内，没有对应的年度目标。"};
		return table;
	}
	for (const YearTargets& of_year : *report.targets)
	{
		TableBlock block{std::to_string(of_year.year) + "年"};
		for (const figures::TargetProgress& progress : of_year.rows) { block.rows.push_back(make_row(report, of_year.year, progress)); }
		if (block.rows.empty())
		{
			block.rows.emplace_back(table.columns.size());
			block.rows.back().front() = "没有下达目标";
		}
		table.blocks.push_back(std::move(block));
	}
	table.notes = {
		"注：目标按活动所在地计算，与归属口径无关；只列本级、下一级和讲师团的目标，更细的见系统“目标任务”页。指标和场所类型互有包含"
		"，不能相加。"};
	return table;
}

} // namespace bajin::reports
