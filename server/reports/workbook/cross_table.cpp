#include "server/reports/workbook/cross_table.hpp"

#include "server/figures/indicators.hpp"
#include "server/figures/labels.hpp"

namespace bajin::reports
{

Table make_cross_table(const figures::Cross& cross)
{
	const bool is_of_measures = cross.query.columns == figures::Axis::measure;
	const std::string rows(figures::name_of(cross.query.rows));
	const std::string columns(figures::name_of(cross.query.columns));
	const std::string measure = is_of_measures ? "" : figures::name_of_metric(to_string(cross.query.measure));
	Table table{"交叉表", rows + "×" + columns + (measure.empty() ? "" : "：" + measure)};
	table.columns.push_back({rows});
	for (const figures::CrossHead& column : cross.columns) { table.columns.push_back({column.name}); }
	if (!is_of_measures) { table.columns.push_back({"合计"}); }
	TableBlock& block = table.blocks.emplace_back();
	for (std::size_t row = 0; row < cross.rows.size(); ++row)
	{
		CellRow& line = block.rows.emplace_back();
		line.emplace_back(cross.rows[row].name);
		for (const std::int64_t value : cross.cells[row]) { line.emplace_back(value); }
		if (!is_of_measures) { line.emplace_back(cross.rows[row].total); }
	}
	CellRow total{std::string("合计")};
	for (const figures::CrossHead& column : cross.columns) { total.emplace_back(column.total); }
	if (!is_of_measures) { total.emplace_back(cross.total); }
	block.total = std::move(total);
	if (cross.overlaps)
	{
		table.notes.emplace_back("一条记录可以有几个宣讲主题或专项活动，各行（列）相加可能大于合计；合计中每条记录只计一次。");
	}
	return table;
}

WorkbookHead make_cross_head(const figures::Cross& cross)
{
	const figures::FigureQuery& query = cross.query.figure;
	return {
		{},
		false,
		cross.area_name,
		cross.area_code,
		figures::span_name(query.period.days),
		std::string(figures::basis_name(query.basis)),
		std::string(figures::attribution_name(query.attribution)),
		figures::office_time(query.now) + "（截至第 " + std::to_string(cross.seq) + " 号变更）",
		query.now,
	};
}

} // namespace bajin::reports
