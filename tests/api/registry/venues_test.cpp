// The registry of venues, as coordinators keep it up and phones use it.
#include "tests/support/registry.hpp"

using namespace bajin;
using namespace bajin::test;
using api::Method;

namespace
{

Json names_of(const Json& page)
{
	Json names = Json::array();
	for (const Json& venue : page["venues"]) { names.push_back(venue["name"]); }
	return names;
}

} // namespace

TEST_CASE("venues: one made in the console is a phone's with its next sync")
{
	Registry registry;
	const Json push = make_push({});
	const std::string etag = registry.server.sync(registry.phone, push)["reference"];
	CHECK(has_warning(registry.record(1, {{"venue_id", make_id(77)}}), "unknown_venue"));
	const std::string id = registry.add_venue("一中");
	CHECK(registry.server.sync(registry.phone, push)["reference"] != etag);
	const Json venues = Json::parse(registry.server.call_as(registry.phone.token, Method::get, "/api/v1/reference").body)["venues"];
	REQUIRE(venues.size() == 1);
	CHECK(venues[0]["id"] == id);
	CHECK(venues[0]["name"] == "一中");
	CHECK_FALSE(has_warning(registry.record(2, {{"venue_id", id}}), "unknown_venue"));
	CHECK(registry.schools()["places_visited"] == 1);
	CHECK(registry.schools()["places_total"] == 1);
	CHECK(registry.server.recount() == "");
}

TEST_CASE("venues: listed by place and name, filtered, page by page")
{
	Registry registry;
	const std::string first = registry.add_venue("实验小学（Ａ区）", "410423101");
	registry.add_venue("第一中学", "410423101");
	registry.add_venue("服装厂", "410423", "enterprise");
	registry.add_venue("郏县一中", "410425");
	CHECK(names_of(registry.get("/venues")) == Json{"服装厂", "实验小学（Ａ区）", "第一中学", "郏县一中"});
	CHECK(names_of(registry.get("/venues", registry.own)) == Json{"服装厂", "实验小学（Ａ区）", "第一中学"});
	CHECK(names_of(registry.get("/venues?area=410423101&venue_type=school")) == Json{"实验小学（Ａ区）", "第一中学"});
	CHECK(names_of(registry.get("/venues?text=小学(a")) == Json{"实验小学（Ａ区）"});
	const Json page = registry.get("/venues?limit=3");
	CHECK(page["total"] == 4);
	CHECK(names_of(registry.get("/venues?limit=3&after=" + page["next"].get<std::string>())) == Json{"郏县一中"});
	CHECK(registry.get("/venues?limit=4")["next"].is_null());

	registry.record(1, {{"venue_id", first}});
	const Json venue = registry.get("/venues?text=实验")["venues"][0];
	CHECK(
		venue == Json{
					 {"id", first},
					 {"venue_type", "school"},
					 {"area", "410423101"},
					 {"area_name", registry.server.reference()->areas.find("410423101")->name},
					 {"county", "鲁山县"},
					 {"name", "实验小学（Ａ区）"},
					 {"valid_from", nullptr},
					 {"valid_to", nullptr},
					 {"merged_into", nullptr},
					 {"visits", 1}});
	CHECK(registry.get("/venues?text=实验", registry.phone.token)["venues"][0]["visits"].is_null());
	const std::string table = registry.call(registry.own, Method::get, "/venues.csv").body;
	CHECK(table.starts_with("\xEF\xBB\xBF编号,场所类型,地区代码,名称,启用日期,停用日期,县（市、区）,地区,并入,活动次数\r\n"));
	CHECK(table.find("," + std::string("学校,410423101,第一中学,,,鲁山县,")) != std::string::npos);
	CHECK(table.find("郏县") == std::string::npos);

	for (const char* wrong : {"?state=x", "?limit=0", "?venue_type=x", "?after=x"})
	{
		CHECK(code_of(registry.call(registry.own, Method::get, std::string("/venues") + wrong)) == "invalid_parameter");
	}
	CHECK(code_of(registry.call(registry.own, Method::get, "/venues?area=410425")) == "forbidden");
	CHECK(code_of(registry.call(registry.own, Method::get, "/venues?area=1")) == "unknown_area");
}

TEST_CASE("venues: retiring one changes how many there are and not how many were visited")
{
	Registry registry;
	const std::string id = registry.add_venue("一中");
	registry.add_venue("二中");
	registry.record(1, {{"venue_id", id}});
	registry.done(Method::patch, "/venues/" + id, {{"valid_to", "2025-06-30"}});
	CHECK(registry.schools()["places_visited"] == 1);
	CHECK(registry.schools()["places_total"] == 1);
	CHECK(names_of(registry.get("/venues")) == Json{"二中"});
	CHECK(names_of(registry.get("/venues?state=retired")) == Json{"一中"});
	CHECK(registry.get("/venues?state=all")["total"] == 2);
	CHECK(registry.done(Method::patch, "/venues/" + id, {{"valid_to", nullptr}})["valid_to"].is_null());
	CHECK(registry.schools()["places_total"] == 2);
	CHECK(registry.server.recount() == "");
}

