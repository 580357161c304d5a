#include "server/registry/target_cells.hpp"

#include "server/people/access.hpp"
#include "server/people/audit.hpp"
#include "shared/event.hpp"
#include "shared/plain_text.hpp"

#include <algorithm>
#include <map>

namespace bajin::registry
{

namespace
{

constexpr std::int64_t value_max = 1'000'000'000'000;
constexpr std::size_t text_characters_max = 500;

struct ProblemText
{
	std::string_view code;
	std::string_view zh;
	std::string_view en;
};

constexpr std::array problem_texts = {
	ProblemText{"expected_object", "应为一个对象", "expected an object"},
	ProblemText{"area_or_team", "应填地区或讲师团，二者只填其一", "expected either area or team"},
	ProblemText{"missing_area", "没有填写地区或讲师团", "neither an area nor a team is given"},
	ProblemText{"unknown_area", "没有这个地区", "no such area"},
	ProblemText{"unknown_team", "没有这个讲师团", "no such team"},
	ProblemText{"unknown_venue_type", "没有这个场所类型", "no such venue type"},
	ProblemText{
		"unknown_metric", "指标应为活动场次、妇女儿童讲座、走访场所或宣传资料",
		"expected sessions, women_children_lectures, places_visited or materials"},
	ProblemText{
		"missing_value", "没有填写目标值；要取消目标请写“取消”", "missing; null (in a table the word remove) takes the target back"},
	ProblemText{"invalid_value", "应为不小于 0 的整数", "expected a whole number, 0 or more, or null"},
	ProblemText{"not_a_number", "“{}”不是一个整数", "“{}” is no whole number"},
	ProblemText{"not_whole", "“{}”要改成整数，不能有小数", "“{}” has to be a whole number, without decimals"},
	ProblemText{"negative", "“{}”不能小于 0", "“{}” must not be below 0"},
	ProblemText{"range", "“{}”是一个范围，请填一个数", "“{}” is a range; give one number"},
	ProblemText{"too_large", "“{}”太大了，请核对", "“{}” is too large; please check"},
	ProblemText{"invalid_date", "日期应写作 2016-01-01", "expected YYYY-MM-DD"},
	ProblemText{"expected_text", "应为文字", "expected text"},
	ProblemText{"too_long", "太长，最多 500 字", "too long"},
	ProblemText{"forbidden", "不在您负责的范围内", "lies outside your area"},
	ProblemText{"ambiguous_area", "有多个同名地区，请改填代码：{}", "several areas have this name; give the code: {}"},
	ProblemText{"ambiguous_team", "有多个同名讲师团，请改填编号：{}", "several teams have this name; give the id: {}"},
	ProblemText{"area_mismatch", "与同一行的地区代码或讲师团所在地不一致：{}", "differs from the area or team in the same row: {}"},
	ProblemText{
		"scientific_number", "数字被 Excel 改成了科学计数法，请把这一列设为文本后重填",
		"Excel has written this number as a power of ten; make the column text and fill it in anew"},
	ProblemText{"repeated_row", "与第 {} 行是同一个目标", "the same target stands in line {}"},
	ProblemText{"unknown_column", "不认识的列；可用的列：{}", "not a known column; those known: {}"},
	ProblemText{"repeated_column", "这一列出现了两次", "this column stands twice"},
	ProblemText{"missing_column", "缺少这一列", "this column is missing"},
	ProblemText{
		"too_many_cells", "这一行的单元格比表头多；含逗号的内容要用引号括起来",
		"more cells than headings; a cell that holds a comma needs quotes"},
	ProblemText{"unclosed_quote", "这里的引号没有结束", "a quoted cell begins here and never ends"},
	ProblemText{"no_rows", "没有数据行", "there are no rows"},
	ProblemText{"too_many_rows", "一次最多导入 10000 行", "at most 10000 rows at a time"},
};

class CellReader
{
public:
	CellReader(const Json& cell, const Reference& reference, int year) : cell_(cell), reference_(reference)
	{
		read_.target.year = year;
		read_.target.from = make_date(year, 1, 1);
	}

	CellRead run()
	{
		if (!cell_.is_object())
		{
			wrong("", "expected_object");
			return std::move(read_);
		}
		read_whose();
		read_venue_type();
		read_metric();
		read_value();
		read_from();
		read_text("document_no", read_.target.document_no);
		read_text("reason", read_.target.reason);
		return std::move(read_);
	}

private:
	void wrong(std::string field, std::string_view code) { read_.problems.push_back({std::move(field), code}); }

	void read_whose()
	{
		const Json* area = member(cell_, "area");
		const Json* team = member(cell_, "team");
		if ((area == nullptr) == (team == nullptr))
		{
			wrong("", "area_or_team");
			return;
		}
		if (team != nullptr)
		{
			read_.target.team = team->is_string() ? parse_uuid(team->get_ref<const std::string&>()) : std::nullopt;
			if (!read_.target.team) { wrong("team", "unknown_team"); }
			return;
		}
		const Area* found = area->is_string() ? reference_.areas.find(area->get_ref<const std::string&>()) : nullptr;
		if (found == nullptr)
		{
			wrong("area", "unknown_area");
			return;
		}
		read_.target.area = found->id;
	}

	void read_venue_type()
	{
		const Json* type = member(cell_, "venue_type");
		if (type == nullptr) { return; }
		if (!type->is_string() || reference_.vocabulary.find(CodeList::venue_types, type->get_ref<const std::string&>()) == nullptr)
		{
			wrong("venue_type", "unknown_venue_type");
			return;
		}
		read_.target.venue_type = type->get<std::string>();
	}

