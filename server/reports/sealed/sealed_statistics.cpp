#include "server/reports/sealed/sealed_statistics.hpp"

#include "server/figures/labels.hpp"
#include "server/reports/sealed/sealed_names.hpp"
#include "server/reports/workbook/workbook_office_tables.hpp"
#include "shared/measures.hpp"

#include <algorithm>
#include <map>

namespace bajin::reports
{

namespace
{

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
std::vector<figures::StatisticsRow> list_rows(const Json& document, figures::Attribution attribution, std::string_view name)
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

} // namespace

figures::Statistics statistics_of(const SealedReport& report, figures::Attribution attribution)
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

std::vector<Table> tables_of_figures(const SealedReport& report)
{
	const auto vocabulary = Vocabulary::parse(report.document["vocabulary"]);
	BAJIN_ASSERT(vocabulary);
	std::vector<Table> tables =
		make_tables(statistics_of(report, figures::Attribution::area), statistics_of(report, figures::Attribution::team), *vocabulary);
	if (const Json rows = name_submissions(report.document); !rows.empty()) { tables.insert(tables.end() - 1, submission_table(rows)); }
	return tables;
}

} // namespace bajin::reports
