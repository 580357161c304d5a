#include "server/reports/workbook/workbook_office_tables.hpp"

#include "server/figures/indicators.hpp"
#include "server/figures/labels.hpp"
#include "server/reports/estimates.hpp"
#include "server/reports/submissions.hpp"

#include <array>

namespace bajin::reports
{

namespace
{

constexpr std::array compared = {Metric::sessions, Metric::reach, Metric::materials};

Cell text_of(const Json& row, const char* name)
{
	const Json* value = member(row, name);
	return value != nullptr && value->is_string() ? Cell(value->get<std::string>()) : Cell();
}

Cell time_of(const Json& row, const char* name)
{
	const Json* value = member(row, name);
	const auto at = value != nullptr && value->is_string() ? parse_timestamp(value->get<std::string>()) : std::nullopt;
	return at ? Cell(figures::office_time(*at)) : Cell();
}

Cell figure_of(const Json& row, const char* of, Metric metric)
{
	const Json* figures = member(row, of);
	const Json* value = figures == nullptr ? nullptr : member(*figures, to_string(metric));
	return value == nullptr ? Cell() : Cell(value->get<std::int64_t>());
}

Cell version_of(const Json& row)
{
	const Json* report = member(row, "report");
	const Json* version = report != nullptr && report->is_object() ? member(*report, "version") : member(row, "version");
	return version != nullptr && version->is_number() ? Cell("第 " + std::to_string(version->get<std::int64_t>()) + " 版") : Cell();
}

} // namespace

Table estimate_table(const Report& report)
{
	Table table{"全年预计数", "全年预计数（非统计数）"};
	table.columns = {{"指标"}, {"已统计"}, {"全年预计数（非统计数）"}, {"依据"}, {"填写人"}};
	TableBlock block{std::to_string(report.estimates.front().year) + "年"};
	for (const store::Estimate& estimate : report.estimates)
	{
		const Metric metric = *parse_estimated_metric(estimate.metric);
		block.rows.push_back(
			{figures::name_of_metric(to_string(metric)), report.statistics.totals[metric], *estimate.value, estimate.grounds,
			 estimate.actor});
	}
	table.blocks.push_back(std::move(block));
	table.notes = {"注：预计数由人填写，不是统计数，不计入任何合计，也不写入文字表述。含预计数的报表是草稿，撤下后才能定稿。"};
	return table;
}

Table submission_table(const Json& rows)
{
	Table table{"各县上报情况", "各县（市、区）上报情况"};
	table.columns = {{"县（市、区）"}, {"状态"}, {"上报版本"}, {"办理时间"}, {"说明"}};
	const bool has_figures = !rows.empty() && rows.front().contains("now");
	for (const char* group : {"上报数", "平台现有数"})
	{
		for (const Metric metric : compared)
		{
			if (has_figures) { table.columns.push_back({figures::name_of_metric(to_string(metric)), group}); }
		}
	}
	TableBlock block;
	for (const Json& row : rows)
	{
		const auto state = parse_submission_state(row["state"].get_ref<const std::string&>());
		CellRow cells = {
			text_of(row, "area_name"), std::string(submission_state_name(state)), version_of(row), time_of(row, "at"),
			text_of(row, "reason")};
		for (const char* of : {"reported", "now"})
		{
			for (const Metric metric : compared)
			{
				if (has_figures) { cells.push_back(figure_of(row, of, metric)); }
			}
		}
		block.rows.push_back(std::move(cells));
	}
	table.blocks.push_back(std::move(block));
	table.notes = {"注：本报表的数字都从平台记录算出，与各县是否上报无关。未上报的县由上级从平台取数，状态中注明。"};
	return table;
}

} // namespace bajin::reports