TEST_CASE("venues: type and area change only while no record names it, whatever became of the record")
{
	Registry registry;
	const std::string id = registry.add_venue("一中");
	CHECK(registry.done(Method::patch, "/venues/" + id, {{"venue_type", "enterprise"}, {"area", "410423"}})["venue_type"] == "enterprise");
	registry.done(Method::patch, "/venues/" + id, {{"venue_type", "school"}, {"area", "410423101"}});
	// A record of another type does not count as a visit; with the other type it would, behind the back of what is counted.
	registry.record(1, {{"venue_id", id}, {"venue_type", "enterprise"}});
	CHECK(registry.get("/venues")["venues"][0]["visits"] == 0);
	CHECK(code_of(registry.call(registry.admin, Method::patch, "/venues/" + id, {{"venue_type", "enterprise"}})) == "venue_in_use");
	CHECK(code_of(registry.call(registry.admin, Method::patch, "/venues/" + id, {{"area", "410423"}})) == "venue_in_use");
	CHECK(registry.done(Method::patch, "/venues/" + id, {{"name", "第一中学"}, {"area", "410423101"}})["name"] == "第一中学");
	CHECK(registry.server.recount() == "");

	const std::string merged = registry.add_venue("一中分校");
	const std::string into = registry.add_venue("二中");
	registry.record(2, {{"venue_id", merged}});
	registry.done(Method::post, "/venues/" + merged + "/merge", {{"into", into}});
	CHECK(code_of(registry.call(registry.admin, Method::patch, "/venues/" + into, {{"area", "410423"}})) == "venue_in_use");
}

TEST_CASE("venues: what is wrong with one is refused, and nobody changes what lies elsewhere")
{
	Registry registry;
	const auto make = [&](const Json& more)
	{
		Json body = {{"venue_type", "school"}, {"area", "410423101"}, {"name", "一中"}};
		body.update(more);
		return registry.call(registry.own, Method::post, "/venues", body);
	};
	CHECK(make(Json::object()).status == 201);
	CHECK(code_of(make(Json::object())) == "venue_exists");
	CHECK(code_of(make({{"name", " 一 中　"}})) == "venue_exists");
	for (const Json& wrong :
		 {Json{{"venue_type", "village"}}, Json{{"venue_type", "x"}}, Json{{"area", "410423999"}}, Json{{"name", " "}},
		  Json{{"name", std::string(201, 'x')}}, Json{{"valid_from", "2015"}},
		  Json{{"valid_from", "2015-01-02"}, {"valid_to", "2015-01-01"}}})
	{
		INFO(wrong.dump());
		CHECK(code_of(make(wrong)) == "invalid_field");
	}
	CHECK(code_of(make({{"area", "410425"}})) == "forbidden");
	CHECK(code_of(make({{"id", make_id(1)}})) == "unknown_field");
	CHECK(code_of(registry.call(registry.own, Method::post, "/venues", {{"name", "x"}})) == "invalid_field");
	const std::string elsewhere = registry.add_venue("郏县一中", "410425");
	const std::string here = registry.add_venue("二中");
	CHECK(code_of(registry.call(registry.own, Method::patch, "/venues/" + elsewhere, {{"name", "x"}})) == "not_found");
	CHECK(code_of(registry.call(registry.own, Method::post, "/venues/" + elsewhere + "/merge", {{"into", here}})) == "not_found");
	CHECK(code_of(registry.call(registry.own, Method::post, "/venues/" + here + "/merge", {{"into", elsewhere}})) == "invalid_field");
	CHECK(code_of(registry.call(registry.own, Method::patch, "/venues/" + here, {{"name", "一中"}})) == "venue_exists");
}

TEST_CASE("venues: every change stands in the audit trail with what was before")
{
	Registry registry;
	const std::string id = registry.add_venue("一中");
	for (int i = 0; i < 2; ++i) { registry.done(Method::patch, "/venues/" + id, {{"name", "第一中学"}, {"reason", "改名"}}); }
	const Json rows = registry.get("/audit?subject=" + id)["rows"];
	REQUIRE(rows.size() == 2);
	CHECK(rows[0]["action"] == "change_venue");
	CHECK(
		rows[0]["details"] ==
		Json{{"before", {{"name", "一中"}}}, {"after", {{"name", "第一中学"}}}, {"name", "第一中学"}, {"reason", "改名"}});
	CHECK(rows[1]["action"] == "make_venue");
	CHECK(rows[1]["details"]["after"]["area"] == "410423101");
}

TEST_CASE("venues: places that recur as free text are suggested until they are registered")
{
	Registry registry;
	const auto records = [&](std::uint64_t first, int count, const Json& more)
	{
		for (int i = 0; i < count; ++i) { registry.record(first + static_cast<std::uint64_t>(i), more); }
	};
	records(1, 3, {{"place", "实验 小学"}, {"occurred_on", "2025-03-01"}});
	records(10, 1, {{"place", "实验小学"}, {"occurred_on", "2025-03-09"}, {"area", "410423"}});
	records(20, 4, {{"place", "实验小学"}, {"occurred_on", "2025-03-09"}});
	records(30, 2, {{"place", "只来过两次"}});
	records(40, 5, {{"place", "村文化广场"}, {"venue_type", "village"}});
	records(50, 3, {{"place", "老学校"}, {"occurred_on", "2021-03-09"}});
	records(60, 3, {{"place", "已登记"}});
	registry.add_venue("已登记", "410423");
	records(70, 3, {{"place", "重复的"}});
	registry.review(70, "returned");
	const Json made = registry.get("/venues/suggestions?area=410423");
	REQUIRE(made["suggestions"].size() == 1);
	const Json& found = made["suggestions"][0];
	CHECK(found["place"] == "实验小学");
	CHECK(found["venue_type"] == "school");
	CHECK(found["area"] == "410423101");
	CHECK(found["events"] == 7);
	CHECK(found["first_on"] == "2025-03-01");
	CHECK(found["last_on"] == "2025-03-09");
	CHECK(made["complete"] == true);
	CHECK(registry.get("/venues/suggestions", registry.other)["suggestions"].empty());
	CHECK(code_of(registry.call(registry.other, Method::get, "/venues/suggestions?area=410423")) == "forbidden");
	registry.add_venue("实验小学");
	CHECK(registry.get("/venues/suggestions")["suggestions"].empty());
}
