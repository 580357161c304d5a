#include "shared/vocabulary.hpp"
#include "tests/shared/reference_fixture.hpp"
#include "tests/support/catch.hpp"

#include <functional>

using namespace bajin;
using namespace bajin::test;

namespace
{

Json shipped()
{
	return parse(read_source_file("schema/vocabulary.json"));
}

// Where the vocabulary is refused after the change, and that it is refused as what it is.
std::string refused_at(const std::function<void(Json&)>& change)
{
	Json json = shipped();
	change(json);
	const auto vocabulary = Vocabulary::parse(json);
	REQUIRE_FALSE(vocabulary.has_value());
	CHECK(vocabulary.error().code == "vocabulary_invalid");
	CHECK_FALSE(vocabulary.error().detail.empty());
	return vocabulary.error().pointer;
}

} // namespace

TEST_CASE("vocabulary: the lists that are shipped are read and written back unchanged")
{
	const Json json = shipped();
	const auto vocabulary = Vocabulary::parse(json);
	REQUIRE(vocabulary.has_value());
	CHECK(to_text(vocabulary->to_json()) == to_text(json));
}

TEST_CASE("vocabulary: the eight kinds of venue count, other does not")
{
	const auto venue_types = reference().vocabulary.codes(CodeList::venue_types);
	std::vector<std::string> names;
	for (const Code& code : venue_types)
	{
		if (code.eight_entry) { names.push_back(code.zh); }
	}
	CHECK(names == std::vector<std::string>{"机关", "乡村", "社区", "学校", "企业", "单位", "景区", "军营"});
	REQUIRE(reference().vocabulary.find(CodeList::venue_types, "other") != nullptr);
	CHECK_FALSE(reference().vocabulary.find(CodeList::venue_types, "other")->eight_entry);
}

TEST_CASE("vocabulary: audiences say whether they count as women or children, items whether as material")
{
	const Vocabulary& vocabulary = reference().vocabulary;
	const auto counts_as = [&](const char* audience)
	{
		const Code* code = vocabulary.find(CodeList::audiences, audience);
		REQUIRE(code != nullptr);
		return std::pair(code->counts_as_women, code->counts_as_children);
	};
	CHECK(counts_as("general") == std::pair(false, false));
	CHECK(counts_as("women") == std::pair(true, false));
	CHECK(counts_as("students") == std::pair(false, true));
	CHECK(counts_as("women_children") == std::pair(true, true));
	for (const char* item : {"law_reader", "two_plans_handbook", "leaflet", "handbook", "poster"})
	{
		CHECK(vocabulary.find(CodeList::items, item)->counts_as_material);
	}
	for (const char* item : {"gift", "banner", "board"}) { CHECK_FALSE(vocabulary.find(CodeList::items, item)->counts_as_material); }
	CHECK(vocabulary.find(CodeList::items, "law_reader")->unit == "册");
}

TEST_CASE("vocabulary: a code is found in its own list only, and exactly as it is written")
{
	const Vocabulary& vocabulary = reference().vocabulary;
	CHECK(vocabulary.find(CodeList::items, "leaflet") != nullptr);
	CHECK(vocabulary.find(CodeList::topics, "leaflet") == nullptr);
	CHECK(vocabulary.find(CodeList::items, "Leaflet") == nullptr);
	CHECK(vocabulary.find(CodeList::items, "") == nullptr);
	CHECK(Vocabulary().find(CodeList::items, "leaflet") == nullptr);
	CHECK(Vocabulary().codes(CodeList::items).empty());
}

TEST_CASE("vocabulary: validity includes its first and its last day")
{
	const Code* retired = reference().vocabulary.find(CodeList::topics, "marriage_law");
	REQUIRE(retired != nullptr);
	CHECK(retired->replaced_by == "civil_code");
	CHECK_FALSE(retired->valid_on(make_date(1980, 12, 31)));
	CHECK(retired->valid_on(make_date(1981, 1, 1)));
	CHECK(retired->valid_on(make_date(2020, 12, 31)));
	CHECK_FALSE(retired->valid_on(make_date(2021, 1, 1)));
	CHECK(reference().vocabulary.find(CodeList::topics, "constitution")->valid_on(make_date(2000, 1, 1)));
}

TEST_CASE("vocabulary: another format or a list that is missing is refused")
{
	CHECK(refused_at([](Json& json) { json["format"] = 2; }) == "/format");
	CHECK(refused_at([](Json& json) { json.erase("format"); }) == "/format");
	CHECK(refused_at([](Json& json) { json = Json::array(); }) == "/format");
	for (std::size_t i = 0; i < code_list_count; ++i)
	{
		const std::string list(to_string(static_cast<CodeList>(i)));
		CHECK(refused_at([&](Json& json) { json.erase(list); }) == "/" + list);
		CHECK(refused_at([&](Json& json) { json[list] = Json::object(); }) == "/" + list);
	}
}

