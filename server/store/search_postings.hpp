// The postings of one block of the search index in memory: gathered from records, packed as the database holds them.
//
// Used by the scan that keeps the index and by `bajin check`, which gathers them again. Pure. The same records give the
// same bytes.
#pragma once

#include "shared/json.hpp"
#include "shared/search_terms.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bajin::store
{

// Rows of the history, ascending, from `first` on: LEB128 of each one's distance from the one before it.
[[nodiscard]] std::string pack_rows(std::int64_t first, std::span<const std::int64_t> rows);

// Throws StoreError `not_a_database` when the bytes are none of pack_rows.
[[nodiscard]] std::vector<std::int64_t> unpack_rows(std::int64_t first, std::string_view packed);

struct SearchPosting
{
	SearchTerm term = 0;
	std::string rows; // packed

	bool operator==(const SearchPosting&) const = default;
};

class SearchGathering
{
public:
	explicit SearchGathering(std::int64_t first) : first_(first) {}

	// Rows come in ascending order.
	void add(std::int64_t row, std::span<const SearchTerm> terms);

	[[nodiscard]] std::int64_t first() const noexcept { return first_; }
	[[nodiscard]] std::size_t size() const noexcept { return terms_.size(); } // terms

	// In the order of the terms.
	[[nodiscard]] std::vector<SearchPosting> postings() const;

private:
	struct Packed
	{
		std::int64_t last = 0;
		std::string rows;
	};

	std::int64_t first_;
	std::unordered_map<SearchTerm, Packed> terms_;
};

} // namespace bajin::store
