#include "server/reports/sealed/sealed_tables.hpp"

#include "server/reports/sealed/sealed_names.hpp"
#include "server/reports/workbook/workbook_target_table.hpp"

#include <map>

namespace bajin::reports
{

namespace
{

constexpr std::size_t causes_shown_max = 20; // of a figure; the list of events below has them all

const std::map<std::string, std::string, std::less<>> kind_names = {
	{"added", "新增"}, {"edited", "修改"}, {"reviewed", "审核变动"}, {"removed", "不再计入"}, {"codes", "编码变动"}};

std::string text_of(const Json& object, const char* name)
{
	const Json* value = member(object, name);
	return value != nullptr && value->is_string() ? value->get<std::string>() : "";
}

std::string area_name(const Json& document, const std::string& code)
{
	return document["names"]["areas"].value(code, code);
}

std::string team_name(const Json& document, const std::string& id)
{
	const Json* team = member(document["names"]["teams"], id);
	return team == nullptr ? id : text_of(*team, "name");
}

std::string signed_number(std::int64_t value)
{
	return (value > 0 ? "+" : "") + std::to_string(value);
}

// "2015-11-08 送法进村（+1）；…"
std::string describe_causes(const Json& causes, const std::map<std::string, std::string>& titles)
{
	std::string text;
	std::size_t shown = 0;
	for (const Json& cause : causes)
	{
		if (shown == causes_shown_max) { return text + "；等 " + std::to_string(causes.size()) + " 条"; }
		const auto found = titles.find(cause["event"].get<std::string>());
		const std::string name = found == titles.end() ? cause["event"].get<std::string>() : found->second;
		text += (shown == 0 ? "" : "；") + name + "（" + signed_number(cause["change"].get<std::int64_t>()) + "）";
		++shown;
	}
	return text;
}

CellRow target_row(const Json& target, const Json& document)
{
	const std::string team = text_of(target, "team");
	const std::string type = text_of(target, "venue_type");
	return {
		target["year"].get<std::int64_t>(),
		team.empty() ? area_name(document, text_of(target, "area")) : team_name(document, team),
		type.empty() ? std::string("全部") : name_of_code(document, "venue_types", type),
		std::string(name_of_target_metric(text_of(target, "metric"))),
		target["value"].get<std::int64_t>(),
		text_of(target, "from"),
		text_of(target, "document_no"),
	};
}

TableBlock other_changes(const Json& difference, const Json& document)
{
	TableBlock block{"目标、编码和名称的变动"};
	for (const auto& [side, word] : {std::pair("before", "目标（原来）"), std::pair("after", "目标（现在）")})
	{
		for (const Json& target : difference["targets"][side])
		{
			const CellRow row = target_row(target, document);
			const std::string what =
				std::get<std::string>(row[1]) + "，" + std::get<std::string>(row[2]) + "，" + std::get<std::string>(row[3]);
			block.rows.push_back(
				{word, text_of(target, "from"), what, std::to_string(std::get<std::int64_t>(row[4])), text_of(target, "document_no"),
				 Cell()});
		}
	}
	for (const Json& code : difference["codes"])
	{
		const auto name = [](const Json& value)
		{ return value.is_string() ? value.get<std::string>() : text_of(value, value.contains("zh") ? "zh" : "name"); };
		block.rows.push_back({"编码或名称", Cell(), text_of(code, "code"), name(code["before"]), name(code["after"]), Cell()});
	}
	return block;
}

} // namespace

Table sealed_target_table(const Json& document)
{
	Table table{"目标任务", "定稿时的目标任务"};
	table.columns = {{"年度"}, {"区划或讲师团"}, {"场所类型"}, {"指标"}, {"目标值"}, {"自何日"}, {"文号"}};
	TableBlock block;
	for (const Json& target : document["targets"])
	{
		block.rows.push_back(target_row(target, document));
		block.rows.back().front() = std::to_string(target["year"].get<std::int64_t>());
	}
	if (block.rows.empty())
	{
		block.rows.emplace_back(table.columns.size());
		block.rows.back().front() = "没有下达目标";
	}
	table.blocks.push_back(std::move(block));
	return table;
}

Table changed_figures_table(const Json& difference, const Json& document)
{
	Table table{"变动的数字", "与上一版相比变动的数字"};
	table.columns = {{"归属口径"}, {"分组"}, {"名称"}, {"指标"}, {"原来"}, {"现在"}, {"变动"}, {"由哪些记录引起"}};
	std::map<std::string, std::string> titles;
	for (const Json& event : difference["events"])
	{
		titles[event["id"].get<std::string>()] = text_of(event, "occurred_on") + " " + text_of(event, "title");
	}
	TableBlock block;
	for (const Json& figure : difference["figures"])
	{
		FigureName name = name_figure(document, figure["figure"].get_ref<const std::string&>());
		block.rows.push_back({
			std::string(name.attribution),
			std::string(name.heading),
			std::move(name.name),
			std::move(name.metric),
			figure["before"].get<std::int64_t>(),
			figure["after"].get<std::int64_t>(),
			figure["change"].get<std::int64_t>(),
			describe_causes(figure["causes"], titles),
		});
	}
	table.blocks.push_back(std::move(block));
	table.notes = {"注：每个数字的变动等于所列记录的增减之和。"};
	return table;
}

Table changed_events_table(const Json& difference, const Json& document)
{
	Table table{"变动的记录", "与上一版相比变动的记录"};
	table.columns = {{"变动"}, {"日期"}, {"活动"}, {"地区"}, {"讲师团"}, {"记录编号"}};
	TableBlock block;
	for (const Json& event : difference["events"])
	{
		const auto kind = kind_names.find(text_of(event, "kind"));
		block.rows.push_back({
			kind == kind_names.end() ? text_of(event, "kind") : kind->second,
			text_of(event, "occurred_on"),
			text_of(event, "title"),
			area_name(document, text_of(event, "area")),
			team_name(document, text_of(event, "team")),
			text_of(event, "id"),
		});
	}
	table.blocks.push_back(std::move(block));
	if (!difference["next"].is_null())
	{
		table.notes = {
			"注：变动的记录共 " + std::to_string(difference["events_count"].get<std::int64_t>()) + " 条，本表列出前 " +
			std::to_string(difference["events"].size()) + " 条，其余见系统“定稿后的变动”。"};
	}
	if (TableBlock others = other_changes(difference, document); !others.rows.empty()) { table.blocks.push_back(std::move(others)); }
	return table;
}

} // namespace bajin::reports
