#include "server/store/search_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/ran_statements.hpp"
#include "tests/support/test_server.hpp"

#include <random>

using namespace bajin;
using namespace bajin::test;

namespace
{

using Rows = std::vector<std::int64_t>;

// Rows 1 to 10 in one block, 11 to 20 in a part.
struct TwoBlocks : TestServer
{
	store::Database& database = writer().database();

	TwoBlocks()
	{
		put({1, 10, true}, {{100, {1, 4, 10}}, {200, {4, 9}}});
		put({11, 20, false}, {{100, {11, 12}}, {300, {12}}});
	}

	void put(const store::SearchBlock& block, const std::vector<std::pair<SearchTerm, Rows>>& terms)
	{
		std::vector<store::SearchPosting> postings;
		for (const auto& [term, rows] : terms) { postings.push_back({term, store::pack_rows(block.first, rows)}); }
		writer().run_alone([&] { store::put_search_block(database, block, postings); });
	}

	Rows find(const std::vector<SearchTerm>& terms) { return store::find_search_rows(database, terms); }
};

} // namespace

TEST_CASE("search store: rows come back as they were packed, also across the gap that a restore leaves")
{
	for (std::uint32_t seed = 1; seed <= 200; ++seed)
	{
		std::mt19937_64 generator(seed);
		const auto first = static_cast<std::int64_t>(generator() >> 20U);
		Rows rows;
		for (std::int64_t row = first; rows.size() < generator() % 50;)
		{
			rows.push_back(row);
			row += 1 + static_cast<std::int64_t>(generator() >> (20 + generator() % 44));
		}
		INFO("seed " << seed);
		CHECK(store::unpack_rows(first, store::pack_rows(first, rows)) == rows);
	}
	CHECK(store::pack_rows(5, Rows{5, 6, 134}) == std::string("\x00\x01\x80\x01", 4));
}

TEST_CASE("search store: bytes that are no rows are told, not guessed at")
{
	CHECK_THROWS_AS(store::unpack_rows(1, "\x80"), store::StoreError);
	CHECK_THROWS_AS(store::unpack_rows(1, std::string(12, '\xFF')), store::StoreError);
	CHECK(store::unpack_rows(1, "").empty());
}

TEST_CASE("search store: gathered postings stand in the order of their terms, each with its rows")
{
	store::SearchGathering gathering(3);
	gathering.add(3, std::vector<SearchTerm>{7, 9});
	gathering.add(200, std::vector<SearchTerm>{2, 7});
	const auto postings = gathering.postings();
	REQUIRE(postings.size() == 3);
	CHECK(postings[0] == store::SearchPosting{2, store::pack_rows(3, Rows{200})});
	CHECK(postings[1] == store::SearchPosting{7, store::pack_rows(3, Rows{3, 200})});
	CHECK(postings[2] == store::SearchPosting{9, store::pack_rows(3, Rows{3})});
}

TEST_CASE("search store: rows with all terms are found in all blocks, oldest first")
{
	TwoBlocks index;
	CHECK(index.find({100}) == Rows{1, 4, 10, 11, 12});
	CHECK(index.find({100, 200}) == Rows{4});
	CHECK(index.find({100, 300}) == Rows{12});
	CHECK(index.find({200, 300}).empty());
	CHECK(index.find({400}).empty());
	const auto state = store::find_search_state(index.database);
	CHECK(state.through == 20);
	CHECK(state.whole_through == 10);
	CHECK(state.rules == 1); // those of a database that was just made, until the scan says otherwise
	store::clear_search(index.database, search_rules);
	CHECK(store::find_search_state(index.database).rules == search_rules);
	CHECK(index.find({100}).empty());
}

TEST_CASE("search store: a block takes the place of those from its first row on")
{
	TwoBlocks index;
	index.put({21, 30, false}, {{100, {25}}});
	index.put({11, 40, true}, {{100, {11, 12, 25, 40}}});
	CHECK(index.find({100}) == Rows{1, 4, 10, 11, 12, 25, 40});
	CHECK(index.find({300}).empty());
	CHECK(store::list_search_blocks(index.database) == std::vector<store::SearchBlock>{{1, 10, true}, {11, 40, true}});
	CHECK(store::find_search_state(index.database).whole_through == 40);
}

TEST_CASE("search store: a row loses the terms that were redacted and keeps its others")
{
	TwoBlocks index;
	index.writer().run_alone(
		[&]
		{
			store::remove_search_terms(index.database, 4, std::vector<SearchTerm>{100, 999});
			store::remove_search_terms(index.database, 12, std::vector<SearchTerm>{300});
			store::remove_search_terms(index.database, 21, std::vector<SearchTerm>{100}); // not in the index yet
		});
	CHECK(index.find({100}) == Rows{1, 10, 11, 12});
	CHECK(index.find({200}) == Rows{4, 9});
	CHECK(store::list_search_postings(index.database, {11, 20, false}).size() == 1);
}

TEST_CASE("search store: an index made anew is empty and of the new rules")
{
	TwoBlocks index;
	index.writer().run_alone([&] { store::clear_search(index.database, 9); });
	CHECK(index.find({100}).empty());
	const auto state = store::find_search_state(index.database);
	CHECK(state.through == 0);
	CHECK(state.rules == 9);
}

TEST_CASE("search store: a term is one probe a block, and a candidate two, however many events there are")
{
	TwoBlocks index;
	store::Database& database = index.database;
	const std::string probes = plans_of(database, [&] { CHECK(index.find({100}) == Rows{1, 4, 10, 11, 12}); });
	CHECK(probes.find("SEARCH search_posting USING PRIMARY KEY (block=? AND term=?)\n") != std::string::npos);
	CHECK(probes.find("SCAN search_posting") == std::string::npos);
	const std::string candidate = plans_of(database, [&] { static_cast<void>(store::find_event_of_record(database, 1)); });
	CHECK(candidate.find("SEARCH event USING PRIMARY KEY (id=?)") != std::string::npos);
	CHECK(candidate.find("SEARCH history USING INTEGER PRIMARY KEY (rowid=?)") != std::string::npos);
	const std::string bodies = plans_of(database, [&] { static_cast<void>(store::list_bodies(database, 5, 256)); });
	CHECK(bodies == "SEARCH history USING INTEGER PRIMARY KEY (rowid>?)\n");
	const std::string block_of = plans_of(
		database, [&] { index.writer().run_alone([&] { store::remove_search_terms(database, 4, std::vector<SearchTerm>{200}); }); });
	CHECK(block_of.find("SEARCH search_block USING INTEGER PRIMARY KEY (rowid<?)\n") != std::string::npos);
}
