#include "server/reports/workbook/workbook_tables.hpp"

#include "server/figures/indicators.hpp"
#include "server/figures/labels.hpp"
#include "server/reports/workbook/workbook_metric_tables.hpp"
#include "server/reports/workbook/workbook_office_tables.hpp"
#include "server/reports/workbook/workbook_target_table.hpp"

#include <algorithm>
#include <cmath>

namespace bajin::reports
{

namespace
{

TableBlock metric_block(const std::vector<figures::StatisticsRow>& rows, const Metrics& totals)
{
	TableBlock block;
	for (const figures::StatisticsRow& row : rows) { block.rows.push_back(metric_cells({row.name}, row.metrics)); }
	block.total = metric_cells({"合计"}, totals);
	return block;
}

std::string number_text(std::int64_t value)
{
	std::string text = std::to_string(value);
	for (std::int64_t i = std::ssize(text) - 3; i > (value < 0 ? 1 : 0); i -= 3) { text.insert(static_cast<std::size_t>(i), ","); }
	return text;
}

std::string percent_text(double percent)
{
	const auto tenths = std::llround(percent * 10);
	return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "％";
}

Table totals_table(const Report& report)
{
	const Metrics& totals = report.statistics.totals;
	Table table{"总表", "法律知识八进普法宣传活动统计总表"};
	table.columns = metric_columns({{"场所类型"}}, true);
	table.blocks = {metric_block(report.statistics.by_venue_type, totals)};
	table.notes = {"综述：" + report.statistics.text};
	if (const auto estimated = percentage(totals[Metric::reach_estimated], totals[Metric::reach]))
	{
		table.notes.push_back(
			"注：受教育群众中，现场估算 " + number_text(totals[Metric::reach_estimated]) + " 人次，占 " + percent_text(*estimated) +
			"；清点、签到或未注明 " + number_text(totals[Metric::reach] - totals[Metric::reach_estimated]) + " 人次。");
	}
	const TeamSummary& teams = report.teams;
	table.notes.push_back(
		"注：讲师团 " + number_text(teams.teams) + " 支，其中开展活动的 " + number_text(teams.active_teams) + " 支；名册人数 " +
		number_text(teams.members) + " 人。");
	table.chart = {"各类场所宣传活动场次", 2};
	return table;
}

// One block for each metric: areas down, venue types across.
Table matrix_table(const Report& report)
{
	struct Part
	{
		const char* label;
		const char* unit; // in every row: a block may go on over the page
		std::int64_t figures::CoverageCell::* value;
	};
	constexpr std::array parts = {
		Part{"一、宣传活动（场次）", "场次", &figures::CoverageCell::sessions},
		Part{"二、专场讲座（次）", "讲座次数", &figures::CoverageCell::lectures},
		Part{"三、受教育群众（人次）", "人次", &figures::CoverageCell::reach},
		Part{"四、宣传资料（份）", "资料份数", &figures::CoverageCell::materials},
		Part{"五、走访场所（个）", "走访场所", &figures::CoverageCell::places_visited},
	};
	const figures::Coverage& coverage = report.coverage;
	Table table{"分县（市、区）分场所类型", "各地分场所类型普法宣传活动情况"};
	table.columns = {{"区划"}, {"指标"}};
	for (const figures::VenueTypeName& type : coverage.venue_types) { table.columns.push_back({type.name, "场所类型", true}); }
	table.columns.push_back({"合计", "", true, coverage.venue_types.size()});
	for (const Part& part : parts)
	{
		const auto cells_of = [&](const figures::CoverageRow& row, const std::string& name)
		{
			CellRow cells = {name, part.unit};
			for (const figures::CoverageCell& cell : row.cells) { cells.emplace_back(cell.*part.value); }
			cells.emplace_back(row.total.*part.value);
			return cells;
		};
		TableBlock block{part.label};
		for (const figures::CoverageRow& row : coverage.rows)
		{
			block.rows.push_back(cells_of(row, row.area == coverage.total.area ? row.name + "（本级）" : row.name));
		}
		block.total = cells_of(coverage.total, "合计");
		table.blocks.push_back(std::move(block));
	}
	table.notes = {"注：走访场所按场所所在地计，与归属口径无关。"};
	return table;
}

Table month_table(const figures::Statistics& statistics)
{
	Table table{"分月", "分月普法宣传活动情况"};
	table.columns = metric_columns({{"月份"}}, true);
	table.blocks = {metric_block(statistics.by_month, statistics.totals)};
	table.chart = {"分月宣传活动场次", 2};
	return table;
}

Table overlapping_table(std::string sheet, std::string title, std::string heading, const std::vector<figures::StatisticsRow>& rows)
{
	Table table{std::move(sheet), std::move(title)};
	table.columns = metric_columns({{std::move(heading)}}, false);
	table.blocks = {metric_block(rows, {})};
	table.blocks.front().total.reset();
	table.notes = {"注：一项活动可以列入多行，在每一行中各计一次：各行有重叠，不能相加，本表不设合计。"};
	return table;
}

Table material_table(const figures::Statistics& statistics, const Vocabulary& vocabulary)
{
	Table table{"宣传资料", "宣传资料发放情况"};
	table.columns = {{"名称"}, {"计量单位"}, {"发放数量", "", true}, {"涉及活动数（项）"}};
	TableBlock counted{"一、计入宣传资料"};
	TableBlock others{"二、不计入宣传资料（宣传品、横幅、展板等）"};
	for (const figures::StatisticsRow& row : statistics.by_material)
	{
		const Code* code = row.key ? vocabulary.find(CodeList::items, *row.key) : nullptr;
		(code != nullptr && code->counts_as_material ? counted : others)
			.rows.push_back({row.name, row.unit, row.metrics[Metric::materials], row.metrics[Metric::events]});
	}
	counted.total = CellRow{"合计", "份", statistics.totals[Metric::materials], {}};
	table.blocks.push_back(std::move(counted));
	if (!others.rows.empty()) { table.blocks.push_back(std::move(others)); }
	table.notes = {"注：一项活动可以发放多种资料，涉及活动数不能相加。"};
	return table;
}

Table audience_table(const figures::Statistics& statistics)
{
	Table table{"讲座受众", "专场讲座受众情况"};
	table.columns = {{"讲座对象"}, {"讲座次数（次）", "", true}, {"听讲人次", "", true}};
	TableBlock block;
	std::int64_t attendance = 0;
	for (const figures::StatisticsRow& row : statistics.by_audience)
	{
		block.rows.push_back({row.name, row.metrics[Metric::lectures], row.metrics[Metric::attendance]});
		attendance += row.metrics[Metric::attendance];
	}
	block.total = CellRow{"合计", statistics.totals[Metric::lectures], attendance};
	table.blocks = {std::move(block)};
	table.notes = {"注：听讲人次是受教育群众人次的一部分，不另外相加。"};
	return table;
}

Table team_table(const Report& report)
{
	Table table{"讲师团", "讲师团普法宣传活动情况"};
	table.columns = metric_columns({{"讲师团"}, {"名册人数（人）"}}, true);
	table.columns.push_back({"参加联合活动（次）"});
	TableBlock block;
	for (const figures::StatisticsRow& row : report.statistics.by_team)
	{
		const auto members = report.teams.by_team.find(*row.key);
		const bool is_known = members != report.teams.by_team.end();
		CellRow cells = metric_cells({row.name, is_known ? Cell(members->second) : Cell()}, row.metrics);
		cells.emplace_back(row.states.counts.joint);
		block.rows.push_back(std::move(cells));
	}
	block.total = metric_cells({"合计", {}}, report.statistics.totals);
	block.total->emplace_back();
	table.blocks = {std::move(block)};
	table.notes = {"注：参加联合活动次数不参与相加。没有活动的讲师团不列入本表，见“讲师团名册”。"};
	return table;
}

Table comparison_table(const Report& report)
{
	Table table{"同比", "与以前同期比较"};
	table.columns = {{"指标"}, {"计量单位"}, {"本期"}, {"上年同期"}, {"增减"}, {"增减（％）"}, {"前三期平均"}, {"与平均相比（％）"}};
	if (!report.comparison)
	{
		table.blocks.emplace_back();
		table.notes = {"注：统计时段既不是整年，也不在同一年内，没有可比的同期。"};
		return table;
	}
	const Comparison& comparison = *report.comparison;
	if (report.statistics.query.period.length_in_years() != 1) { table.columns[3].heading = "上一时段"; }
	const auto& last = comparison.earlier.front().totals;
	const auto three = comparison.sum_of_three();
	const auto percent = [](std::int64_t value, std::int64_t of)
	{
		const auto found = percentage(value, of);
		return found ? Cell(*found) : Cell();
	};
	TableBlock block;
	for (const figures::Indicator& indicator : figures::indicators())
	{
		const std::int64_t value = report.statistics.totals[indicator.metric];
		CellRow row(table.columns.size());
		row[0] = std::string(indicator.name);
		row[1] = std::string(indicator.unit);
		row[2] = value;
		if (last)
		{
			const std::int64_t before = (*last)[indicator.metric];
			row[3] = before;
			row[4] = value - before;
			row[5] = percent(value - before, before);
		}
		if (three)
		{
			const std::int64_t sum = (*three)[indicator.metric];
			row[6] = mean_of_three(sum);
			row[7] = percent(3 * value - sum, sum);
		}
		block.rows.push_back(std::move(row));
	}
	table.blocks = {std::move(block)};
	std::string periods = "注：前三期依次为：";
	for (const EarlierPeriod& one : comparison.earlier)
	{
		periods +=
			figures::span_name(one.period.days) + (one.totals ? "" : "（无记录）") + (&one == &comparison.earlier.back() ? "。" : "；");
	}
	table.notes = {std::move(periods)};
	return table;
}

Table attribution_table(const Report& report)
{
	constexpr std::array shown = {Metric::events, Metric::sessions, Metric::lectures, Metric::reach, Metric::materials};
	constexpr std::array headings = {"活动数（项）", "宣传活动（场次）", "专场讲座（次）", "受教育群众（人次）", "宣传资料（份）"};
	const Attributions& both = report.attributions;
	Table table{"归属核对", "两种归属口径核对"};
	table.columns = {{"区划"}};
	for (const char* group : {"属地口径", "组织方口径"})
	{
		for (const char* heading : headings) { table.columns.push_back({heading, group, true}); }
	}
	const auto cells_of = [&](std::string name, const Metrics& by_area, const Metrics& by_team)
	{
		CellRow cells = {std::move(name)};
		for (const Metrics* metrics : {&by_area, &by_team})
		{
			for (const Metric metric : shown) { cells.emplace_back((*metrics)[metric]); }
		}
		return cells;
	};
	TableBlock block;
	for (const figures::CoverageRow& area : report.coverage.rows)
	{
		// Every area keeps its row: a form has the same shape each year.
		const auto row = std::ranges::find(both.rows, area.area, &AttributionRow::area);
		const bool is_own = area.area == report.statistics.area_code;
		const bool is_there = row != both.rows.end();
		if (is_own && !is_there) { continue; }
		block.rows.push_back(cells_of(
			is_own ? area.name + "（本级）" : area.name, is_there ? row->by_area : Metrics(), is_there ? row->by_team : Metrics()));
	}
	for (const AttributionRow& row : both.rows)
	{
		if (std::ranges::find(report.coverage.rows, row.area, &figures::CoverageRow::area) == report.coverage.rows.end())
		{
			block.rows.push_back(
				cells_of(row.area == report.statistics.area_code ? row.name + "（本级）" : row.name, row.by_area, row.by_team));
		}
	}
	block.total = cells_of("合计", both.by_area, both.by_team);
	table.blocks = {std::move(block)};
	table.notes = {
		both.by_area == both.by_team
			? "注：两种口径的合计一致。"
			: "注：两种口径的合计不同：本地讲师团到外地开展的活动只计入组织方口径，外地讲师团来本地开展的活动只计入属地口径。"};
	return table;
}

Table quality_table(const Report& report)
{
	const DataQuality& quality = report.quality;
	const StateCounts& states = quality.states.counts;
	Table table{"数据质量", "数据质量说明（由系统生成）"};
	table.columns = {{"项目"}, {"数量"}, {"说明"}};
	TableBlock records{"一、记录"};
	const auto named = [](ReviewState state) { return std::string(figures::state_name(state)); };
	records.rows = {
		{named(ReviewState::verified), states.verified, "两种统计口径都计入，其中包括申请作废的"},
		{"其中：逐条核实", quality.reviews.single, "一次核实一条"},
		{"其中：批量核实", quality.reviews.bulk, "一次核实多条"},
		{named(ReviewState::void_requested), quality.void_requested, "等待同意；同意之前仍计入"},
		{named(ReviewState::submitted), states.submitted, "只计入“含待核实”口径"},
		{named(ReviewState::returned), states.returned, "不计入统计，补正后再计"},
		{named(ReviewState::duplicate), states.duplicate, "不计入统计"},
		{named(ReviewState::joint), states.joint, "不重复计入，只计审核时选定的内容"},
		{"仍在手机上、尚未上传", quality.states.on_phones, "不计入统计；为各手机最近一次报告的数，不分时段"},
		{"随遗失手机核销", quality.written_off, "不计入统计；为遗失前最后一次报告的数，不分时段"},
		{"估算的受教育群众人次", quality.reach_estimated, "人数由现场估算得出"},
		{"其余受教育群众人次", quality.reach - quality.reach_estimated, "清点、签到或未注明"},
	};
	TableBlock reporting{"二、报送"};
	reporting.rows = {
		{"讲师团", quality.teams, "支"},
		{"其中：失联", quality.silent_teams, "支，超过规定天数没有同步"},
		{"已报送的月份", quality.months_reported, "各讲师团合计，下同"},
		{"零报告的月份", quality.months_nil, "报告当月无活动"},
		{"逾期未报的月份", quality.months_overdue, "既没有记录，也没有零报告"},
	};
	table.blocks = {std::move(records), std::move(reporting)};
	TableBlock owing{"三、有逾期未报月份的讲师团（数量为月数，说明为所在区划）"};
	for (const OwingTeam& team : quality.owing) { owing.rows.push_back({team.name, team.months_overdue, team.area_name}); }
	TableBlock without{"四、没有讲师团的区划"};
	for (const AreaName& area : quality.areas_without_team) { without.rows.push_back({area.name, {}, area.area}); }
	for (TableBlock* block : {&owing, &without})
	{
		if (block->rows.empty()) { block->rows.push_back({"无", {}, ""}); }
		table.blocks.push_back(std::move(*block));
	}
	return table;
}

// Rows that add up to the totals.
Table summed_table(
	std::string sheet, std::string title, std::string heading, const std::vector<figures::StatisticsRow>& rows, const Metrics& totals)
{
	Table table{std::move(sheet), std::move(title)};
	table.columns = metric_columns({{std::move(heading)}}, true);
	table.blocks = {metric_block(rows, totals)};
	return table;
}

Table explanation_table()
{
	Table table{"指标解释", "指标解释"};
	table.columns = {{"指标"}, {"计量单位"}, {"解释"}};
	TableBlock block;
	for (const figures::Indicator& indicator : figures::indicators())
	{
		block.rows.push_back({std::string(indicator.name), std::string(indicator.unit), std::string(indicator.meaning)});
	}
	for (const figures::Explanation& explanation : figures::explanations())
	{
		block.rows.push_back({std::string(explanation.name), std::string(explanation.unit), std::string(explanation.meaning)});
	}
	table.blocks = {std::move(block)};
	return table;
}

void insert_before(std::vector<Table>& tables, std::string_view sheet, Table table)
{
	tables.insert(std::ranges::find(tables, sheet, &Table::sheet), std::move(table));
}

} // namespace

std::vector<Table> make_tables(const Report& report)
{
	const figures::Statistics& statistics = report.statistics;
	std::vector<Table> tables = {
		totals_table(report),
		area_table(report),
		matrix_table(report),
		places_table(report),
		month_table(statistics),
		overlapping_table("宣讲主题", "分宣讲主题普法宣传活动情况", "宣讲主题", statistics.by_topic),
		material_table(statistics, report.reference->vocabulary),
		audience_table(statistics),
		overlapping_table("专项活动", "专项活动普法宣传情况", "专项活动", statistics.by_campaign),
		team_table(report),
		roster_table(report),
		target_table(report),
		comparison_table(report),
		attribution_table(report),
		quality_table(report),
	};
	if (auto years = year_table(statistics)) { insert_before(tables, "分月", std::move(*years)); }
	if (!report.estimates.empty()) { tables.insert(tables.begin() + 1, estimate_table(report)); }
	if (report.submissions.is_object() && !report.submissions["rows"].empty())
	{
		tables.push_back(submission_table(report.submissions["rows"]));
	}
	tables.push_back(explanation_table());
	return tables;
}

std::vector<Table> make_tables(const figures::Statistics& by_area, const figures::Statistics& by_team, const Vocabulary& vocabulary)
{
	std::vector<Table> tables = {
		summed_table("总表", "法律知识八进普法宣传活动统计总表", "场所类型", by_area.by_venue_type, by_area.totals),
		summed_table("分地区（属地）", "分地区普法宣传活动情况（属地口径）", "地区", by_area.by_area, by_area.totals),
		summed_table("分地区（组织方）", "分地区普法宣传活动情况（组织方口径）", "地区", by_team.by_area, by_team.totals),
		month_table(by_area),
		overlapping_table("宣讲主题", "分宣讲主题普法宣传活动情况", "宣讲主题", by_area.by_topic),
		material_table(by_area, vocabulary),
		audience_table(by_area),
		overlapping_table("专项活动", "专项活动普法宣传情况", "专项活动", by_area.by_campaign),
		summed_table("讲师团", "讲师团普法宣传活动情况", "讲师团", by_area.by_team, by_area.totals),
		explanation_table(),
	};
	if (auto years = year_table(by_area)) { insert_before(tables, "分月", std::move(*years)); }
	tables.front().notes = {"综述：" + by_area.text};
	tables.front().chart = {"各类场所宣传活动场次", 2};
	return tables;
}

WorkbookHead make_head(const figures::Statistics& statistics, std::map<std::string, std::string> cover)
{
	const figures::FigureQuery& query = statistics.query;
	return {
		std::move(cover),
		false,
		statistics.area_name,
		statistics.area_code,
		figures::span_name(query.period.days),
		std::string(figures::basis_name(query.basis)),
		std::string(figures::attribution_name(query.attribution)),
		figures::office_time(query.now) + "（截至第 " + std::to_string(statistics.seq) + " 号变更）",
		query.now,
	};
}

std::string bases_of(const WorkbookHead& head)
{
	const std::string mark = head.is_draft ? "【草稿，含全年预计数（非统计数）】　" : "";
	return mark + "统计口径：" + head.basis + "　归属口径：" + head.attribution;
}

} // namespace bajin::reports
