#include "server/store/search_postings.hpp"

#include "server/store/database.hpp"

#include <algorithm>

namespace bajin::store
{

namespace
{

constexpr unsigned bits_a_byte = 7;
constexpr std::uint64_t goes_on = 1U << bits_a_byte;

void append_distance(std::string& packed, std::int64_t distance)
{
	auto rest = static_cast<std::uint64_t>(distance);
	for (; rest >= goes_on; rest >>= bits_a_byte) { packed += static_cast<char>(rest | goes_on); }
	packed += static_cast<char>(rest);
}

[[noreturn]] void refuse_packed()
{
	throw StoreError("not_a_database", "the index of searches is damaged", false);
}

} // namespace

std::string pack_rows(std::int64_t first, std::span<const std::int64_t> rows)
{
	std::string packed;
	std::int64_t before = first;
	for (const std::int64_t row : rows)
	{
		append_distance(packed, row - before);
		before = row;
	}
	return packed;
}

std::vector<std::int64_t> unpack_rows(std::int64_t first, std::string_view packed)
{
	std::vector<std::int64_t> rows;
	std::int64_t row = first;
	std::uint64_t distance = 0;
	unsigned shift = 0;
	for (const char character : packed)
	{
		const auto byte = static_cast<unsigned char>(character);
		if (shift >= 63) { refuse_packed(); }
		distance |= (byte & (goes_on - 1)) << shift;
		shift += bits_a_byte;
		if (byte >= goes_on) { continue; }
		row += static_cast<std::int64_t>(distance);
		rows.push_back(row);
		distance = 0;
		shift = 0;
	}
	if (shift != 0) { refuse_packed(); }
	return rows;
}

void SearchGathering::add(std::int64_t row, std::span<const SearchTerm> terms)
{
	for (const SearchTerm term : terms)
	{
		Packed& packed = terms_.try_emplace(term, Packed{first_, {}}).first->second;
		append_distance(packed.rows, row - packed.last);
		packed.last = row;
	}
}

std::vector<SearchPosting> SearchGathering::postings() const
{
	std::vector<SearchPosting> postings;
	postings.reserve(terms_.size());
	for (const auto& [term, packed] : terms_) { postings.push_back({term, packed.rows}); }
	std::ranges::sort(postings, {}, &SearchPosting::term);
	return postings;
}

} // namespace bajin::store