	void read_metric()
	{
		const Json* metric = member(cell_, "metric");
		if (metric != nullptr && metric->is_string()) { read_.target.metric = metric->get<std::string>(); }
		if (std::ranges::find(target_metrics, read_.target.metric) == target_metrics.end()) { wrong("metric", "unknown_metric"); }
	}

	void read_value()
	{
		if (!cell_.contains("value"))
		{
			wrong("value", "missing_value");
			return;
		}
		const Json& value = cell_["value"];
		if (value.is_null()) { return; }
		const bool fits = value.is_number_unsigned() ? value.get<std::uint64_t>() <= value_max
													 : value.is_number_integer() && value.get<std::int64_t>() >= 0;
		if (!fits || value.get<std::int64_t>() > value_max)
		{
			wrong("value", "invalid_value");
			return;
		}
		read_.target.value = value.get<std::int64_t>();
	}

	void read_from()
	{
		const Json* from = member(cell_, "from");
		if (from == nullptr) { return; }
		const auto date = from->is_string() ? parse_date(from->get_ref<const std::string&>()) : std::nullopt;
		if (!date)
		{
			wrong("from", "invalid_date");
			return;
		}
		read_.target.from = *date;
	}

	void read_text(const char* field, std::string& into)
	{
		const Json* text = member(cell_, field);
		if (text == nullptr) { return; }
		if (!text->is_string()) { wrong(field, "expected_text"); }
		else if (count_characters(text->get_ref<const std::string&>()) > text_characters_max) { wrong(field, "too_long"); }
		else { into = trimmed(text->get_ref<const std::string&>()); }
	}

	const Json& cell_;
	const Reference& reference_;
	CellRead read_;
};

people::AuditEntry audit_entry_of(const store::Target& target, const AreaTree& areas)
{
	people::AuditEntry audit_entry{"set_target", std::nullopt, target.area, target.team ? to_string(*target.team) : std::string()};
	audit_entry.details = {{"year", target.year}, {"venue_type", target.venue_type}, {"metric", target.metric}};
	audit_entry.details["area"] = target.team ? Json(nullptr) : Json(areas.at(target.area).code);
	audit_entry.details["value"] = target.value ? Json(*target.value) : Json(nullptr);
	return audit_entry;
}

} // namespace

CellRead read_target_cell(const Json& cell, const Reference& reference, int year)
{
	return CellReader(cell, reference, year).run();
}

std::string_view text_of_cell_problem(std::string_view code, bool english) noexcept
{
	const auto* const found = std::ranges::find(problem_texts, code, &ProblemText::code);
	BAJIN_ASSERT(found != problem_texts.end());
	return english ? found->en : found->zh;
}

Json target_json(const store::Target& target, const AreaTree& areas)
{
	Json json;
	if (target.team) { json["team"] = to_string(*target.team); }
	else { json["area"] = areas.at(target.area).code; }
	json["venue_type"] = target.venue_type.empty() ? Json(nullptr) : Json(target.venue_type);
	json["metric"] = target.metric;
	json["value"] = target.value ? Json(*target.value) : Json(nullptr);
	json["from"] = to_string(target.from);
	json["document_no"] = target.document_no;
	json["reason"] = target.reason;
	return json;
}

TargetScope::TargetScope(store::Database& database, const AreaTree& areas, const people::Principal& principal)
	: areas_(areas), principal_(principal), teams_(store::list_teams(database))
{
	for (std::size_t i = 0; i < teams_.size(); ++i) { positions_.emplace(teams_[i].id, i); }
}

bool TargetScope::holds(const store::Target& target) const
{
	const bool own_team = target.team && std::ranges::find(principal_.teams, *target.team) != principal_.teams.end();
	return own_team || people::covers(principal_, areas_, area_of(target));
}

bool TargetScope::covers(AreaId area) const noexcept
{
	return people::covers(principal_, areas_, area);
}

AreaId TargetScope::area_of(const store::Target& target) const
{
	if (!target.team) { return target.area; }
	const auto found = positions_.find(*target.team);
	return found == positions_.end() ? 0 : teams_[found->second].area;
}

std::string TargetScope::name_of_team(const Uuid& id) const
{
	const auto found = positions_.find(id);
	return found == positions_.end() ? std::string() : teams_[found->second].name;
}

const store::Team* TargetScope::find_team(const Uuid& id) const
{
	const auto found = positions_.find(id);
	const bool is_known = found != positions_.end() && people::covers(principal_, areas_, teams_[found->second].area);
	return is_known ? &teams_[found->second] : nullptr;
}

std::vector<store::Target> find_changed_targets(store::Database& database, std::vector<store::Target> targets, int year)
{
	std::map<TargetCell, store::Target> in_force;
	for (store::Target& target : store::list_targets(database, year))
	{
		TargetCell cell = cell_of(target);
		in_force.emplace(std::move(cell), std::move(target));
	}
	std::erase_if(
		targets,
		[&](const store::Target& target)
		{
			const auto found = in_force.find(cell_of(target));
			if (found == in_force.end()) { return !target.value; }
			const store::Target& old = found->second;
			return old.value == target.value && old.from == target.from && old.document_no == target.document_no &&
				   old.reason == target.reason;
		});
	return targets;
}

void set_targets(store::Writer& writer, const people::Principal& principal, std::vector<store::Target>& changed)
{
	store::Database& database = writer.database();
	for (store::Target& target : changed)
	{
		target.at = now();
		target.actor = principal.name();
		store::insert_target(database, target);
		people::audit(database, people::actor_of(principal), audit_entry_of(target, writer.reference()->areas), target.at);
	}
}

} // namespace bajin::registry
