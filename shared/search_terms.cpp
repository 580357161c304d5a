#include "shared/search_terms.hpp"

#include "shared/characters.hpp"
#include "shared/plain_text.hpp"
#include "shared/text_encoding.hpp"

#include <algorithm>
#include <array>

namespace bajin
{

namespace
{

constexpr std::array searched_fields = {"title", "place", "note", "speakers", "organizers", "recorded_by", "host"};

constexpr unsigned character_bits = 21;
constexpr SearchTerm first_code_term = SearchTerm{1} << (2 * character_bits);

bool any_text(const Json& value, const TextTest& test)
{
	if (value.is_string()) { return test(value.get_ref<const std::string&>()); }
	if (!value.is_structured()) { return false; }
	return std::any_of(value.begin(), value.end(), [&test](const Json& entry) { return any_text(entry, test); });
}

void add_pairs(std::string_view text, std::vector<SearchTerm>& terms)
{
	const std::string same = folded(text);
	std::string_view rest = same;
	if (rest.empty()) { return; }
	char32_t before = next_character(rest);
	while (!rest.empty())
	{
		const char32_t character = next_character(rest);
		terms.push_back(SearchTerm{before} << character_bits | SearchTerm{character});
		before = character;
	}
}

void add_code(SearchedCode kind, const Json& code, std::vector<SearchTerm>& terms)
{
	if (code.is_string()) { terms.push_back(search_term(kind, code.get_ref<const std::string&>())); }
}

void add_listed_codes(const Json& record, const char* list, SearchedCode kind, std::vector<SearchTerm>& terms)
{
	const Json* codes = member(record, list);
	if (codes == nullptr || !codes->is_array()) { return; }
	for (const Json& code : *codes) { add_code(kind, code, terms); }
}

void add_codes_of_entries(const Json& record, const char* list, const char* field, SearchedCode kind, std::vector<SearchTerm>& terms)
{
	const Json* entries = member(record, list);
	if (entries == nullptr || !entries->is_array()) { return; }
	for (const Json& entry : *entries)
	{
		if (const Json* code = member(entry, field)) { add_code(kind, *code, terms); }
	}
}

void leave_each_once(std::vector<SearchTerm>& terms)
{
	std::ranges::sort(terms);
	terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
}

} // namespace

bool any_searched_text(const Json& record, const TextTest& test)
{
	return std::ranges::any_of(
		searched_fields,
		[&](const char* field)
		{
			const Json* value = member(record, field);
			return value != nullptr && any_text(*value, test);
		});
}

std::vector<SearchTerm> search_terms(const Json& record)
{
	std::vector<SearchTerm> terms;
	const auto add = [&terms](std::string_view text)
	{
		add_pairs(text, terms);
		return false; // to the last text
	};
	static_cast<void>(any_searched_text(record, add));
	add_listed_codes(record, "topics", SearchedCode::topic, terms);
	add_listed_codes(record, "campaigns", SearchedCode::campaign, terms);
	add_codes_of_entries(record, "materials", "item", SearchedCode::item, terms);
	add_codes_of_entries(record, "lectures", "audience", SearchedCode::audience, terms);
	leave_each_once(terms);
	return terms;
}

std::vector<SearchTerm> search_terms_of_part(std::string_view part)
{
	std::vector<SearchTerm> terms;
	if (!is_utf8(part)) { return terms; }
	add_pairs(part, terms);
	leave_each_once(terms);
	return terms;
}

SearchTerm search_term(SearchedCode kind, std::string_view code) noexcept
{
	// FNV-1a, folded: a code that meets another's number costs a look at the records of both.
	std::uint64_t hash = 0xCBF29CE484222325ULL ^ static_cast<std::uint64_t>(kind);
	for (const char byte : code) { hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3ULL; }
	return first_code_term | static_cast<SearchTerm>((hash ^ hash >> (2 * character_bits)) % static_cast<std::uint64_t>(first_code_term));
}

} // namespace bajin
