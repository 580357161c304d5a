#include "server/reports/workbook/workbook_metric_tables.hpp"

#include "server/figures/indicators.hpp"

#include <algorithm>

namespace bajin::reports
{

CellRow metric_cells(CellRow row, const Metrics& metrics)
{
	for (const figures::Indicator& indicator : figures::indicators()) { row.emplace_back(metrics[indicator.metric]); }
	return row;
}

std::vector<TableColumn> metric_columns(std::vector<TableColumn> columns, bool are_summed)
{
	for (const figures::Indicator& indicator : figures::indicators())
	{
		columns.push_back({std::string(indicator.heading), std::string(indicator.group), are_summed});
	}
	return columns;
}

Table area_table(const Report& report)
{
	const figures::Statistics& statistics = report.statistics;
	Table table{"分地区", "分地区普法宣传活动情况"};
	table.columns = metric_columns({{"区划"}}, true);
	TableBlock block;
	std::vector<figures::StatisticsRow> left = statistics.by_area;
	const auto take = [&](const std::string& area, const std::string& name)
	{
		const auto found = std::ranges::find(left, std::optional(area), &figures::StatisticsRow::key);
		const bool is_there = found != left.end();
		const bool is_own = area == statistics.area_code;
		if (is_own && !is_there) { return; }
		block.rows.push_back(metric_cells({is_own ? name + "（本级）" : name}, is_there ? found->metrics : Metrics()));
		if (is_there) { left.erase(found); }
	};
	for (const figures::CoverageRow& row : report.coverage.rows) { take(row.area, row.name); }
	for (const figures::StatisticsRow& row : std::vector(left)) { take(row.key.value_or(""), row.name); }
	block.total = metric_cells({"合计"}, statistics.totals);
	table.blocks = {std::move(block)};
	return table;
}

namespace
{

struct Year
{
	std::string name; // "2015年", of a part of it "2015年3月至12月"
	int months = 0;
	bool is_whole = false;
	Metrics metrics = {};
};

std::vector<Year> sum_years(const std::vector<figures::StatisticsRow>& months, const DateSpan& days)
{
	constexpr std::string_view mark = "年";
	std::vector<Year> years;
	std::string first_month;
	for (const figures::StatisticsRow& row : months)
	{
		const std::size_t length = row.name.find(mark) + mark.size();
		const std::string name = row.name.substr(0, length);
		const std::string month = row.name.substr(length);
		if (years.empty() || !years.back().name.starts_with(name))
		{
			years.push_back({name});
			first_month = month.substr(0, month.find("月"));
		}
		Year& year = years.back();
		++year.months;
		year.name = name;
		if (first_month != "1" || (&row == &months.back() && month != "12月"))
		{
			year.name += first_month + (year.months == 1 ? "月" : "月至" + month);
		}
		year.is_whole = year.months == 12;
		for (std::size_t i = 0; i < metric_count; ++i) { year.metrics.values[i] += row.metrics.values[i]; }
	}
	if (years.empty()) { return years; }
	if (days.first != first_day(month_of(days.first))) { years.front().is_whole = false; }
	if (days.last != last_day(month_of(days.last))) { years.back().is_whole = false; }
	return years;
}

} // namespace

std::optional<Table> year_table(const figures::Statistics& statistics)
{
	const std::vector<Year> years = sum_years(statistics.by_month, statistics.query.period.days);
	if (years.size() < 2) { return std::nullopt; }
	Table table{"分年度", "分年度普法宣传活动情况"};
	table.columns = metric_columns({{"年度"}}, true);
	TableBlock sums{"一、完成数"};
	TableBlock changes{"二、比上年增减（％）"};
	const Year* before = nullptr;
	for (const Year& year : years)
	{
		sums.rows.push_back(metric_cells({year.name}, year.metrics));
		if (before != nullptr && before->is_whole && year.is_whole)
		{
			CellRow row = {year.name};
			for (const figures::Indicator& indicator : figures::indicators())
			{
				const std::int64_t was = before->metrics[indicator.metric];
				const auto change = percentage(year.metrics[indicator.metric] - was, was);
				row.push_back(change ? Cell(*change) : Cell());
			}
			changes.rows.push_back(std::move(row));
		}
		before = &year;
	}
	sums.total = metric_cells({"合计"}, statistics.totals);
	table.blocks = {std::move(sums)};
	if (!changes.rows.empty()) { table.blocks.push_back(std::move(changes)); }
	table.notes = {"注：上年为零的不计增减；不足一整年的不与上年比较。"};
	table.chart = {"分年度宣传活动场次", 2};
	return table;
}

Table places_table(const Report& report)
{
	const figures::Coverage& coverage = report.coverage;
	Table table{"村居与场所", "村居与场所走访情况"};
	table.columns = {{"场所类型"}, {"登记的村居与场所（个）"}, {"已走访（个）"}, {"未走访（个）"}, {"走访率（％）"}};
	TableBlock block;
	for (std::size_t type = 0; type < coverage.venue_types.size(); ++type)
	{
		const figures::CoverageCell& cell = coverage.total.cells[type];
		const auto share = percentage(cell.places_visited, cell.places_total);
		block.rows.push_back(
			{coverage.venue_types[type].name, cell.places_total, cell.places_visited,
			 std::max<std::int64_t>(cell.places_total - cell.places_visited, 0), share ? Cell(*share) : Cell()});
	}
	table.blocks = {std::move(block)};
	table.notes = {"注：乡村、社区按官方名单计，其他类型按场所名录计；走访几次都计一个。始终按所在地统计，与归属口径无关。"};
	return table;
}

Table roster_table(const Report& report)
{
	Table table{"讲师团名册", "讲师团名册"};
	table.columns = {{"讲师团"}, {"所在区划"}, {"名册人数（人）", "", true}, {"活动数（项）", "", true}};
	TableBlock block;
	std::int64_t events = 0;
	for (const RosterRow& row : report.teams.roster)
	{
		block.rows.push_back({row.name, row.area_name, row.members, row.events});
		events += row.events;
	}
	if (block.rows.empty()) { block.rows.push_back({"没有讲师团", {}, std::int64_t{0}, std::int64_t{0}}); }
	block.total = CellRow{"合计", {}, report.teams.members, events};
	table.blocks = {std::move(block)};
	table.notes = {"注：本表列出全部讲师团，没有活动的也在内；同一人在两支讲师团的名册上计两次。"};
	return table;
}

} // namespace bajin::reports
