#include "shared/area.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace bajin
{

namespace
{

constexpr std::array<std::string_view, 6> level_names = {"province", "prefecture", "county", "township", "village", "community"};
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

bool AreaTree::has(AreaId id) const noexcept
{
	return id > 0 && static_cast<std::size_t>(id) < position_by_id_.size() && position_by_id_[static_cast<std::size_t>(id)] >= 0;
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
	while (rank_of(at(area).level) > rank_of(AreaLevel::township) && area != root_) { area = at(area).parent; }
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

KeptCounts AreaTree::kept_counts(AreaId area) const noexcept
{
	const auto keeps_all = [this](const Area& of) { return of.id == root_ || of.level <= AreaLevel::county; };
	const Area& here = at(area);
	if (keeps_all(here)) { return KeptCounts::all; }
	return here.level == AreaLevel::township || keeps_all(at(here.parent)) ? KeptCounts::venue_types : KeptCounts::none;
}

} // namespace bajin
