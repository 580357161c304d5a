// A sealed report as a table, as text, and as a workbook; see sealed_report.hpp. Names are those that were sealed.
#include "server/figures/labels.hpp"
#include "server/files/csv_writer.hpp"
#include "server/reports/sealed/sealed_content.hpp"
#include "server/reports/sealed/sealed_names.hpp"
#include "server/reports/sealed/sealed_sections.hpp"
#include "server/reports/sealed/sealed_statistics.hpp"
#include "server/reports/sealed/sealed_tables.hpp"
#include "server/reports/workbook/workbook.hpp"

#include <array>
#include <iterator>
#include <string>
#include <utility>

namespace bajin::reports
{

namespace
{

void write_row(
	files::CsvWriter& csv, std::string_view attribution, std::string_view heading, const std::array<std::string, 3>& cells,
	std::int64_t value)
{
	csv.text(attribution);
	csv.text(heading);
	for (const std::string& cell : cells) { csv.text(cell); }
	csv.number(value);
	csv.end_row();
}

void write_dimension(files::CsvWriter& csv, const Json& document, figures::Attribution attribution, const Breakdown& dimension)
{
	const std::string prefix = std::string(figures::code_of(attribution)) + "/" + std::string(dimension.name) + "/";
	for (const auto& [name, value] : document["figures"].items())
	{
		if (name.starts_with(prefix))
		{
			const FigureName figure = name_figure(document, name);
			write_row(csv, figure.attribution, figure.heading, {figure.name, figure.key, figure.metric}, value.get<std::int64_t>());
		}
	}
}

std::map<std::string, std::int64_t> count_places(const Json& document)
{
	std::map<std::string, std::int64_t> counts;
	for (const Json& place : document["places"]) { ++counts[place[0].get<std::string>()]; }
	return counts;
}

std::string version_line(const SealedReport& report)
{
	return "第 " + std::to_string(report.head.version) + " 版，" + figures::office_time(report.head.sealed_at) + " 由 " + report.sealed_by +
		   " 定稿";
}

} // namespace

std::string to_csv(const SealedReport& report)
{
	const Json& document = report.document;
	files::CsvWriter csv;
	for (const std::string_view heading : {"归属口径", "分组", "名称", "编码", "指标", "数值"}) { csv.text(heading); }
	csv.end_row();
	for (const figures::Attribution attribution : {figures::Attribution::area, figures::Attribution::team})
	{
		for (const Breakdown& dimension : breakdowns) { write_dimension(csv, document, attribution, dimension); }
	}
	for (const auto& [type, count] : count_places(document))
	{
		write_row(
			csv, figures::attribution_name(figures::Attribution::area), "覆盖场所",
			{name_of_code(document, "venue_types", type), type, "场所数"}, count);
	}
	return csv.take();
}

std::string to_workbook(const SealedReport& report, const Json& difference)
{
	const figures::Statistics by_area = statistics_of(report, figures::Attribution::area);
	const Json* cover = member(report.document, "cover");
	WorkbookHead head =
		make_head(by_area, cover == nullptr ? std::map<std::string, std::string>() : cover->get<std::map<std::string, std::string>>());
	head.attribution += "，另附" + std::string(figures::attribution_name(figures::Attribution::team));
	head.data_time = version_line(report) + "，校验码 " + to_hex(report.head.sha256);
	std::vector<Table> tables = tables_of(report);
	std::vector<Table> further = {sealed_target_table(report.document)};
	if (!difference.is_null())
	{
		further.push_back(changed_figures_table(difference, report.document));
		further.push_back(changed_events_table(difference, report.document));
	}
	tables.insert(tables.end() - 1, std::make_move_iterator(further.begin()), std::make_move_iterator(further.end()));
	return write_workbook(head, tables);
}

std::string to_plain_text(const SealedReport& report)
{
	const Json& document = report.document;
	const auto text = [&](const char* name) { return document[name].get<std::string>(); };
	std::string lines = text("text") + "\n\n";
	lines += "统计范围：" + text("area_name") + "（" + text("area") + "），" + text("from") + " 至 " + text("to");
	lines += "；统计口径：" + std::string(figures::basis_name(report.head.span.basis)) + "；归属口径：" +
			 std::string(figures::attribution_name(figures::Attribution::area));
	lines += "；" + version_line(report) + "；校验码：" + to_hex(report.head.sha256) + "\n";
	return lines;
}

} // namespace bajin::reports
