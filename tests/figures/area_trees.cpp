#include "tests/figures/area_trees.hpp"

#include <array>

namespace bajin::test
{

namespace
{

constexpr std::array level_of_rank = {"province", "prefecture", "county", "township", "village"};
constexpr std::array<std::string_view, 6> types = {"agency", "village", "community", "school", "other", "village"};
constexpr std::array fact_states = {
	ReviewState::submitted, ReviewState::verified, ReviewState::submitted, ReviewState::void_requested, ReviewState::returned,
	ReviewState::duplicate, ReviewState::joint,    ReviewState::verified,  ReviewState::deleted,
};
constexpr std::size_t nodes_max = 16;
constexpr int facts_made = 30;

void add_to(Sums& sums, const std::string& name, std::int64_t value)
{
	if (value != 0) { sums[name] += value; }
}

std::string state_of(ReviewState state)
{
	switch (state)
	{
	case ReviewState::submitted:
		return "submitted";
	case ReviewState::returned:
		return "returned";
	case ReviewState::duplicate:
		return "duplicate";
	case ReviewState::joint:
		return "joint";
	default:
		return "verified";
	}
}

std::int64_t sum_of(const std::vector<std::int64_t>& numbers)
{
	std::int64_t sum = 0;
	for (const std::int64_t number : numbers) { sum += number; }
	return sum;
}

} // namespace

RandomTree::RandomTree(std::uint32_t seed) : random_(seed)
{
	const std::size_t depth = 1 + below(level_of_rank.size());
	std::set<int> ranks;
	while (ranks.size() < depth) { ranks.insert(static_cast<int>(below(level_of_rank.size()))); }
	ranks_.assign(ranks.begin(), ranks.end());
	grow(-1, 0);
	for (std::size_t i = 0; i < 4; ++i) { team_areas.push_back(static_cast<int>(below(nodes.size()))); }
	for (std::size_t i = 0; i < 3; ++i) { venue_areas.push_back(static_cast<int>(below(nodes.size()))); }
	for (int i = 0; i < facts_made; ++i) { add_fact(); }
}

// A code says nothing of level or place; villages and communities stand side by side, and some areas skip a level.
void RandomTree::grow(int parent, std::size_t rank_position)
{
	const int rank = ranks_[rank_position];
	const bool is_community = rank == 4 && below(3) == 0;
	nodes.push_back({new_code(), is_community ? "community" : level_of_rank[static_cast<std::size_t>(rank)], parent});
	const int here = static_cast<int>(nodes.size()) - 1;
	if (rank_position + 1 == ranks_.size()) { return; }
	const std::size_t children = 1 + below(3);
	for (std::size_t i = 0; i < children && nodes.size() < nodes_max; ++i)
	{
		const std::size_t left = ranks_.size() - rank_position - 1;
		grow(here, rank_position + (below(5) == 0 ? 1 + below(left) : 1));
	}
}

std::string RandomTree::new_code()
{
	for (;;)
	{
		std::string code;
		const std::size_t digits = std::array<std::size_t, 3>{6, 9, 12}[below(3)];
		// Few beginnings, so that many codes begin as others do that they have nothing to do with.
		code = below(2) == 0 ? "4104" : "410400";
		while (code.size() < digits) { code += static_cast<char>('0' + below(3) * below(2)); }
		if (codes_.insert(code).second) { return code; }
	}
}

void RandomTree::add_fact()
{
	Fact fact;
	fact.area = static_cast<int>(below(nodes.size()));
	fact.team = static_cast<int>(below(team_areas.size()));
	fact.day = Date{make_date(2014, 11, 1).days + static_cast<std::int32_t>(below(200))};
	fact.venue_type = types[below(types.size())];
	fact.state = fact_states[below(fact_states.size())];
	if (fact.state == ReviewState::joint) { fact.adds = {below(2) == 0, below(2) == 0, below(2) == 0}; }
	fact.is_session = below(4) != 0;
	fact.reach = static_cast<std::int64_t>(below(300));
	fact.women = below(2) == 0 ? fact.reach / 2 : 0;
	fact.is_estimated = below(2) == 0;
	fact.leaflets = static_cast<std::int64_t>(below(2) * below(90));
	fact.gifts = static_cast<std::int64_t>(below(2) * below(9));
	for (std::size_t i = below(3); i > 0; --i) { fact.women_lectures.push_back(static_cast<std::int64_t>(below(40))); }
	for (std::size_t i = below(2); i > 0; --i) { fact.general_lectures.push_back(static_cast<std::int64_t>(below(40))); }
	if (!fact.is_session && fact.women_lectures.empty()) { fact.women_lectures.push_back(7); }
	fact.consultations = static_cast<std::int64_t>(below(2) * below(20));
	if (below(2) == 0) { fact.topics.emplace_back("marriage_law"); }
	if (below(3) == 0) { fact.topics.emplace_back("a_law_that_is_not_listed"); }
	if (below(3) != 0) { fact.venue = static_cast<int>(below(venue_areas.size())); }
	facts.push_back(std::move(fact));
}

std::string RandomTree::csv() const
{
	std::string text = "code,name,level,parent\n";
	for (const TreeNode& node : nodes)
	{
		const std::string parent = node.parent < 0 ? "" : nodes[static_cast<std::size_t>(node.parent)].code;
		text += node.code + ",地" + node.code + "," + node.level + "," + parent + "\n";
	}
	return text;
}

bool RandomTree::lies_in(int node, int above) const
{
	for (; node >= 0; node = nodes[static_cast<std::size_t>(node)].parent)
	{
		if (node == above) { return true; }
	}
	return false;
}

int RandomTree::row_of(int node, int above) const
{
	int row = above;
	for (; node != above; node = nodes[static_cast<std::size_t>(node)].parent) { row = node; }
	return row;
}

std::vector<Uuid> RandomTree::fill(FigureDatabase& database) const
{
	std::vector<Uuid> teams;
	const auto code_of = [&](int node) { return nodes[static_cast<std::size_t>(node)].code; };
	for (std::size_t i = 0; i < team_areas.size(); ++i)
	{
		teams.push_back(database.add_team("队" + std::to_string(i), code_of(team_areas[i])));
	}
	for (std::size_t i = 0; i < venue_areas.size(); ++i)
	{
		database.add_venue("school-" + std::to_string(i), "school", code_of(venue_areas[i]));
	}
	std::map<int, std::vector<FigureDatabase::Entry>> entries;
	for (const Fact& fact : facts)
	{
		Json more = {
			{"kind", fact.is_session ? "session" : "lecture"},
			{"reach", {{"total", fact.reach}, {"women", fact.women}, {"method", fact.is_estimated ? "estimated" : "counted"}}},
			{"consultations", fact.consultations},
			{"topics", fact.topics},
			{"materials", Json::array()},
			{"lectures", Json::array()}};
		if (fact.leaflets > 0) { more["materials"].push_back({{"item", "leaflet"}, {"copies", fact.leaflets}}); }
		if (fact.gifts > 0) { more["materials"].push_back({{"item", "gift"}, {"copies", fact.gifts}}); }
		for (const auto attendance : fact.women_lectures)
		{
			more["lectures"].push_back({{"audience", "women"}, {"attendance", attendance}});
		}
		for (const auto attendance : fact.general_lectures)
		{
			more["lectures"].push_back({{"audience", "general"}, {"attendance", attendance}});
		}
		if (fact.venue >= 0) { more["venue_id"] = "school-" + std::to_string(fact.venue); }
		entries[fact.team].push_back({code_of(fact.area), to_string(fact.day), fact.venue_type, fact.state, fact.adds, std::move(more)});
	}
	for (const auto& [team, of_team] : entries) { database.add_events(teams[static_cast<std::size_t>(team)], of_team); }
	return teams;
}

std::map<std::string, Sums> RandomTree::statistics(const Question& question) const
{
	std::map<std::string, Sums> sums;
	for (const Fact& fact : facts)
	{
		const int where = question.by_team ? team_areas[static_cast<std::size_t>(fact.team)] : fact.area;
		if (fact.state == ReviewState::deleted || fact.day < question.first || fact.day > question.last || !lies_in(where, question.area))
		{
			continue;
		}
		const std::string row = "area/" + nodes[static_cast<std::size_t>(row_of(where, question.area))].code;
		++sums["state"][state_of(fact.state)];
		++sums["state/" + row][state_of(fact.state)];
		const bool is_verified = fact.state == ReviewState::verified || fact.state == ReviewState::void_requested;
		const bool counts = is_verified || (!question.verified && fact.state == ReviewState::submitted);
		const bool with_materials = counts || fact.adds.materials;
		const bool with_lectures = counts || fact.adds.lectures;
		Sums one;
		if (counts)
		{
			add_to(one, "events", 1);
			add_to(one, "sessions", fact.is_session ? 1 : 0);
			add_to(one, "eight_entry_sessions", fact.is_session && fact.venue_type != "other" ? 1 : 0);
			add_to(one, "reach", fact.reach);
			add_to(one, "reach_women", fact.women);
			add_to(one, "reach_estimated", fact.is_estimated ? fact.reach : 0);
		}
		if (with_materials) { add_to(one, "materials", fact.leaflets); }
		if (counts || fact.adds.consultations) { add_to(one, "consultations", fact.consultations); }
		if (with_lectures)
		{
			const auto special = std::ssize(fact.women_lectures);
			add_to(one, "lectures", special + std::ssize(fact.general_lectures));
			add_to(one, "women_children_lectures", special);
			add_to(one, "attendance", sum_of(fact.women_lectures) + sum_of(fact.general_lectures));
		}
		std::vector<std::string> rows = {
			"total",
			row,
			"venue_type/" + fact.venue_type,
			"month/" + to_string(month_of(fact.day)),
			"team/" + std::to_string(fact.team),
			row + "/" + fact.venue_type};
		for (const std::string& topic : fact.topics) { rows.push_back("topic/" + topic); }
		if (fact.topics.empty()) { rows.emplace_back("topic/"); }
		for (const std::string& name : rows)
		{
			for (const auto& [metric, value] : one) { sums[name][metric] += value; }
		}
		if (with_materials)
		{
			add_to(sums["material/leaflet"], "materials", fact.leaflets);
			add_to(sums["material/gift"], "materials", fact.gifts);
			add_to(sums["material/leaflet"], "events", counts && fact.leaflets > 0 ? 1 : 0);
			add_to(sums["material/gift"], "events", counts && fact.gifts > 0 ? 1 : 0);
		}
		if (with_lectures)
		{
			add_to(sums["audience/women"], "lectures", std::ssize(fact.women_lectures));
			add_to(sums["audience/women"], "attendance", sum_of(fact.women_lectures));
			add_to(sums["audience/general"], "lectures", std::ssize(fact.general_lectures));
			add_to(sums["audience/general"], "attendance", sum_of(fact.general_lectures));
		}
	}
	std::erase_if(sums, [](const auto& row) { return row.second.empty(); });
	return sums;
}

Sums RandomTree::places(const Question& question) const
{
	std::set<std::pair<int, std::string>> visited;
	for (const Fact& fact : facts)
	{
		const bool is_verified = fact.state == ReviewState::verified || fact.state == ReviewState::void_requested;
		const bool counts = is_verified || (!question.verified && fact.state == ReviewState::submitted);
		if (!counts || fact.day < question.first || fact.day > question.last) { continue; }
		const std::string& level = nodes[static_cast<std::size_t>(fact.area)].level;
		const bool is_area_type = fact.venue_type == "village" || fact.venue_type == "community";
		if (is_area_type && (level == "village" || level == "community")) { visited.emplace(fact.area, level); }
		if (fact.venue_type == "school" && fact.venue >= 0) { visited.emplace(fact.venue, "school"); }
	}
	Sums sums;
	for (const auto& [place, type] : visited)
	{
		const int lies = type == "school" ? venue_areas[static_cast<std::size_t>(place)] : place;
		if (lies_in(lies, question.area)) { ++sums[nodes[static_cast<std::size_t>(row_of(lies, question.area))].code + "/" + type]; }
	}
	return sums;
}

} // namespace bajin::test
