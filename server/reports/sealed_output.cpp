// A sealed report as a table, as text, and as a workbook; see sealed_report.hpp. Names are those that were sealed.
#include "server/figures/csv.hpp"
#include "server/figures/indicators.hpp"
#include "server/figures/labels.hpp"
#include "server/reports/sealed_content.hpp"
#include "server/reports/workbook.hpp"
#include "server/reports/workbook_office_tables.hpp"
#include "shared/measures.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace bajin::reports
{

namespace
{

using Names = std::map<std::string, std::string, std::less<>>;

const Names state_names = {
    {"verified", "已核实"}, {"submitted", "待核实"}, {"returned", "退回补正"}, {"duplicate", "判为重复"}, {"joint", "并入联合活动"}};

// How a report is broken down, with their headings, and the code list that names their keys.
struct Breakdown
{
	std::string_view name;
	std::string_view heading;
	std::string_view codes;
};
constexpr std::array breakdowns = {
    Breakdown{"total", "合计", ""},
    Breakdown{"state", "记录状态", ""},
    Breakdown{"venue_type", "场所类型", "venue_types"},
    Breakdown{"area", "区划", ""},
    Breakdown{"month", "月份", ""},
    Breakdown{"topic", "宣传主题", "topics"},
    Breakdown{"campaign", "专项活动", "campaigns"},
    Breakdown{"team", "讲师团", ""},
    Breakdown{"material", "宣传资料", "items"},
    Breakdown{"audience", "讲座受众", "audiences"},
};

std::string name_of_metric(const std::string& metric)
{
	for (const figures::Indicator& indicator : figures::indicators())
	{
		if (to_string(indicator.metric) == metric)
		{
			return std::string(indicator.name);
		}
	}
	return metric == to_string(Metric::attendance) ? "听讲人次" : metric;
}

std::string found_or(const Names& names, const std::string& key)
{
	const auto found = names.find(key);
	return found == names.end() ? key : found->second;
}

std::string name_of_code(const Json& document, std::string_view list, const std::string& key)
{
	for (const Json& code : document["vocabulary"][std::string(list)])
	{
		if (code["code"] == key)
		{
			return code["zh"].get<std::string>();
		}
	}
	return key;
}

std::string name_of(const Json& document, const Breakdown& dimension, const std::string& key)
{
	if (dimension.name == "state")
	{
		return found_or(state_names, key);
	}
	if (key.empty())
	{
		return dimension.name == "total" ? "" : "未注明";
	}
	if (!dimension.codes.empty())
	{
		return name_of_code(document, dimension.codes, key);
	}
	const Json& names = document["names"];
	if (dimension.name == "area" && names["areas"].contains(key))
	{
		return names["areas"][key].get<std::string>();
	}
	if (dimension.name == "team" && names["teams"].contains(key))
	{
		return names["teams"][key]["name"].get<std::string>();
	}
	return key;
}

void write_row(
    figures::CsvWriter& csv, std::string_view attribution, std::string_view heading, const std::array<std::string, 3>& cells,
    std::int64_t value)
{
	csv.text(attribution);
	csv.text(heading);
	for (const std::string& cell : cells)
	{
		csv.text(cell);
	}
	csv.number(value);
	csv.end_row();
}

void write_dimension(figures::CsvWriter& csv, const Json& document, figures::AttributedBy attribution, const Breakdown& dimension)
{
	const std::string prefix = std::string(figures::code_of(attribution)) + "/" + std::string(dimension.name) + "/";
	for (const auto& [name, value] : document["figures"].items())
	{
		if (!name.starts_with(prefix))
		{
			continue;
		}
		const std::string rest = name.substr(prefix.size());
		const auto slash = rest.rfind('/');
		const bool has_key = slash != std::string::npos;
		const std::string key = has_key ? rest.substr(0, slash) : dimension.name == "state" ? rest : "";
		const std::string metric = dimension.name == "state" ? "记录数" : name_of_metric(has_key ? rest.substr(slash + 1) : rest);
		write_row(
		    csv, figures::attribution_name(attribution), dimension.heading, {name_of(document, dimension, key), key, metric},
		    value.get<std::int64_t>());
	}
}

std::optional<Metric> parse_metric(std::string_view name)
{
	for (std::size_t i = 0; i < metric_count; ++i)
	{
		if (to_string(static_cast<Metric>(i)) == name)
		{
			return static_cast<Metric>(i);
		}
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
	if (const auto none = left.find(""); none != left.end())
	{
		rows.push_back(make_row(document, *breakdown, "", none->second));
	}
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
	if (const auto total = rows("total"); !total.empty())
	{
		statistics.totals = total.front().metrics;
	}
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
	for (const Json& place : document["places"])
	{
		++counts[place[0].get<std::string>()];
	}
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
	figures::CsvWriter csv;
	for (const std::string_view heading : {"归属口径", "分组", "名称", "编码", "指标", "数值"})
	{
		csv.text(heading);
	}
	csv.end_row();
	for (const figures::AttributedBy attribution : {figures::AttributedBy::area, figures::AttributedBy::team})
	{
		for (const Breakdown& dimension : breakdowns)
		{
			write_dimension(csv, document, attribution, dimension);
		}
	}
	for (const auto& [type, count] : count_places(document))
	{
		write_row(
		    csv, figures::attribution_name(figures::AttributedBy::area), "覆盖场所",
		    {name_of_code(document, "venue_types", type), type, "场所数"}, count);
	}
	return csv.take();
}

std::string to_workbook(const SealedReport& report)
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
	if (const Json rows = name_submissions(report.document); !rows.empty())
	{
		tables.insert(tables.end() - 1, submission_table(rows));
	}
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
