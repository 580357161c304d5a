// A sealed report as a table and as text; see sealed_report.hpp. Names are those that were sealed.
#include "server/figures/csv.hpp"
#include "server/figures/labels.hpp"
#include "server/figures/sealed_content.hpp"
#include "shared/measures.hpp"

#include <array>
#include <string>
#include <utility>

namespace bajin::figures
{

namespace
{

using Names = std::map<std::string, std::string, std::less<>>;

const Names metric_names = {
    {"events", "活动数"},
    {"sessions", "宣传活动场次"},
    {"eight_entry_sessions", "其中八进场次"},
    {"lectures", "专场讲座次数"},
    {"women_children_lectures", "其中妇女儿童专场次数"},
    {"reach", "受教育群众人次"},
    {"reach_women", "其中妇女人次"},
    {"reach_children", "其中儿童人次"},
    {"reach_estimated", "其中估算人次"},
    {"materials", "宣传资料份数"},
    {"consultations", "法律咨询人次"},
    {"attendance", "听讲人次"},
};
const Names state_names = {{"verified", "已核实"}, {"submitted", "待核实"}, {"returned", "退回补正"}, {"duplicate", "判为重复"}, {"joint", "并入联合活动"}};

// The dimensions of a report, with their headings, and the code list that names their keys.
struct Dimension
{
	std::string_view name;
	std::string_view heading;
	std::string_view codes;
};
constexpr std::array dimensions = {
    Dimension{"total", "合计", ""},
    Dimension{"state", "记录状态", ""},
    Dimension{"venue_type", "场所类型", "venue_types"},
    Dimension{"area", "区划", ""},
    Dimension{"month", "月份", ""},
    Dimension{"topic", "宣传主题", "topics"},
    Dimension{"campaign", "专项活动", "campaigns"},
    Dimension{"team", "讲师团", ""},
    Dimension{"material", "宣传资料", "items"},
    Dimension{"audience", "讲座受众", "audiences"},
};

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

std::string name_of(const Json& document, const Dimension& dimension, const std::string& key)
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

void write_row(CsvWriter& csv, std::string_view attribution, std::string_view heading, const std::array<std::string, 3>& cells, std::int64_t value)
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

void write_dimension(CsvWriter& csv, const Json& document, AttributedBy attribution, const Dimension& dimension)
{
	const std::string prefix = std::string(code_of(attribution)) + "/" + std::string(dimension.name) + "/";
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
		const std::string metric = dimension.name == "state" ? "记录数" : found_or(metric_names, has_key ? rest.substr(slash + 1) : rest);
		write_row(csv, attribution_name(attribution), dimension.heading, {name_of(document, dimension, key), key, metric}, value.get<std::int64_t>());
	}
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

std::string version_line(const SealedReport& report)
{
	return "第 " + std::to_string(report.head.version) + " 版，" + office_time(report.head.sealed_at) + " 由 " + report.head.sealed_by + " 定稿";
}

} // namespace

std::string to_csv(const SealedReport& report)
{
	const Json& document = report.document;
	CsvWriter csv;
	for (const std::string_view heading : {"归属口径", "分组", "名称", "编码", "指标", "数值"})
	{
		csv.text(heading);
	}
	csv.end_row();
	for (const AttributedBy attribution : {AttributedBy::area, AttributedBy::team})
	{
		for (const Dimension& dimension : dimensions)
		{
			write_dimension(csv, document, attribution, dimension);
		}
	}
	for (const auto& [type, count] : count_places(document))
	{
		write_row(csv, attribution_name(AttributedBy::area), "覆盖场所", {name_of_code(document, "venue_types", type), type, "场所数"}, count);
	}
	return csv.take();
}

std::string to_plain_text(const SealedReport& report)
{
	const Json& document = report.document;
	const auto text = [&](const char* name) { return document[name].get<std::string>(); };
	std::string lines = text("text") + "\n\n";
	lines += "统计范围：" + text("area_name") + "（" + text("area") + "），" + text("from") + " 至 " + text("to");
	lines += "；统计口径：" + std::string(basis_name(report.head.span.basis)) + "；归属口径：" + std::string(attribution_name(AttributedBy::area));
	lines += "；" + version_line(report) + "；校验码：" + to_hex(report.head.sha256) + "\n";
	return lines;
}

} // namespace bajin::figures
