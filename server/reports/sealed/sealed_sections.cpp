#include "server/reports/sealed/sealed_sections.hpp"

#include "server/figures/indicators.hpp"
#include "server/figures/labels.hpp"
#include "server/reports/report.hpp"
#include "server/reports/sealed/sealed_statistics.hpp"
#include "server/reports/workbook/table_json.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace bajin::reports
{

namespace
{

using figures::Attribution;

// Those whose figures are others by organiser.
constexpr std::array<std::string_view, 10> attributed_sheets = {
	"总表", "分地区", "分县（市、区）分场所类型", "分年度", "分月", "宣讲主题", "宣传资料", "讲座受众", "专项活动", "讲师团"};

// Those whose first block has every indicator and adds up to the totals.
constexpr std::array<std::string_view, 4> summed_sheets = {"总表", "分地区", "分年度", "分月"};

figures::FigureQuery query_of(const store::SealedHead& head, Attribution attribution)
{
	const DateSpan& days = head.span.days;
	figures::FigureQuery query;
	query.period = {days, to_string(days.first), to_string(days.last)};
	const bool by_months = days.first == first_day(month_of(days.first)) && days.last == last_day(month_of(days.last));
	if (by_months) { query.period = {days, to_string(month_of(days.first)), to_string(month_of(days.last))}; }
	query.area = head.span.area;
	query.basis = head.span.basis;
	query.attribution = attribution;
	query.now = head.sealed_at;
	return query;
}

// Beside the tables by place: named apart, for a workbook has each name once.
std::vector<Table> tables_by_team(const Report& report)
{
	std::vector<Table> tables = make_tables(report);
	std::erase_if(tables, [](const Table& table) { return std::ranges::find(attributed_sheets, table.sheet) == attributed_sheets.end(); });
	for (Table& table : tables)
	{
		table.sheet += "（组织方）";
		table.title += "（组织方口径）";
	}
	return tables;
}

// Empty: nothing was written to it.
std::string answer_to(const CheckFinding& finding, const std::vector<Explanation>& explanations)
{
	for (const Explanation& explanation : explanations)
	{
		if (std::ranges::find(explanation.findings, finding.key()) != explanation.findings.end()) { return explanation.text; }
	}
	return {};
}

Table check_table(const std::vector<CheckFinding>& findings, const std::vector<Explanation>& explanations)
{
	Table table{"审核说明", "审核关系与说明"};
	table.columns = {{"审核关系"}, {"类别"}, {"区划"}, {"本期"}, {"对照"}, {"说明"}};
	TableBlock block;
	for (const CheckFinding& finding : findings)
	{
		const std::string answer = answer_to(finding, explanations);
		block.rows.push_back(
			{std::string(finding.rule->zh), std::string(check_kind_name(finding.rule->kind)), finding.area_name, finding.value,
			 finding.against, answer.empty() ? std::string("未说明") : answer});
	}
	if (block.rows.empty()) { block.rows.push_back({"各项审核关系都符合", {}, {}, {}, {}, {}}); }
	table.blocks = {std::move(block)};
	table.notes = {"注：对照一栏，增减过半的为上年同期数，其余为应当不超过或相等的数。"};
	return table;
}

const Json* sealed_tables(const Json& document, Attribution attribution)
{
	const Json* sections = member(document, "sections");
	const Json* tables = sections == nullptr ? nullptr : member(*sections, "tables");
	const Json* list = tables == nullptr ? nullptr : member(*tables, figures::code_of(attribution));
	return list != nullptr && list->is_array() ? list : nullptr;
}

void read_tables(const Json* list, std::vector<Table>& tables)
{
	for (const Json& json : list == nullptr ? Json::array() : *list)
	{
		if (auto table = parse_table(json)) { tables.push_back(std::move(*table)); }
	}
}

std::int64_t whole(const Cell& cell)
{
	const auto* number = std::get_if<std::int64_t>(&cell);
	return number == nullptr ? 0 : *number;
}

void check_totals(const Json& document, Attribution attribution, const Table& table, std::vector<std::string>& lines)
{
	const std::string prefix = std::string(figures::code_of(attribution)) + "/total/";
	if (table.blocks.empty() || !table.blocks.front().total) { return; }
	const TableBlock& block = table.blocks.front();
	std::size_t column = 1;
	for (const figures::Indicator& indicator : figures::indicators())
	{
		const std::string name = prefix + std::string(to_string(indicator.metric));
		const Json* figure = member(document["figures"], name);
		const std::int64_t sealed = figure != nullptr && figure->is_number_integer() ? figure->get<std::int64_t>() : 0;
		std::int64_t sum = 0;
		for (const CellRow& row : block.rows) { sum += column < row.size() ? whole(row[column]) : 0; }
		const std::int64_t total = column < block.total->size() ? whole((*block.total)[column]) : 0;
		if (total != sealed || sum != sealed)
		{
			lines.push_back(
				"table " + table.title + ": " + std::string(indicator.name) + " says " + std::to_string(total) + ", its rows add up to " +
				std::to_string(sum) + ", the sealed figure is " + std::to_string(sealed));
		}
		++column;
	}
}

} // namespace

Json make_sections(store::Reader& reader, const store::SealedHead& head, const std::vector<Explanation>& explanations)
{
	const Report by_area = compute_report(reader, query_of(head, Attribution::area));
	const Report by_team = compute_report(reader, query_of(head, Attribution::team));
	const auto findings = run_checks(check_input(reader, by_area));
	std::vector<Table> tables = make_tables(by_area);
	tables.insert(tables.end() - 1, check_table(findings, explanations));
	Json list = Json::array();
	for (const CheckFinding& finding : findings) { list.push_back(to_json(finding)); }
	return {
		{"tables", {{"area", to_json(tables)}, {"team", to_json(tables_by_team(by_team))}}},
		{"checks", {{"findings", std::move(list)}, {"explanations", to_json(explanations)}}},
	};
}

std::vector<std::string> mandatory_findings(const Json& document)
{
	std::vector<std::string> words;
	for (const Json& finding : document["sections"]["checks"]["findings"])
	{
		if (finding["kind"] == code_of(CheckKind::mandatory)) { words.push_back(finding["zh"].get<std::string>()); }
	}
	return words;
}

Json explanations_of(const Json& document)
{
	const Json* sections = member(document, "sections");
	const Json* checks = sections == nullptr ? nullptr : member(*sections, "checks");
	const Json* explanations = checks == nullptr ? nullptr : member(*checks, "explanations");
	return explanations == nullptr ? Json::array() : *explanations;
}

std::vector<Table> tables_of(const SealedReport& report)
{
	const Json* by_area = sealed_tables(report.document, Attribution::area);
	if (by_area == nullptr) { return tables_of_figures(report); }
	std::vector<Table> tables;
	read_tables(by_area, tables);
	std::vector<Table> by_team;
	read_tables(sealed_tables(report.document, Attribution::team), by_team);
	tables.insert(
		tables.empty() ? tables.end() : tables.end() - 1, std::make_move_iterator(by_team.begin()), std::make_move_iterator(by_team.end()));
	return tables;
}

std::vector<std::string> check_sections(const Json& document)
{
	std::vector<std::string> lines;
	const Json* figures = member(document, "figures");
	if (figures == nullptr || !figures->is_object()) { return lines; }
	for (const Attribution attribution : {Attribution::area, Attribution::team})
	{
		std::vector<Table> tables;
		read_tables(sealed_tables(document, attribution), tables);
		for (const Table& table : tables)
		{
			const bool is_summed = std::ranges::any_of(summed_sheets, [&](std::string_view name) { return table.sheet.starts_with(name); });
			if (is_summed) { check_totals(document, attribution, table, lines); }
		}
	}
	return lines;
}

} // namespace bajin::reports
