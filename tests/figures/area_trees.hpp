// Lists of areas of any shape, with records in them, and what these add up to: sums over the records in the plainest way, which
// share nothing with the server but the names of its figures.
#pragma once

#include "tests/figures/figure_fixture.hpp"

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace bajin::test
{

struct TreeNode
{
	std::string code;
	std::string level;
	int parent = -1; // position; -1: the root
};

// One record and all that it may add.
struct Fact
{
	int area = 0; // position of the node
	int team = 0; // position of the team
	Date day;
	std::string venue_type;
	ReviewState state = ReviewState::submitted;
	JointAdds adds;
	bool is_session = true;
	std::int64_t reach = 0;
	std::int64_t women = 0;
	bool is_estimated = false;
	std::int64_t leaflets = 0;                  // count as material
	std::int64_t gifts = 0;                     // do not
	std::vector<std::int64_t> women_lectures;   // attendance of each
	std::vector<std::int64_t> general_lectures; // attendance of each
	std::int64_t consultations = 0;
	std::vector<std::string> topics;
	int venue = -1; // position of a registered school; -1: none named
};

struct Question
{
	int area = 0; // position of the node
	Date first;
	Date last;
	bool verified = false;
	bool by_team = false;
};

// Sums of facts, by the name of the metric or state; zeros are left out.
using Sums = std::map<std::string, std::int64_t>;

class RandomTree
{
public:
	explicit RandomTree(std::uint32_t seed);

	std::vector<TreeNode> nodes; // the root first, parents before their children
	std::vector<int> team_areas;
	std::vector<int> venue_areas; // of schools
	std::vector<Fact> facts;

	[[nodiscard]] std::string csv() const; // as `bajin init --areas` reads it
	[[nodiscard]] bool lies_in(int node, int above) const;
	[[nodiscard]] int row_of(int node, int above) const; // the child of `above` that it lies in, or `above` itself

	// Puts teams, venues and records into the database of this list. Gives the ids of the teams.
	std::vector<Uuid> fill(FigureDatabase& database) const;

	// What statistics should say: "total", "venue_type/…", "area/CODE", "month/YYYY-MM", "team/POSITION", "topic/…" ("" for none),
	// "material/…", "audience/…", "state".
	[[nodiscard]] std::map<std::string, Sums> statistics(const Question& question) const;

	// Distinct places visited, by "ROW CODE/type".
	[[nodiscard]] Sums places(const Question& question) const;

private:
	void grow(int parent, std::size_t rank_position);
	[[nodiscard]] std::string new_code();
	void add_fact();
	std::size_t below(std::size_t count) { return random_() % count; }

	std::mt19937 random_;
	std::vector<int> ranks_; // the levels of this tree, the largest first
	std::set<std::string> codes_;
};

} // namespace bajin::test
