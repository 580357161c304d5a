#include "shared/look_alike.hpp"
#include "tests/shared/reference_fixture.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace bajin;
using namespace bajin::test;

namespace
{

const Uuid own{{1}};
const Uuid other{{2}};

// A visit of a village with all that is compared.
Json visit()
{
	return {
		{"id", "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f"},
		{"kind", "session"},
		{"occurred_on", "2025-03-08"},
		{"started_at", "09:30"},
		{"ended_at", "11:00"},
		{"venue_type", "village"},
		{"area", "410423103231"},
		{"place", "农家书屋"},
		{"title", "出嫁女土地权益法律宣传"},
		{"speakers", {"陈会娟", "唐瑶"}},
		{"recorded_by", "陈会娟"},
		{"reach", {{"total", 250}, {"women", 160}, {"children", 20}}},
		{"materials", {{{"item", "leaflet"}, {"copies", 300}}}},
		{"lectures", {{{"audience", "women"}, {"attendance", 120}}}},
		{"location", {{"latitude", 33.74}, {"longitude", 113.1}, {"accuracy_m", 20}}},
	};
}

LookAlike judge(const Json& first, const Json& second, const Uuid& second_team = own)
{
	return compare(read_look_alike(first, own, reference()), read_look_alike(second, second_team, reference()));
}

bool has(const LookAlike& found, std::string_view code)
{
	return std::ranges::any_of(found.reasons, [code](const LookAlikeReason& reason) { return reason.code == code; });
}

Json with(std::string_view key, Json value)
{
	Json record = visit();
	record[std::string(key)] = std::move(value);
	return record;
}

} // namespace

TEST_CASE("look-alike: the same record twice is a duplicate within a team, and by its numbers and speakers across teams")
{
	CHECK(judge(visit(), visit()).score == 100);
	CHECK(judge(visit(), visit()).kind == LookAlikeKind::duplicate);
	CHECK(judge(visit(), visit(), other).kind == LookAlikeKind::duplicate);
}

TEST_CASE("look-alike: two teams at one place and hour are a joint event")
{
	Json second = with("speakers", {"胡涛"});
	second["title"] = "巾帼普法进乡村";
	second["reach"] = {{"total", 230}};
	const LookAlike found = judge(visit(), second, other);
	CHECK(found.score >= look_alike_threshold);
	CHECK(found.kind == LookAlikeKind::joint);
}

TEST_CASE("look-alike: another village outweighs all that is alike")
{
	const LookAlike found = judge(visit(), with("area", "410423103232"));
	CHECK(found.score < look_alike_threshold);
	CHECK(found.reasons.front().code == "other_village");
}

TEST_CASE("look-alike: a village chosen by mistake is forgiven when the words name the right one")
{
	Json second = with("area", "410423103232");
	second["place"] = "胡楼村农家书屋";
	const LookAlike found = judge(visit(), second);
	CHECK(found.score >= look_alike_threshold);
	CHECK(has(found, "village_named"));
	Json township = with("area", "410423103");
	township["place"] = "胡楼村农家书屋";
	CHECK(has(judge(visit(), township), "same_village"));
}

TEST_CASE("look-alike: hours that do not meet are another visit, a forgotten afternoon is not")
{
	Json later = with("started_at", "15:00");
	later["ended_at"] = "16:00";
	later["reach"] = {{"total", 90}};
	later["materials"] = Json::array();
	later["lectures"] = Json::array();
	const LookAlike found = judge(visit(), later);
	CHECK(found.score < look_alike_threshold);
	CHECK(has(found, "other_time"));
	Json clock = with("started_at", "21:30");
	clock["ended_at"] = "23:00";
	CHECK(has(judge(visit(), clock), "same_clock"));
}

TEST_CASE("look-alike: an end before the start, or an end alone, tells nothing")
{
	Json reversed = with("ended_at", "08:00");
	CHECK(has(judge(visit(), reversed), "same_time"));
	Json end_alone = visit();
	end_alone.erase("started_at");
	CHECK_FALSE(has(judge(visit(), end_alone), "same_time"));
	CHECK_FALSE(has(judge(visit(), end_alone), "other_time"));
}

TEST_CASE("look-alike: distance counts against the accuracy of both phones")
{
	const auto at = [](double latitude, double accuracy)
	{ return with("location", {{"latitude", latitude}, {"longitude", 113.1}, {"accuracy_m", accuracy}}); };
	CHECK(has(judge(visit(), at(33.7405, 20)), "near_location"));   // 56 m
	CHECK(has(judge(visit(), at(33.7427, 20)), "near_location"));   // 300 m
	CHECK(has(judge(visit(), at(33.75, 20)), "far_location"));      // 1,100 m
	CHECK(has(judge(visit(), at(33.7445, 20)), "far_location"));    // 500 m
	CHECK(has(judge(visit(), at(33.7445, 300)), "near_location"));  // 500 m, and not sure
	CHECK(has(judge(visit(), at(33.75, 100'000)), "far_location")); // what knows nothing excuses nothing
	const Json nowhere = with("location", nullptr);
	CHECK_FALSE(has(judge(visit(), nowhere), "near_location"));
	CHECK_FALSE(has(judge(visit(), nowhere), "far_location"));
}

TEST_CASE("look-alike: titles that differ by a grade or a group are other groups")
{
	CHECK(has(judge(with("title", "普法讲座（七年级）"), with("title", "普法讲座（八年级）")), "other_group"));
	CHECK(has(judge(visit(), with("title", "出嫁女土地权宜法律宣传")), "same_title"));
}

TEST_CASE("look-alike: nothing known of the place speaks against a pair")
{
	Json vague = with("area", "410423103");
	for (const char* field : {"place", "location", "started_at", "ended_at", "speakers", "recorded_by", "materials", "lectures"})
	{
		vague.erase(field);
	}
	Json as_vague = vague;
	as_vague["title"] = "禁毒日活动";
	as_vague["reach"] = {{"total", 90}};
	const LookAlike found = judge(vague, as_vague, other);
	CHECK(found.score < look_alike_threshold);
	CHECK(has(found, "place_unknown"));
}

TEST_CASE("look-alike: registered venues decide, and an unregistered one counts by the name of the place")
{
	Json first = visit();
	first["venue_type"] = "school";
	first["area"] = "410423102";
	first["venue_id"] = "school-1";
	first["place"] = "报告厅";
	Json second = first;
	second["venue_id"] = "nowhere";
	second["place"] = "中心小学操场";
	CHECK(has(judge(first, first), "same_venue"));
	CHECK(has(judge(first, second), "same_place"));
}

TEST_CASE("look-alike: a record with the required fields alone can be compared")
{
	CHECK(judge(small_record(), small_record()).score >= 0);
	CHECK(judge(small_record(), visit()).score <= 100);
}

TEST_CASE("look-alike: reasons hold no names of people")
{
	for (const LookAlikeReason& reason : judge(visit(), visit()).reasons)
	{
		for (const std::string& value : reason.values) { CHECK(value.find("陈会娟") == std::string::npos); }
	}
}
