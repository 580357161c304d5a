#include "server/store/branch_merge.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <random>
#include <set>

using namespace bajin;

namespace
{

// Rows of branches, in memory; counts what was asked for.
struct Branches
{
	std::map<AreaId, std::vector<int>> rows; // in falling order
	std::vector<AreaId> order;
	std::int64_t read = 0;

	[[nodiscard]] std::vector<int> merge(int after, std::int64_t limit)
	{
		const auto fetch = [this](AreaId branch, int before, std::int64_t most)
		{
			std::vector<int> found;
			for (const int row : rows[branch])
			{
				if (row < before && static_cast<std::int64_t>(found.size()) < most) { found.push_back(row); }
			}
			read += static_cast<std::int64_t>(found.size());
			return found;
		};
		return store::merge_branches<int>(order, after, limit, fetch, [](int row) { return row; });
	}
};

} // namespace

TEST_CASE("branch merge: any pages of any branches are the sorted rows, each once")
{
	std::mt19937 random(7); // NOLINT: the same each time
	for (int round = 0; round < 300; ++round)
	{
		Branches branches;
		std::set<int, std::greater<>> expected;
		const auto count = static_cast<AreaId>(random() % 9);
		for (AreaId branch = 1; branch <= count; ++branch)
		{
			branches.order.push_back(branch);
			std::set<int, std::greater<>> own;
			for (auto left = random() % 40; left > 0; --left) { own.insert(static_cast<int>(random() % 200)); }
			branches.rows[branch].assign(own.begin(), own.end());
			expected.insert(own.begin(), own.end());
		}
		const auto limit = static_cast<std::int64_t>(1 + random() % 30);
		std::vector<int> listed;
		for (int after = 1'000;;)
		{
			const std::vector<int> page = branches.merge(after, limit);
			listed.insert(listed.end(), page.begin(), page.end());
			if (static_cast<std::int64_t>(page.size()) < limit) { break; }
			after = page.back();
		}
		REQUIRE(listed == std::vector<int>(expected.begin(), expected.end()));
	}
}

TEST_CASE("branch merge: a page reads about what it shows, however many rows lie behind it")
{
	Branches branches;
	for (AreaId branch = 1; branch <= 150; ++branch)
	{
		branches.order.push_back(branch);
		for (int row = 3'000; row > 0; --row) { branches.rows[branch].push_back(row * 150 + static_cast<int>(branch)); }
	}
	CHECK(branches.merge(1'000'000, 50).size() == 50);
	CHECK(branches.read <= 2 * 150 + 50);
}
