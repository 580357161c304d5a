#include "server/registry/venue_import.hpp"

#include "server/registry/venue_list.hpp"
#include "shared/plain_text.hpp"
#include "shared/table_values.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace bajin::registry
{

namespace
{

using Key = std::tuple<std::string, AreaId, std::string>; // type, area, plain name

Key key_of(const Venue& venue)
{
	return {venue.venue_type, venue.area, folded(venue.name)};
}

// Those that are taken, and those of the product's own table that are passed over.
constexpr std::array<std::string_view, 11> known_headings = {"编号",         "场所类型", "地区代码", "名称", "启用日期", "停用日期",
															 "县（市、区）", "县区",     "地区",     "并入", "活动次数"};

Message message_of(const TableFlaw& flaw)
{
	if (flaw.code == "repeated_column") { return {"这一列出现了两次", "this column stands there twice"}; }
	if (flaw.code == "too_many_cells")
	{
		return {
			"这一行的单元格比表头多；含逗号的内容要用引号括起来",
			"the row has more cells than the heading; text with a comma stands in quotation marks"};
	}
	return {
		"不认识的列；可用的列：编号、场所类型、地区代码、名称、启用日期、停用日期",
		"this column is not known; there are 编号, 场所类型, 地区代码, 名称, 启用日期, 停用日期 (number, venue type, area code, name, "
		"first day, last day)"};
}

bool is_same(const Venue& left, const Venue& right)
{
	return std::tie(left.venue_type, left.area, left.name, left.valid_from, left.valid_to) ==
		   std::tie(right.venue_type, right.area, right.name, right.valid_from, right.valid_to);
}

class Importer
{
public:
	Importer(const HeadedTable& table, const Reference& reference, AreaId scope, const std::function<bool(const std::string&)>& is_named)
		: table_(table), reference_(reference), scope_(scope), is_named_(is_named), id_(table.find_column("编号")),
		  type_(table.find_column("场所类型")), area_(table.find_column("地区代码")), name_(table.find_column("名称")),
		  from_(table.find_column("启用日期")), to_(table.find_column("停用日期"))
	{
		for (const auto& [id, venue] : reference.venues)
		{
			const Venue*& same = (venue.merged_into.empty() ? registered_ : merged_)[key_of(venue)];
			same = same == nullptr || id < same->id ? &venue : same;
		}
	}

	VenueImport run()
	{
		import_.rows = table_.rows.size();
		for (const auto& [column, heading] : {std::pair{type_, "场所类型"}, {area_, "地区代码"}, {name_, "名称"}})
		{
			if (!column) { import_.problems.push_back({1, heading, "missing_column", {"缺少这一列", "this column is missing"}}); }
		}
		for (const TableFlaw& flaw : find_flaws(table_, known_headings))
		{
			import_.problems.push_back({flaw.line, flaw.column, std::string(flaw.code), message_of(flaw)});
			if (import_.problems.size() >= import_problems_max) { break; }
		}
		if (!import_.problems.empty()) { return std::move(import_); }
		for (const CsvRow& row : table_.rows)
		{
			if (import_.problems.size() >= import_problems_max) { break; }
			row_ = &row;
			row_is_wrong_ = false;
			take_row();
		}
		return std::move(import_);
	}

private:
	void refuse(const char* column, const char* code, const Message& message)
	{
		row_is_wrong_ = true;
		if (import_.problems.size() < import_problems_max) { import_.problems.push_back({row_->line, column, code, message}); }
	}

	void take_row()
	{
		const Venue* before = find_by_id();
		Venue after = before == nullptr ? Venue{} : *before;
		read_type(after);
		read_area(after);
		read_name(after);
		read_days(after);
		if (row_is_wrong_) { return; }
		const auto same_name = registered_.find(key_of(after));
		if (before == nullptr && same_name != registered_.end())
		{
			before = same_name->second;
			after.id = before->id;
			if (!from_) { after.valid_from = before->valid_from; }
			if (!to_) { after.valid_to = before->valid_to; }
		}
		// An old list may still have what was found to be another venue meanwhile.
		const bool is_known = before != nullptr ? is_same(*before, after) : merged_.contains(key_of(after));
		if (is_known && (before == nullptr || taken_ids_.insert(before->id).second))
		{
			taken_.insert(key_of(after));
			++import_.unchanged;
		}
		else if (!taken_.insert(key_of(after)).second || (before != nullptr && !taken_ids_.insert(before->id).second))
		{
			refuse("名称", "repeated", {"表中有两行是同一个场所", "two rows are the same venue"});
		}
		else if (before != nullptr && same_name != registered_.end() && same_name->second->id != before->id)
		{
			refuse("名称", "venue_exists", {"同一地区已登记了同名的场所", "a venue of this name is registered in the area"});
		}
		else { compare(before, after); }
	}

	void compare(const Venue* before, const Venue& after)
	{
		if (before == nullptr) { import_.added.push_back(after); }
		else if (!before->merged_into.empty())
		{
			refuse(
				"编号", "venue_merged",
				{"这个场所已并入另一个场所，不能再改", "this venue was merged into another and is no longer changed"});
		}
		else if ((before->venue_type != after.venue_type || before->area != after.area) && is_named_(before->id))
		{
			refuse(
				before->venue_type != after.venue_type ? "场所类型" : "地区代码", "venue_in_use",
				{"已有记录使用这个场所，不能更改类型和地区", "records name this venue: its type and area stay"});
		}
		else { import_.changed.push_back({*before, after}); }
	}

	const Venue* find_by_id()
	{
		const std::string id = code_in_cell(cell_of(*row_, id_));
		if (id.empty()) { return nullptr; }
		const auto found = reference_.venues.find(id);
		if (found == reference_.venues.end() || !reference_.areas.contains(scope_, found->second.area))
		{
			refuse(
				"编号", "unknown_venue",
				{"没有这个编号的场所；新增场所时编号请留空", "there is no venue of this number; leave it empty for a new one"});
			return nullptr;
		}
		return &found->second;
	}

	void read_type(Venue& venue)
	{
		const std::string text = folded(cell_of(*row_, type_));
		const auto codes = reference_.vocabulary.codes(CodeList::venue_types);
		const auto found = std::ranges::find_if(codes, [&](const Code& code) { return code.code == text || folded(code.zh) == text; });
		if (text.empty()) { refuse("场所类型", "missing", {"未填写", "it is empty"}); }
		else if (found == codes.end()) { refuse("场所类型", "unknown_venue_type", {"没有这种场所类型", "there is no such venue type"}); }
		else if (!has_registry(found->code))
		{
			refuse(
				"场所类型", "no_registry",
				{"乡村和社区按区划统计，不在这里登记", "villages and communities are counted by the list of areas, not registered here"});
		}
		else { venue.venue_type = found->code; }
	}

	void read_area(Venue& venue)
	{
		const std::string text = code_in_cell(cell_of(*row_, area_));
		const Area* area = reference_.areas.find(text);
		if (text.empty()) { refuse("地区代码", "missing", {"未填写", "it is empty"}); }
		else if (area == nullptr && is_scientific(text))
		{
			refuse(
				"地区代码", "unknown_area",
				{"代码被表格软件改成了科学计数，请把这一列设为文本后重新填写",
				 "the spreadsheet has turned the code into scientific notation; make the column text and fill it in again"});
		}
		else if (area == nullptr) { refuse("地区代码", "unknown_area", {"没有这个区划代码", "there is no such area code"}); }
		else if (!reference_.areas.contains(scope_, area->id))
		{
			refuse("地区代码", "forbidden", {"不在您负责的范围内", "this lies outside of your area"});
		}
		else { venue.area = area->id; }
	}

	void read_name(Venue& venue)
	{
		venue.name = cell_of(*row_, name_);
		if (folded(venue.name).empty()) { refuse("名称", "missing", {"未填写", "it is empty"}); }
		else if (count_characters(venue.name) > event_limits::place_characters_max)
		{
			refuse("名称", "too_long", {"超过 200 个字", "more than 200 characters"});
		}
	}

	void read_days(Venue& venue)
	{
		const auto read = [&](const std::optional<std::size_t>& column, const char* heading, std::optional<Date>& day)
		{
			const std::string_view text = cell_of(*row_, column);
			if (!column) { return; }
			day = parse_day(text);
			if (!text.empty() && !day) { refuse(heading, "wrong_date", {"日期应写作 2015-01-31", "a day is written 2015-01-31"}); }
		};
		read(from_, "启用日期", venue.valid_from);
		read(to_, "停用日期", venue.valid_to);
		if (venue.valid_from && venue.valid_to && *venue.valid_to < *venue.valid_from)
		{
			refuse("停用日期", "dates_reversed", {"停用日期早于启用日期", "the last day is before the first"});
		}
	}

	const HeadedTable& table_;
	const Reference& reference_;
	AreaId scope_;
	const std::function<bool(const std::string&)>& is_named_;
	std::optional<std::size_t> id_;
	std::optional<std::size_t> type_;
	std::optional<std::size_t> area_;
	std::optional<std::size_t> name_;
	std::optional<std::size_t> from_;
	std::optional<std::size_t> to_;
	std::map<Key, const Venue*> registered_;
	std::map<Key, const Venue*> merged_;
	std::set<Key> taken_;
	std::set<std::string> taken_ids_;
	const CsvRow* row_ = nullptr;
	bool row_is_wrong_ = false;
	VenueImport import_;
};

} // namespace

VenueImport
plan_import(const HeadedTable& table, const Reference& reference, AreaId scope, const std::function<bool(const std::string&)>& is_named)
{
	return Importer(table, reference, scope, is_named).run();
}

} // namespace bajin::registry
