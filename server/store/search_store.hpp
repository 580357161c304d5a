// The index of searches: for each block of rows of the history, which of its records hold a term.
//
// Written by jobs of the write lane behind the commits (server/events/search_scan) and by redactions; read by the list of
// events and by `bajin check`. Postings name rows of the history: whether such a row is still the newest record of its
// event is seen when it is read. A million events are some hundred to two thousand blocks, and a search is as many
// probes a term.
#pragma once

#include "server/store/database.hpp"
#include "server/store/search_postings.hpp"
#include "shared/search_terms.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace bajin::store
{

struct SearchState
{
	int rules = 0;                  // by which terms were made
	std::int64_t redactions = 0;    // so far
	std::int64_t through = 0;       // every row up to this one is in the index; 0: none
	std::int64_t whole_through = 0; // and in whole blocks up to this one
};
[[nodiscard]] SearchState find_search_state(Database& database);

struct SearchBlock
{
	std::int64_t first = 0; // rows of the history, both included
	std::int64_t last = 0;
	bool whole = false;

	bool operator==(const SearchBlock&) const = default;
};

// Takes the place of all blocks from its first row on. The caller sees to it that it begins behind the blocks that stay.
void put_search_block(Database& database, const SearchBlock& block, std::span<const SearchPosting> postings);

// Empties the index, for these rules.
void clear_search(Database& database, int rules);

// Oldest first.
[[nodiscard]] std::vector<SearchBlock> list_search_blocks(Database& database);

// In the order of their terms.
[[nodiscard]] std::vector<SearchPosting> list_search_postings(Database& database, const SearchBlock& block);

// The indexed rows of the history that have all of these terms, at least one, ascending.
[[nodiscard]] std::vector<std::int64_t> find_search_rows(Database& database, std::span<const SearchTerm> terms);

// A redaction took these terms out of the record in that row, which need not be in the index.
void remove_search_terms(Database& database, std::int64_t row, std::span<const SearchTerm> terms);

// What was read for the index before now is not to be written any more.
void note_search_redaction(Database& database);

// Rows of the history after `after`, oldest first; a review and a tombstone have no body.
struct BodyRow
{
	std::int64_t seq = 0;
	std::optional<std::string> body;
};
[[nodiscard]] std::vector<BodyRow> list_bodies(Database& database, std::int64_t after, std::int64_t limit);

} // namespace bajin::store
