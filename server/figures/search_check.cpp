#include "server/figures/search_check.hpp"

#include "server/store/search_store.hpp"

#include <algorithm>
#include <iterator>

namespace bajin::figures
{

namespace
{

constexpr std::int64_t bodies_at_a_time = 1'000;

std::vector<store::SearchPosting> gather_again(store::Database& database, const store::SearchBlock& block)
{
	store::SearchGathering gathering(block.first);
	std::int64_t after = block.first - 1;
	for (;;)
	{
		const auto rows = store::list_bodies(database, after, bodies_at_a_time);
		for (const store::BodyRow& row : rows)
		{
			if (row.seq > block.last) { return gathering.postings(); }
			const auto document = row.body ? parse_json(*row.body) : Result<JsonDocument>(JsonDocument{});
			if (document) { gathering.add(row.seq, search_terms(document->value)); }
		}
		if (static_cast<std::int64_t>(rows.size()) < bodies_at_a_time) { return gathering.postings(); }
		after = rows.back().seq;
	}
}

// Terms that stand in one of both alone, or with other rows.
std::size_t count_differences(const std::vector<store::SearchPosting>& left, const std::vector<store::SearchPosting>& right)
{
	const auto comes_first = [](const store::SearchPosting& one, const store::SearchPosting& other)
	{ return one.term != other.term ? one.term < other.term : one.rows < other.rows; };
	std::vector<store::SearchPosting> odd;
	std::ranges::set_symmetric_difference(left, right, std::back_inserter(odd), comes_first);
	odd.erase(std::ranges::unique(odd, {}, &store::SearchPosting::term).begin(), odd.end());
	return odd.size();
}

} // namespace

std::vector<std::string> find_search_differences(store::Reader& reader)
{
	std::vector<std::string> differences;
	store::Database& database = reader.database();
	if (store::find_search_state(database).rules != search_rules) { return differences; }
	std::int64_t before = 0;
	for (const store::SearchBlock& block : store::list_search_blocks(database))
	{
		const std::string where = "index of searches, rows " + std::to_string(block.first) + " to " + std::to_string(block.last) + ": ";
		if (block.first != before + 1) { differences.push_back(where + "does not follow on row " + std::to_string(before)); }
		before = block.last;
		const std::size_t count = count_differences(store::list_search_postings(database, block), gather_again(database, block));
		if (count > 0) { differences.push_back(where + "terms that differ from the records: " + std::to_string(count)); }
	}
	return differences;
}

} // namespace bajin::figures
