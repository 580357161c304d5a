#include "shared/area_list.hpp"

#include "shared/csv_table.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace bajin
{

namespace
{

constexpr std::size_t areas_max = 1'000'000;

// Each column by the headings that it is known under, the code of the column first.
constexpr std::array<std::string_view, 8> code_headings = {"code",           "代码",     "区划代码",       "行政区划代码",
														   "统计用区划代码", "地区代码", "统计用区划编码", "行政区划编码"};
constexpr std::array<std::string_view, 6> name_headings = {"name", "名称", "区划名称", "单位名称", "行政区划名称", "地区名称"};
constexpr std::array<std::string_view, 5> level_headings = {"level", "级别", "层级", "区划级别", "行政级别"};
constexpr std::array<std::string_view, 5> parent_headings = {"parent", "上级代码", "上级区划代码", "父级代码", "上级"};
constexpr std::array<std::string_view, 3> valid_from_headings = {"valid_from", "生效日期", "启用日期"};
constexpr std::array<std::string_view, 3> valid_to_headings = {"valid_to", "失效日期", "停用日期"};
constexpr std::array<std::string_view, 3> successor_headings = {"successor", "继任代码", "新代码"};

constexpr auto level_words = std::to_array<std::pair<std::string_view, AreaLevel>>({
	{"省", AreaLevel::province},          {"省级", AreaLevel::province},     {"直辖市", AreaLevel::province},
	{"自治区", AreaLevel::province},      {"市", AreaLevel::prefecture},     {"市级", AreaLevel::prefecture},
	{"地级", AreaLevel::prefecture},      {"地市级", AreaLevel::prefecture}, {"地级市", AreaLevel::prefecture},
	{"州", AreaLevel::prefecture},        {"县", AreaLevel::county},         {"县级", AreaLevel::county},
	{"区县", AreaLevel::county},          {"县区", AreaLevel::county},       {"区县级", AreaLevel::county},
	{"县级市", AreaLevel::county},        {"区", AreaLevel::county},         {"县（市、区）", AreaLevel::county},
	{"乡", AreaLevel::township},          {"乡级", AreaLevel::township},     {"乡镇", AreaLevel::township},
	{"乡镇级", AreaLevel::township},      {"镇", AreaLevel::township},       {"街道", AreaLevel::township},
	{"乡镇街道", AreaLevel::township},    {"镇街", AreaLevel::township},     {"乡（镇、街道）", AreaLevel::township},
	{"村", AreaLevel::village},           {"村级", AreaLevel::village},      {"行政村", AreaLevel::village},
	{"村委会", AreaLevel::village},       {"社区", AreaLevel::community},    {"居委会", AreaLevel::community},
	{"社区居委会", AreaLevel::community},
});

constexpr std::size_t province_digits = 2;
constexpr std::size_t prefecture_digits = 4;
constexpr std::size_t county_digits = 6;
constexpr std::size_t township_digits = 9;
constexpr std::size_t village_digits = 12;

struct Columns
{
	std::optional<std::size_t> code;
	std::optional<std::size_t> name;
	std::optional<std::size_t> level;
	std::optional<std::size_t> parent;
	std::optional<std::size_t> valid_from;
	std::optional<std::size_t> valid_to;
	std::optional<std::size_t> successor;
};

Error invalid_list(std::string detail)
{
	return {"area_list_invalid", std::move(detail), ""};
}

Error invalid_row(std::size_t line, const std::string& what)
{
	return invalid_list("line " + std::to_string(line) + ": " + what);
}

Columns find_columns(const HeadedTable& table)
{
	const auto find = [&](std::span<const std::string_view> headings)
	{
		std::optional<std::size_t> found;
		for (const std::string_view heading : headings) { found = found ? found : table.find_column(heading); }
		return found;
	};
	return {find(code_headings),       find(name_headings),     find(level_headings),    find(parent_headings),
			find(valid_from_headings), find(valid_to_headings), find(successor_headings)};
}

std::optional<AreaLevel> read_level(std::string_view text)
{
	if (const auto level = parse_area_level(text)) { return level; }
	const auto found = std::ranges::find(level_words, text, &std::pair<std::string_view, AreaLevel>::first);
	return found == level_words.end() ? std::nullopt : std::optional(found->second);
}

Result<std::optional<Date>> read_day(std::string_view text, std::size_t line)
{
	if (text.empty()) { return std::optional<Date>(); }
	const std::optional<Date> day = parse_date(text);
	if (!day) { return invalid_row(line, "no date: " + std::string(text)); }
	return day;
}

// "410423000000" is "410423", "410423102000" is "410423102".
std::string without_zeros(std::string_view code)
{
	for (const std::size_t digits : {village_digits, township_digits})
	{
		if (code.size() == digits && code.ends_with("000")) { code.remove_suffix(3); }
	}
	return std::string(code);
}

bool is_zero_from(std::string_view code, std::size_t digit)
{
	return code.substr(digit).find_first_not_of('0') == std::string_view::npos;
}

// Of an official code without its zeros. Residents' committees have 001 to 199 and 400 to 499 at the end, villagers' the rest.
AreaLevel level_of_code(std::string_view code)
{
	if (code.size() > township_digits)
	{
		const char hundreds = code[township_digits];
		return hundreds < '2' || hundreds == '4' ? AreaLevel::community : AreaLevel::village;
	}
	if (code.size() > county_digits) { return AreaLevel::township; }
	if (is_zero_from(code, province_digits)) { return AreaLevel::province; }
	return is_zero_from(code, prefecture_digits) ? AreaLevel::prefecture : AreaLevel::county;
}

// The codes that may stand above an official code, the nearest first.
std::vector<std::string> codes_above(const std::string& code)
{
	std::vector<std::string> above;
	for (const std::size_t digits : {township_digits, county_digits, prefecture_digits, province_digits})
	{
		if (digits >= code.size()) { continue; }
		std::string wider = code.substr(0, digits);
		wider.resize(std::max(digits, county_digits), '0');
		if (wider != code) { above.push_back(std::move(wider)); }
	}
	return above;
}

void derive_parents(std::vector<AreaListRow>& rows)
{
	std::unordered_set<std::string> codes;
	for (const AreaListRow& row : rows) { codes.insert(row.area.code); }
	for (AreaListRow& row : rows)
	{
		for (std::string& above : codes_above(row.area.code))
		{
			if (!codes.contains(above)) { continue; }
			row.parent = std::move(above);
			break;
		}
	}
}

class ListReader
{
public:
	explicit ListReader(const HeadedTable& table) : table_(table), columns_(find_columns(table)) {}

	Result<std::vector<AreaListRow>> run() const
	{
		if (!columns_.code || !columns_.name)
		{
			return invalid_row(
				1, "the heading must name at least code and name (代码, 名称); level and parent (级别, 上级代码) are read too");
		}
		std::vector<AreaListRow> rows;
		rows.reserve(table_.rows.size());
		for (const CsvRow& cells : table_.rows)
		{
			Result<AreaListRow> row = read_row(cells);
			if (!row) { return row.error(); }
			rows.push_back(std::move(*row));
		}
		if (rows.empty()) { return invalid_list("the list is empty"); }
		if (!columns_.parent) { derive_parents(rows); }
		return rows;
	}

private:
	Result<AreaListRow> read_row(const CsvRow& cells) const
	{
		const auto text = [&](std::optional<std::size_t> column) { return std::string(cell_of(cells, column)); };
		AreaListRow row;
		row.line = cells.line;
		row.area.code = columns_.parent ? text(columns_.code) : without_zeros(text(columns_.code));
		row.area.name = text(columns_.name);
		row.area.successor = columns_.parent ? text(columns_.successor) : without_zeros(text(columns_.successor));
		row.parent = text(columns_.parent);
		if (row.area.code.empty() || row.area.name.empty()) { return invalid_row(cells.line, "code or name is empty"); }
		const bool has_digits = row.area.code.find_first_not_of("0123456789") == std::string::npos;
		if (!has_digits ||
			(row.area.code.size() != county_digits && row.area.code.size() != township_digits && row.area.code.size() != village_digits))
		{
			return invalid_row(cells.line, "a code has 6, 9 or 12 digits: " + row.area.code);
		}
		const std::optional<AreaLevel> level =
			columns_.level ? read_level(text(columns_.level)) : level_of_code(without_zeros(row.area.code));
		if (!level) { return invalid_row(cells.line, "unknown level: " + text(columns_.level)); }
		row.area.level = *level;
		const Result<std::optional<Date>> from = read_day(cell_of(cells, columns_.valid_from), cells.line);
		const Result<std::optional<Date>> to = read_day(cell_of(cells, columns_.valid_to), cells.line);
		if (!from || !to) { return from ? to.error() : from.error(); }
		row.area.valid_from = *from;
		row.area.valid_to = *to;
		return row;
	}

	const HeadedTable& table_;
	Columns columns_;
};

} // namespace

Result<std::vector<Area>> parse_area_csv(std::string_view text)
{
	const Result<HeadedTable> table = parse_headed_table(text, areas_max);
	if (!table) { return table.error().code == "not_utf8" ? table.error() : invalid_list(table.error().detail); }
	Result<std::vector<AreaListRow>> rows = ListReader(*table).run();
	if (!rows) { return rows.error(); }
	return number_areas(std::move(*rows));
}

Result<std::vector<Area>> number_areas(std::vector<AreaListRow> rows)
{
	const auto order = [](const AreaListRow& row) { return std::pair(row.area.code.size(), std::string_view(row.area.code)); };
	std::ranges::stable_sort(rows, {}, order);
	std::unordered_map<std::string, AreaId> ids;
	AreaId next = 1;
	for (AreaListRow& row : rows)
	{
		row.area.id = next++;
		if (!ids.emplace(row.area.code, row.area.id).second) { return invalid_row(row.line, "code stands twice: " + row.area.code); }
	}
	std::vector<Area> areas;
	areas.reserve(rows.size());
	for (AreaListRow& row : rows)
	{
		if (!row.parent.empty())
		{
			const auto parent = ids.find(row.parent);
			if (parent == ids.end()) { return invalid_row(row.line, "parent is not in the list: " + row.parent); }
			row.area.parent = parent->second;
		}
		areas.push_back(std::move(row.area));
	}
	return areas;
}

} // namespace bajin
