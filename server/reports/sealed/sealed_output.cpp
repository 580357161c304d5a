// A sealed report as a table, as text, and as a workbook; see sealed_report.hpp. Names are those that were sealed.
#include "server/figures/labels.hpp"
#include "server/files/csv_writer.hpp"
#include "server/reports/sealed/sealed_content.hpp"
#include "server/reports/sealed/sealed_names.hpp"
#include "server/reports/sealed/sealed_tables.hpp"
#include "server/reports/workbook/workbook.hpp"
#include "server/reports/workbook/workbook_office_tables.hpp"
#include "shared/measures.hpp"

#include <algorithm>
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

void write_dimension(files::CsvWriter& csv, const Json& document, figures::AttributedBy attribution, const Breakdown& dimension)
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

std::optional<Metric> parse_metric(std::string_view name)
{
	for (std::size_t i = 0; i < metric_count; ++i)
	{
		if (to_string(static_cast<Metric>(i)) == name) { return static_cast<Metric>(i); }
	}
	return std::nullopt;
}

// The metrics of every row of a breakdown, by its key.
std::map<std::string, Metrics> read_rows(const Json& document, const std::string& prefix)
{
	std::map<std::string, Metrics> rows;
	for (const auto& [name, value] : document["figures"].items())
	{
		const auto slash = name.rfind('/');
		const auto metric = name.starts_with(prefix) ? parse_metric(name.substr(slash + 1)) : std::nullopt;
		if (metric)
		{
			rows[slash < prefix.size() ? "" : name.substr(prefix.size(), slash - prefix.size())][*metric] = value.get<std::int64_t>();
		}
	}
	return rows;
}

figures::StatisticsRow make_row(const Json& document, const Breakdown& breakdown, const std::string& key, const Metrics& metrics)
{
	figures::StatisticsRow row{key.empty() ? std::nullopt : std::optional(key), name_of(document, breakdown, key), "", metrics, {}};
	if (breakdown.name == "material")
	{
		for (const Json& code : document["vocabulary"]["items"])
		{
			row.unit = code["code"] == key ? code.value("unit", std::string()) : row.unit;
		}
	}
	return row;
}

// In the order of the code list where there is one, else of the keys; events that name none last.
std::vector<figures::StatisticsRow> list_rows(const Json& document, figures::AttributedBy attribution, std::string_view name)
{
	const auto breakdown = std::ranges::find(breakdowns, name, &Breakdown::name);
	auto left = read_rows(document, std::string(figures::code_of(attribution)) + "/" + std::string(name) + "/");
	std::vector<figures::StatisticsRow> rows;
	if (!breakdown->codes.empty())
	{
		for (const Json& code : document["vocabulary"][std::string(breakdown->codes)])
		{
			if (const auto found = left.find(code["code"].get<std::string>()); found != left.end())
			{
				rows.push_back(make_row(document, *breakdown, found->first, found->second));
				left.erase(found);
			}
		}
	}
	for (auto found = left.lower_bound("!"); found != left.end(); ++found)
	{
		rows.push_back(make_row(document, *breakdown, found->first, found->second));
	}
	if (const auto none = left.find(""); none != left.end()) { rows.push_back(make_row(document, *breakdown, "", none->second)); }
	return rows;
}

// The sealed figures of one attribution as those of statistics; without states.
figures::Statistics statistics_of(const SealedReport& report, figures::AttributedBy attribution)
{
	const Json& document = report.document;
	const auto rows = [&](std::string_view name) { return list_rows(document, attribution, name); };
	figures::Statistics statistics;
	statistics.query.period = {report.head.span.days, to_string(report.head.span.days.first), to_string(report.head.span.days.last)};
	statistics.query.basis = report.head.span.basis;
	statistics.query.attribution = attribution;
	statistics.query.now = report.head.sealed_at;
	statistics.area_code = document["area"].get<std::string>();
	statistics.area_name = document["area_name"].get<std::string>();
	statistics.seq = report.head.seq;
	if (const auto total = rows("total"); !total.empty()) { statistics.totals = total.front().metrics; }
	statistics.by_venue_type = rows("venue_type");
	statistics.by_area = rows("area");
	statistics.by_month = rows("month");
	statistics.by_topic = rows("topic");
	statistics.by_campaign = rows("campaign");
	statistics.by_team = rows("team");
	statistics.by_material = rows("material");
	statistics.by_audience = rows("audience");
	statistics.text = document["text"].get<std::string>();
	return statistics;
}

std::map<std::string, std::int64_t> count_places(const Json& document)
{
	std::map<std::string, std::int64_t> counts;
	for (const Json& place : document["places"]) { ++counts[place[0].get<std::string>()]; }
	return counts;
}

// With the names that were sealed; empty where no counties are below, or the version is of a time before.
Json name_submissions(const Json& document)
{
	const Json* sealed = member(document, "submissions");
	Json rows = sealed == nullptr ? Json::array() : *sealed;
	for (Json& row : rows)
	{
		row["area_name"] = document["names"]["areas"].value(row["area"].get<std::string>(), row["area"].get<std::string>());
	}
	return rows;
}

std::string version_line(const SealedReport& report)
{
	return "第 " + std::to_string(report.head.version) + " 版，" + figures::office_time(report.head.sealed_at) + " 由 " +
		   report.head.sealed_by + " 定稿";
}

} // namespace

std::string to_csv(const SealedReport& report)
{
	const Json& document = report.document;
	files::CsvWriter csv;
	for (const std::string_view heading : {"归属口径", "分组", "名称", "编码", "指标", "数值"}) { csv.text(heading); }
	csv.end_row();
	for (const figures::AttributedBy attribution : {figures::AttributedBy::area, figures::AttributedBy::team})
	{
		for (const Breakdown& dimension : breakdowns) { write_dimension(csv, document, attribution, dimension); }
	}
	for (const auto& [type, count] : count_places(document))
	{
		write_row(
			csv, figures::attribution_name(figures::AttributedBy::area), "覆盖场所",
			{name_of_code(document, "venue_types", type), type, "场所数"}, count);
	}
	return csv.take();
}

std::string to_workbook(const SealedReport& report, const Json& difference)
{
	const auto vocabulary = Vocabulary::parse(report.document["vocabulary"]);
	BAJIN_ASSERT(vocabulary);
	const figures::Statistics by_area = statistics_of(report, figures::AttributedBy::area);
	const Json* cover = member(report.document, "cover");
	WorkbookHead head =
		make_head(by_area, cover == nullptr ? std::map<std::string, std::string>() : cover->get<std::map<std::string, std::string>>());
	head.attribution += "，另附" + std::string(figures::attribution_name(figures::AttributedBy::team));
	head.data_time = version_line(report) + "，校验码 " + to_hex(report.head.sha256);
	std::vector<Table> tables = make_tables(by_area, statistics_of(report, figures::AttributedBy::team), *vocabulary);
	if (const Json rows = name_submissions(report.document); !rows.empty()) { tables.insert(tables.end() - 1, submission_table(rows)); }
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
			 std::string(figures::attribution_name(figures::AttributedBy::area));
	lines += "；" + version_line(report) + "；校验码：" + to_hex(report.head.sha256) + "\n";
	return lines;
}

} // namespace bajin::reports
