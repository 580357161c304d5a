#include "shared/area.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace bajin
{

namespace
{

constexpr std::array<std::string_view, 5> level_names = {"prefecture", "county", "township", "village", "community"};
constexpr AreaId id_max = 10'000'000;

// Village and community stand on one step.
int rank_of(AreaLevel level) noexcept
{
	return std::min(static_cast<int>(level), static_cast<int>(AreaLevel::village));
}

bool is_code(std::string_view code) noexcept
{
	const bool length_fits = code.size() == 6 || code.size() == 9 || code.size() == 12;
	return length_fits && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool precedes(const Area& left, const Area& right) noexcept
{
	return std::pair(left.code.size(), std::string_view(left.code)) < std::pair(right.code.size(), std::string_view(right.code));
}

Error invalid(std::string detail)
{
	return {"area_list_invalid", std::move(detail), ""};
}

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

struct Row
{
	Area area;
	std::string parent;
	std::size_t line = 0;
};

Error invalid_line(std::size_t line, const std::string& what)
{
	return invalid("line " + std::to_string(line) + ": " + what);
}

// The fields of one line; a field may stand in double quotes, with "" for a quote.
std::vector<std::string> split_line(std::string_view line)
{
	std::vector<std::string> fields(1);
	bool quoted = false;
	for (std::size_t i = 0; i < line.size(); ++i)
	{
		const char c = line[i];
		if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
		{
			fields.back().push_back('"');
			++i;
		}
		else if (c == '"') { quoted = !quoted; }
		else if (c == ',' && !quoted) { fields.emplace_back(); }
		else { fields.back().push_back(c); }
	}
	return fields;
}

Columns find_columns(const std::vector<std::string>& header)
{
	const auto find = [&](std::string_view name) -> std::optional<std::size_t>
	{
		const auto found = std::find(header.begin(), header.end(), name);
		return found == header.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - header.begin()));
	};
	return {find("code"), find("name"), find("level"), find("parent"), find("valid_from"), find("valid_to"), find("successor")};
}

std::string field(const std::vector<std::string>& fields, std::optional<std::size_t> column)
{
	return column && *column < fields.size() ? fields[*column] : std::string();
}

Result<std::optional<Date>> read_day(const std::string& text, std::size_t line)
{
	if (text.empty()) { return std::optional<Date>(); }
	const std::optional<Date> day = parse_date(text);
	if (!day) { return invalid_line(line, "no date: " + text); }
	return day;
}

Result<Row> read_row(const std::vector<std::string>& fields, const Columns& columns, std::size_t line)
{
	Row row;
	row.line = line;
	row.area.code = field(fields, columns.code);
	row.area.name = field(fields, columns.name);
	row.area.successor = field(fields, columns.successor);
	row.parent = field(fields, columns.parent);
	const std::optional<AreaLevel> level = parse_area_level(field(fields, columns.level));
	if (row.area.code.empty() || row.area.name.empty()) { return invalid_line(line, "code or name is empty"); }
	if (!level) { return invalid_line(line, "unknown level: " + field(fields, columns.level)); }
	row.area.level = *level;
	const Result<std::optional<Date>> from = read_day(field(fields, columns.valid_from), line);
	const Result<std::optional<Date>> to = read_day(field(fields, columns.valid_to), line);
	if (!from || !to) { return from ? to.error() : from.error(); }
	row.area.valid_from = *from;
	row.area.valid_to = *to;
	return row;
}

// Gives ids in the order of codes and replaces the codes of parents by ids.
Result<std::vector<Area>> number_areas(std::vector<Row> rows)
{
	std::stable_sort(rows.begin(), rows.end(), [](const Row& left, const Row& right) { return precedes(left.area, right.area); });
	std::unordered_map<std::string, AreaId> ids;
	AreaId next = 1;
	for (Row& row : rows)
	{
		row.area.id = next++;
		if (!ids.emplace(row.area.code, row.area.id).second) { return invalid_line(row.line, "code stands twice: " + row.area.code); }
	}
	std::vector<Area> areas;
	areas.reserve(rows.size());
	for (Row& row : rows)
	{
		if (!row.parent.empty())
		{
			const auto parent = ids.find(row.parent);
			if (parent == ids.end()) { return invalid_line(row.line, "parent is not in the list: " + row.parent); }
			row.area.parent = parent->second;
		}
		areas.push_back(std::move(row.area));
	}
	return areas;
}

} // namespace

std::optional<AreaLevel> parse_area_level(std::string_view text) noexcept
{
	const auto found = std::find(level_names.begin(), level_names.end(), text);
	if (found == level_names.end()) { return std::nullopt; }
	return static_cast<AreaLevel>(found - level_names.begin());
}

std::string_view to_string(AreaLevel level) noexcept
{
	return level_names[static_cast<std::size_t>(level)];
}

