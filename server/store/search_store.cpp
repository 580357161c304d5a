#include "server/store/search_store.hpp"

#include "server/store/query.hpp"

#include <algorithm>
#include <iterator>

namespace bajin::store
{

namespace
{

constexpr const char* select_state = "SELECT rules, redactions, (SELECT last FROM search_block ORDER BY first DESC LIMIT 1), "
									 "(SELECT last FROM search_block WHERE whole = 1 ORDER BY first DESC LIMIT 1) FROM search_state";
constexpr const char* update_rules = "UPDATE search_state SET rules = $1";
constexpr const char* count_redaction = "UPDATE search_state SET redactions = redactions + 1";

constexpr const char* select_blocks = "SELECT first, last, whole FROM search_block ORDER BY first LIMIT 100000000";
constexpr const char* select_block_of = "SELECT first FROM search_block WHERE first <= $1 AND last >= $1 ORDER BY first DESC LIMIT 1";
constexpr const char* insert_block = "INSERT INTO search_block (first, last, whole) VALUES ($1, $2, $3)";
constexpr const char* delete_blocks_from = "DELETE FROM search_block WHERE first >= $1";
constexpr const char* delete_blocks = "DELETE FROM search_block";

constexpr const char* select_postings = "SELECT term, rows FROM search_posting WHERE block = $1 ORDER BY term LIMIT 100000000";
constexpr const char* select_posting = "SELECT rows FROM search_posting WHERE block = $1 AND term = $2";
constexpr const char* insert_posting = "INSERT INTO search_posting (block, term, rows) VALUES ($1, $2, $3)";
constexpr const char* update_posting = "UPDATE search_posting SET rows = $3 WHERE block = $1 AND term = $2";
constexpr const char* delete_posting = "DELETE FROM search_posting WHERE block = $1 AND term = $2";
constexpr const char* delete_postings_from = "DELETE FROM search_posting WHERE block >= $1";
constexpr const char* delete_postings = "DELETE FROM search_posting";

constexpr const char* select_bodies = "SELECT seq, body FROM history WHERE seq > $1 ORDER BY seq LIMIT $2";

std::span<const std::uint8_t> as_blob(const std::string& bytes)
{
	return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

std::string_view as_text(std::span<const std::uint8_t> bytes)
{
	return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<std::int64_t> rows_of(Database& database, std::int64_t block, SearchTerm term)
{
	Query query(database, select_posting);
	query.bind_all(block, term);
	return query.step() ? unpack_rows(block, as_text(query.blob(0))) : std::vector<std::int64_t>();
}

} // namespace

SearchState find_search_state(Database& database)
{
	SearchState state;
	Query query(database, select_state);
	if (query.step())
	{
		state.rules = static_cast<int>(query.integer(0));
		state.redactions = query.integer(1);
		state.through = query.integer(2); // 0 of NULL: there is no block
		state.whole_through = query.integer(3);
	}
	return state;
}

void put_search_block(Database& database, const SearchBlock& block, std::span<const SearchPosting> postings)
{
	Query(database, delete_postings_from).bind(block.first).run();
	Query(database, delete_blocks_from).bind(block.first).run();
	Query(database, insert_block).bind_all(block.first, block.last, block.whole ? 1 : 0).run();
	Query insertion(database, insert_posting);
	for (const SearchPosting& posting : postings)
	{
		insertion.bind_all(block.first, posting.term, as_blob(posting.rows)).run();
		insertion.rewind();
	}
}

void clear_search(Database& database, int rules)
{
	Query(database, delete_postings).run();
	Query(database, delete_blocks).run();
	Query(database, update_rules).bind(rules).run();
}

std::vector<SearchBlock> list_search_blocks(Database& database)
{
	std::vector<SearchBlock> blocks;
	Query query(database, select_blocks);
	while (query.step()) { blocks.push_back({query.integer(0), query.integer(1), query.integer(2) != 0}); }
	return blocks;
}

std::vector<SearchPosting> list_search_postings(Database& database, const SearchBlock& block)
{
	std::vector<SearchPosting> postings;
	Query query(database, select_postings);
	query.bind(block.first);
	while (query.step()) { postings.push_back({query.integer(0), std::string(as_text(query.blob(1)))}); }
	return postings;
}

std::vector<std::int64_t> find_search_rows(Database& database, std::span<const SearchTerm> terms)
{
	BAJIN_ASSERT(!terms.empty());
	std::vector<std::int64_t> found;
	for (const SearchBlock& block : list_search_blocks(database))
	{
		std::vector<std::int64_t> rows = rows_of(database, block.first, terms.front());
		for (std::size_t i = 1; i < terms.size() && !rows.empty(); ++i)
		{
			const auto others = rows_of(database, block.first, terms[i]);
			std::erase_if(rows, [&others](std::int64_t row) { return !std::ranges::binary_search(others, row); });
		}
		found.insert(found.end(), rows.begin(), rows.end());
	}
	return found;
}

void remove_search_terms(Database& database, std::int64_t row, std::span<const SearchTerm> terms)
{
	std::int64_t block = 0;
	{
		Query query(database, select_block_of);
		query.bind(row);
		if (!query.step()) { return; }
		block = query.integer(0);
	}
	for (const SearchTerm term : terms)
	{
		std::vector<std::int64_t> rows = rows_of(database, block, term);
		if (std::erase(rows, row) == 0) { continue; }
		const std::string packed = pack_rows(block, rows);
		if (rows.empty()) { Query(database, delete_posting).bind_all(block, term).run(); }
		else { Query(database, update_posting).bind_all(block, term, as_blob(packed)).run(); }
	}
}

void note_search_redaction(Database& database)
{
	Query(database, count_redaction).run();
}

std::vector<BodyRow> list_bodies(Database& database, std::int64_t after, std::int64_t limit)
{
	std::vector<BodyRow> rows;
	Query query(database, select_bodies);
	query.bind_all(after, limit);
	while (query.step())
	{
		rows.push_back({query.integer(0), query.is_null(1) ? std::nullopt : std::optional(std::string(query.text(1)))});
	}
	return rows;
}

} // namespace bajin::store
