#include "shared/plain_text.hpp"
#include "shared/search_terms.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>
#include <string>

using namespace bajin;

namespace
{

bool has_all(const std::vector<SearchTerm>& terms, const std::vector<SearchTerm>& wanted)
{
	return std::ranges::includes(terms, wanted);
}

bool may_be_found(const Json& record, std::string_view part)
{
	return has_all(search_terms(record), search_terms_of_part(part));
}

bool is_found(const Json& record, std::string_view part)
{
	const SoughtText sought(part);
	return any_searched_text(record, [&sought](std::string_view text) { return sought.is_in(text); });
}

// Characters of one to four bytes, some with an upper case.
std::string random_text(std::mt19937& generator, std::size_t characters)
{
	constexpr std::array alphabet = {"A", "a", "B", "z", " ", "7", "é", "É", "普", "法", "，", "🎓", "Ａ", "“", "·", "\u200B", "①"};
	std::string text;
	for (std::size_t i = 0; i < characters; ++i) { text += alphabet[generator() % alphabet.size()]; }
	return text;
}

} // namespace

TEST_CASE("search terms: a record that holds a part has all terms of the part, whatever the texts")
{
	int found = 0;
	for (std::uint32_t seed = 1; seed <= 3'000; ++seed)
	{
		std::mt19937 generator(seed);
		const Json record = {{"title", random_text(generator, generator() % 12)}, {"note", random_text(generator, generator() % 12)}};
		const std::string part = random_text(generator, 1 + generator() % 3);
		if (!is_found(record, part)) { continue; }
		++found;
		INFO("seed " << seed << ", part " << part);
		CHECK(may_be_found(record, part));
	}
	CHECK(found > 300);
}

TEST_CASE("search terms: two characters are told apart, of each text for people and of no other field")
{
	const Json record = {
		{"title", "普法宣传"},
		{"speakers", {"张晓红", "李建国"}},
		{"host", {{"organization", "松垛沟村"}, {"more", {"深处"}}}},
		{"area", "410423"},
	};
	CHECK(may_be_found(record, "法宣"));
	CHECK(may_be_found(record, "晓红"));
	CHECK(may_be_found(record, "垛沟"));
	CHECK(may_be_found(record, "深处"));
	CHECK_FALSE(may_be_found(record, "宣法"));
	CHECK_FALSE(may_be_found(record, "红李")); // from one text to the next
	CHECK_FALSE(may_be_found(record, "4104"));
	CHECK_FALSE(may_be_found(record, "普法宣教"));
}

TEST_CASE("search terms: the case of ASCII makes no difference, as it makes none to the list")
{
	const Json record = {{"title", "Anti-Drugs 宣传"}};
	CHECK(search_terms_of_part("ANTI-drugs") == search_terms_of_part("anti-DRUGS"));
	CHECK(may_be_found(record, "aNTI-dRUGS 宣"));
}

TEST_CASE("search terms: what a person would call the same is found")
{
	const Json record = {
		{"title", "“三八”妇女节 ＰＰＰ 进校园"}, {"speakers", {"阿卜杜拉·买买提", "李 建国"}}, {"place", "第１小学（东门）"}};
	for (const char* part :
		 {"三八妇女节", "「三八」妇女节", "\"三八\"妇女", "ppp", "ＰｐＰ进校园", "节PPP", "阿卜杜拉•买买提", "阿卜杜拉买买提",
		  "阿卜杜拉 · 买买提", "李建国", "第1小学", "小学(东门)", "李\u3000建\u200B国", "三\u00A0八"})
	{
		CAPTURE(part);
		CHECK(is_found(record, part));
		CHECK(may_be_found(record, part));
	}
	for (const char* part : {"三八劳动节", "第2小学", "李建华"})
	{
		CAPTURE(part);
		CHECK_FALSE(is_found(record, part));
	}
}

TEST_CASE("search terms: of one character, and of what is no UTF-8, nothing is told")
{
	CHECK(search_terms_of_part("").empty());
	CHECK(search_terms_of_part("法").empty());
	CHECK(search_terms_of_part("a").empty());
	CHECK(search_terms_of_part("普法\xE5\x8F").empty());
	CHECK(search_terms_of_part("\x8F\xE5普法").empty());
	CHECK(search_terms_of_part("普法").size() == 1);
	CHECK(search_terms_of_part("法法法法").size() == 1);
}

TEST_CASE("search terms: codes are terms of their own, each kind apart")
{
	const Json record = {
		{"topics", {"marriage_law"}},
		{"campaigns", {"womens_day"}},
		{"materials", {{{"item", "leaflet"}}, {{"item", "gift"}}}},
		{"lectures", {{{"audience", "women"}}}},
	};
	const auto has = [terms = search_terms(record)](SearchedCode kind, std::string_view code)
	{ return std::ranges::binary_search(terms, search_term(kind, code)); };
	CHECK(has(SearchedCode::topic, "marriage_law"));
	CHECK(has(SearchedCode::campaign, "womens_day"));
	CHECK(has(SearchedCode::item, "leaflet"));
	CHECK(has(SearchedCode::item, "gift"));
	CHECK(has(SearchedCode::audience, "women"));
	CHECK_FALSE(has(SearchedCode::topic, "womens_day"));
	CHECK_FALSE(has(SearchedCode::audience, "leaflet"));
	CHECK(search_terms(record).size() == 5);
	CHECK(search_terms(record).front() >= SearchTerm{1} << 42); // no two characters
	CHECK(search_terms(record).back() < SearchTerm{1} << 43);
}

TEST_CASE("search terms: what is no record, or of other types, has none")
{
	CHECK(search_terms(Json()).empty());
	CHECK(search_terms(Json{{"title", 7}, {"topics", "law"}, {"materials", {1, "x", {{"item", 3}}}}, {"lectures", nullptr}}).empty());
}