Result<AreaTree> AreaTree::build(std::vector<Area> areas)
{
	AreaTree tree;
	std::sort(areas.begin(), areas.end(), precedes);
	AreaId highest = 0;
	for (const Area& area : areas)
	{
		if (!is_code(area.code) || area.id <= 0 || area.id > id_max) { return invalid("area " + area.code + ": bad code or id"); }
		highest = std::max(highest, area.id);
	}
	tree.areas_ = std::move(areas);
	tree.position_by_id_.assign(static_cast<std::size_t>(highest) + 1, -1);
	tree.children_.resize(tree.areas_.size());
	for (std::size_t i = 0; i < tree.areas_.size(); ++i)
	{
		const Area& area = tree.areas_[i];
		std::int32_t& position = tree.position_by_id_[static_cast<std::size_t>(area.id)];
		if (position >= 0 || !tree.id_by_code_.emplace(area.code, area.id).second)
		{
			return invalid("area " + area.code + ": code or id stands twice");
		}
		position = static_cast<std::int32_t>(i);
	}
	for (const Area& area : tree.areas_)
	{
		if (area.parent == 0)
		{
			if (tree.root_ != 0) { return invalid("area " + area.code + ": a second root"); }
			tree.root_ = area.id;
			continue;
		}
		const bool parent_known =
			area.parent > 0 && area.parent <= highest && tree.position_by_id_[static_cast<std::size_t>(area.parent)] >= 0;
		if (!parent_known || rank_of(tree.at(area.parent).level) >= rank_of(area.level))
		{
			return invalid("area " + area.code + ": its parent is not in the list or of no larger level");
		}
		tree.children_[static_cast<std::size_t>(tree.position_by_id_[static_cast<std::size_t>(area.parent)])].push_back(area.id);
	}
	if (tree.root_ == 0) { return invalid("no area without a parent"); }
	return tree;
}

const Area* AreaTree::find(std::string_view code) const noexcept
{
	if (!is_code(code)) { return nullptr; }
	const auto found = id_by_code_.find(std::string(code)); // 12 digits at most: no allocation
	return found == id_by_code_.end() ? nullptr : &at(found->second);
}

const Area& AreaTree::at(AreaId id) const noexcept
{
	BAJIN_ASSERT(id > 0 && static_cast<std::size_t>(id) < position_by_id_.size());
	const std::int32_t position = position_by_id_[static_cast<std::size_t>(id)];
	BAJIN_ASSERT(position >= 0);
	return areas_[static_cast<std::size_t>(position)];
}

const Area& AreaTree::root() const noexcept
{
	return at(root_);
}

std::span<const AreaId> AreaTree::children(AreaId id) const noexcept
{
	return children_[static_cast<std::size_t>(&at(id) - areas_.data())];
}

bool AreaTree::contains(AreaId ancestor, AreaId area) const noexcept
{
	while (area != 0 && area != ancestor) { area = at(area).parent; }
	return area != 0;
}

AreaId AreaTree::ancestor_at(AreaId area, AreaLevel level) const noexcept
{
	while (area != 0 && at(area).level != level) { area = at(area).parent; }
	return area;
}

AreaId AreaTree::branch_of(AreaId area) const noexcept
{
	while (rank_of(at(area).level) > rank_of(AreaLevel::township))
	{
		area = at(area).parent;
		BAJIN_ASSERT(area != 0);
	}
	return area;
}

AreaId AreaTree::child_towards(AreaId parent, AreaId area) const noexcept
{
	AreaId below = 0;
	while (area != 0 && area != parent)
	{
		below = area;
		area = at(area).parent;
	}
	return area == 0 ? 0 : below;
}

std::int64_t AreaTree::count_places(AreaId area, AreaLevel level, Date on) const noexcept
{
	const Area& here = at(area);
	const bool valid = (!here.valid_from || *here.valid_from <= on) && (!here.valid_to || on <= *here.valid_to);
	std::int64_t count = here.level == level && valid ? 1 : 0;
	for (const AreaId child : children(area)) { count += count_places(child, level, on); }
	return count;
}

Result<std::vector<Area>> parse_area_csv(std::string_view text)
{
	constexpr std::string_view bom = "\xEF\xBB\xBF";
	if (text.starts_with(bom)) { text.remove_prefix(bom.size()); }
	std::optional<Columns> columns;
	std::vector<Row> rows;
	for (std::size_t number = 1; !text.empty(); ++number)
	{
		const std::size_t end = text.find('\n');
		std::string_view line = text.substr(0, end);
		text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
		if (line.ends_with('\r')) { line.remove_suffix(1); }
		if (line.empty()) { continue; }
		const std::vector<std::string> fields = split_line(line);
		if (!columns)
		{
			columns = find_columns(fields);
			if (!columns->code || !columns->name || !columns->level || !columns->parent)
			{
				return invalid_line(number, "the header must name code, name, level and parent");
			}
			continue;
		}
		Result<Row> row = read_row(fields, *columns, number);
		if (!row) { return row.error(); }
		rows.push_back(std::move(*row));
	}
	if (rows.empty()) { return invalid("the list is empty"); }
	return number_areas(std::move(rows));
}

} // namespace bajin