TEST_CASE("vocabulary: a code with a member missing or of the wrong kind is refused, and where")
{
	CHECK(refused_at([](Json& json) { json["topics"][1] = "civil_code"; }) == "/topics/1");
	for (const char* name : {"code", "zh", "en"})
	{
		CHECK(refused_at([&](Json& json) { json["forms"][2][name] = nullptr; }) == std::string("/forms/2/") + name);
		CHECK(refused_at([&](Json& json) { json["forms"][2][name] = ""; }) == std::string("/forms/2/") + name);
		CHECK(refused_at([&](Json& json) { json["forms"][2][name] = 7; }) == std::string("/forms/2/") + name);
	}
	for (const char* name : {"valid_from", "valid_to"})
	{
		CHECK(refused_at([&](Json& json) { json["forms"][0][name] = "2025-02-30"; }) == std::string("/forms/0/") + name);
		CHECK(refused_at([&](Json& json) { json["forms"][0][name] = 2025; }) == std::string("/forms/0/") + name);
	}
	CHECK(refused_at([](Json& json) { json["venue_types"][0]["eight_entry"] = 1; }) == "/venue_types/0/eight_entry");
	CHECK(refused_at([](Json& json) { json["venue_types"][0]["unusual_reach_above"] = 1.5; }) == "/venue_types/0/unusual_reach_above");
	CHECK(refused_at([](Json& json) { json["audiences"][0]["counts_as"] = "women"; }) == "/audiences/0/counts_as");
	CHECK(refused_at([](Json& json) { json["audiences"][0]["counts_as"] = {"men"}; }) == "/audiences/0/counts_as");
	CHECK(refused_at([](Json& json) { json["items"][0].erase("unit"); }) == "/items/0/unit");
	CHECK(refused_at([](Json& json) { json["items"][0]["counts_as_material"] = "yes"; }) == "/items/0/counts_as_material");
}

TEST_CASE("vocabulary: a code stands once, and what takes its place is in the same list")
{
	CHECK(refused_at([](Json& json) { json["forms"][3]["code"] = "stall"; }) == "/forms/3/code");
	CHECK(refused_at([](Json& json) { json["topics"][0]["replaced_by"] = "leaflet"; }) == "/topics");
	Json json = shipped();
	json["forms"][0]["replaced_by"] = "online"; // stands later in the list
	CHECK(Vocabulary::parse(json).has_value());
}

TEST_CASE("vocabulary: a code is called as it was on the day that is asked for")
{
	Json json = shipped();
	json["forms"][0]["former_names"] = {
		{{"zh", "一"}, {"en", "one"}, {"until", "2014-12-31"}}, {{"zh", "二"}, {"en", "two"}, {"until", "2015-12-31"}}};
	const Vocabulary vocabulary = Vocabulary::parse(json).value();
	const Code& code = vocabulary.codes(CodeList::forms)[0];
	CHECK(code.name_on(make_date(2000, 1, 1)) == "一");
	CHECK(code.name_on(make_date(2014, 12, 31)) == "一");
	CHECK(code.name_on(make_date(2015, 1, 1)) == "二");
	CHECK(code.name_on(make_date(2016, 1, 1)) == code.zh);
	CHECK(vocabulary.codes(CodeList::forms)[1].name_on(make_date(2000, 1, 1)) == vocabulary.codes(CodeList::forms)[1].zh);
	CHECK(vocabulary.to_json()["forms"][0]["former_names"] == json["forms"][0]["former_names"]);
	CHECK_FALSE(vocabulary.to_json()["forms"][1].contains("former_names"));

	const auto refused = [](const Json& names)
	{ return refused_at([&](Json& changed) { changed["forms"][0]["former_names"] = names; }) == "/forms/0/former_names"; };
	const auto name = [](const char* until) { return Json{{"zh", "一"}, {"en", "one"}, {"until", until}}; };
	CHECK(refused("x"));
	CHECK(refused({"x"}));
	CHECK(refused({{{"zh", "一"}, {"en", "one"}}}));
	CHECK(refused({{{"zh", ""}, {"en", "one"}, {"until", "2014-12-31"}}}));
	CHECK(refused({name("2014-12-31"), name("2014-12-31")}));
	CHECK(refused({name("2014-12-32")}));
}

TEST_CASE("vocabulary: with a code more or another in its place the others stand as they stood")
{
	const Vocabulary vocabulary = Vocabulary::parse(shipped()).value();
	Code code;
	code.code = "temple";
	code.zh = code.en = "庙";
	const Vocabulary more = vocabulary.with(CodeList::venue_types, code).value();
	const auto types = more.codes(CodeList::venue_types);
	REQUIRE(types.size() == vocabulary.codes(CodeList::venue_types).size() + 1);
	CHECK(types[types.size() - 2].code == "temple");
	CHECK(types.back().code == "other");
	CHECK(more.find(CodeList::venue_types, "temple")->zh == "庙");
	CHECK(vocabulary.with(CodeList::topics, code).value().codes(CodeList::topics).back().code == "temple");
	code.zh = "寺";
	CHECK(more.with(CodeList::venue_types, code).value().find(CodeList::venue_types, "temple")->zh == "寺");
	code.replaced_by = "nothing";
	CHECK(more.with(CodeList::venue_types, code).error().code == "vocabulary_invalid");
}
