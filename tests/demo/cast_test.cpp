#include "tests/demo/replay.hpp"
#include "tests/support/catch.hpp"
#include "tools/demo/cast.hpp"

#include <set>

using namespace bajin;
using namespace bajin::demo;

TEST_CASE("demo cast: every registered venue lies in a township of the list and has an id of its own")
{
	std::set<std::string> ids;
	for (const RegisteredVenue& venue : bajin::demo::test::planned().venues)
	{
		INFO(venue.id << " " << venue.area);
		const Area* area = bajin::demo::test::schema_reference().areas.find(venue.area);
		REQUIRE(area != nullptr);
		CHECK(area->level == AreaLevel::township);
		CHECK(ids.insert(venue.id).second);
		CHECK_FALSE(venue.name.empty());
		CHECK(venue.name.find('{') == std::string::npos);
	}
	CHECK(ids.size() > 300);
}

TEST_CASE("demo cast: every place that draws crowds is in the list of areas")
{
	for (const CrowdPlace& place : crowd_places())
	{
		INFO(place.place);
		CHECK(bajin::demo::test::schema_reference().areas.find(place.area) != nullptr);
	}
}

TEST_CASE("demo cast: no two team members share a name")
{
	std::set<std::string> names;
	for (const Team& team : bajin::demo::test::planned().teams)
	{
		for (const std::string& member : team.members) { CHECK(names.insert(member).second); }
	}
}

TEST_CASE("demo cast: titles name a village without its committee")
{
	Area area;
	area.level = AreaLevel::village;
	area.name = "吴寨村村民委员会";
	CHECK(short_name(area) == "吴寨村");
	area.name = "岳庄村民委员会";
	CHECK(short_name(area) == "岳庄村");
	area.name = "高庄社区村民委员会";
	CHECK(short_name(area) == "高庄社区");
	area.level = AreaLevel::community;
	area.name = "中兴社区居民委员会";
	CHECK(short_name(area) == "中兴社区");
	area.level = AreaLevel::township;
	area.name = "下汤镇";
	CHECK(short_name(area) == "下汤镇");
}

TEST_CASE("demo cast: templates are filled in wherever they name something")
{
	CHECK(fill("{county}{town}进{place}，{place}", {.county = "郏县", .town = "冢头镇", .place = "学校"}) == "郏县冢头镇进学校，学校");
	CHECK(fill("无", {.county = "郏县", .town = "", .place = ""}) == "无");
}

TEST_CASE("demo visit: recorded positions lie in the prefecture")
{
	int located = 0;
	for (const Step& step : bajin::demo::test::planned().steps)
	{
		if (step.kind != StepKind::push_put || !step.record.contains("location")) { continue; }
		const Json& location = step.record.at("location");
		CHECK(location.at("latitude").get<double>() > 33.1);
		CHECK(location.at("latitude").get<double>() < 34.2);
		CHECK(location.at("longitude").get<double>() > 112.2);
		CHECK(location.at("longitude").get<double>() < 113.8);
		++located;
	}
	CHECK(located > 500);
}
