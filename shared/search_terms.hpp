// What a search goes by: the texts of a record that people wrote, and the terms by which an index finds them.
//
// Used by the list of events, by the scan that keeps the index, by redactions and by `bajin check`. Pure. A term is two
// neighbouring characters of a folded text (shared/plain_text), or a code that the record names. A record without a term
// of the search cannot be meant; one that has them all may be, and is read to tell.
#pragma once

#include "shared/json.hpp"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace bajin
{

// To be raised with every change of what is a term, and of which record: an index by other rules is made anew.
inline constexpr int search_rules = 2;

using SearchTerm = std::int64_t; // below 2^43

// Whether `test` holds for one of the texts for people, those in lists and objects among them.
using TextTest = std::function<bool(std::string_view)>;
[[nodiscard]] bool any_searched_text(const Json& record, const TextTest& test);

// In order, each once.
[[nodiscard]] std::vector<SearchTerm> search_terms(const Json& record);

// Those of every record with a text that contains this part (SoughtText), in order, each once. Empty: nothing can be
// told, as of a single character or of what is no UTF-8.
[[nodiscard]] std::vector<SearchTerm> search_terms_of_part(std::string_view part);

enum class SearchedCode : std::uint8_t
{
	topic,
	campaign,
	item,
	audience,
};
// That of every record that names the code.
[[nodiscard]] SearchTerm search_term(SearchedCode kind, std::string_view code) noexcept;

} // namespace bajin
