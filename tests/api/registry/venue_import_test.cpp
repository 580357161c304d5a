// Venues from a table: looked at first, then taken in as a whole or not at all.
#include "tests/support/registry.hpp"

using namespace bajin;
using namespace bajin::test;
using api::Method;

namespace
{

Json import(Registry& registry, const std::string& csv, bool is_dry_run = false)
{
	const api::Response response = registry.call(registry.own, Method::post, "/venues/import", {{"csv", csv}, {"dry_run", is_dry_run}});
	INFO(response.body);
	REQUIRE(response.status == 200);
	return Json::parse(response.body);
}

Json counts(const Json& answer)
{
	return {answer["added"], answer["changed"], answer["unchanged"], answer["problems"].size(), answer["applied"]};
}

const std::string headings = "场所类型,地区代码,名称,启用日期,停用日期\n";

} // namespace

TEST_CASE("import: a dry run tells what it would do and does nothing, then it is done, and done again changes nothing")
{
	Registry registry;
	const std::string table = headings + "学校,410423101,一中,2015/9/1,\nenterprise,410423,服装厂,,2020-12-31\n";
	CHECK(counts(import(registry, table, true)) == Json{2, 0, 0, 0, false});
	CHECK(registry.get("/venues?state=all")["total"] == 0);
	CHECK(counts(import(registry, table)) == Json{2, 0, 0, 0, true});
	CHECK(registry.get("/venues?state=all")["total"] == 2);
	CHECK(registry.get("/venues")["venues"][0]["valid_from"] == "2015-09-01");
	CHECK(counts(import(registry, table)) == Json{0, 0, 2, 0, true});
	CHECK(counts(import(registry, headings + "学校,410423101,一 中,2014-09-01,\n")) == Json{0, 1, 0, 0, true});
	CHECK(registry.get("/venues")["venues"][0]["valid_from"] == "2014-09-01");
	CHECK(registry.get("/audit?action=make_venue")["rows"].size() == 2);
	CHECK(registry.get("/audit?action=change_venue")["rows"].size() == 1);
	CHECK(registry.server.recount() == "");
}

TEST_CASE("import: the table that was exported comes back as it is, and by its number a venue is renamed")
{
	Registry registry;
	const std::string id = registry.add_venue("一中");
	const std::string into = registry.add_venue("二中");
	registry.record(1, {{"venue_id", id}});
	registry.done(Method::post, "/venues/" + registry.add_venue("二中老校区") + "/merge", {{"into", into}});
	std::string table = registry.call(registry.own, Method::get, "/venues.csv?state=all").body;
	CHECK(counts(import(registry, table)) == Json{0, 0, 3, 0, true});
	table.replace(table.find("一中"), std::string("一中").size(), "第一中学");
	CHECK(counts(import(registry, table)) == Json{0, 1, 2, 0, true});
	CHECK(registry.get("/venues?text=第一中学")["venues"][0]["id"] == id);
	// Without its number a merged venue is known, too, and not registered again.
	CHECK(counts(import(registry, headings + "学校,410423101,二中老校区,,\n")) == Json{0, 0, 1, 0, true});

	const auto problem = [&](const std::string& row) { return import(registry, "编号," + headings + row)["problems"][0]["code"]; };
	CHECK(problem(id + ",学校,410423,第一中学,,\n") == "venue_in_use");
	CHECK(problem(make_id(5) + ",学校,410423,第一中学,,\n") == "unknown_venue");
	CHECK(problem(id + ",学校,410423101,二中,,\n") == "venue_exists");
	CHECK(registry.server.recount() == "");
}

TEST_CASE("import: a list without a column of days clears none, and an empty cell does")
{
	Registry registry;
	CHECK(counts(import(registry, headings + "学校,410423101,一中,2015-09-01,2020-12-31\n")) == Json{1, 0, 0, 0, true});
	CHECK(counts(import(registry, "场所类型,地区代码,名称\n学校,410423101,一中\n")) == Json{0, 0, 1, 0, true});
	CHECK(counts(import(registry, "场所类型,地区代码,名称,停用日期\n学校,410423101,一中,2021-12-31\n")) == Json{0, 1, 0, 0, true});
	const Json venue = registry.get("/venues?state=all")["venues"][0];
	CHECK(venue["valid_from"] == "2015-09-01");
	CHECK(venue["valid_to"] == "2021-12-31");
	CHECK(counts(import(registry, headings + "学校,410423101,一中,2015-09-01,\n")) == Json{0, 1, 0, 0, true});
	CHECK(registry.get("/venues?state=all")["venues"][0]["valid_to"].is_null());
}

TEST_CASE("import: headings that are misspelt or stand twice and rows that are too long are told, and nothing is applied")
{
	Registry registry;
	const auto told = [&](const std::string& csv)
	{
		const Json answer = import(registry, csv);
		CHECK(answer["applied"] == false);
		REQUIRE(answer["problems"].size() == 1);
		const Json& problem = answer["problems"][0];
		CHECK_FALSE(problem["message"].get<std::string>().empty());
		return Json{problem["line"], problem["column"], problem["code"]};
	};
	CHECK(told("场所类型,地区代码,名称,启用日\n学校,410423101,一中,2015-09-01\n") == Json{1, "启用日", "unknown_column"});
	CHECK(told("场所类型,地区代码,名称,名称\n学校,410423101,一中,二中\n") == Json{1, "名称", "repeated_column"});
	CHECK(told("场所类型,地区代码,名称\n学校,410423101,一中,东校区\n") == Json{2, "", "too_many_cells"});
	CHECK(registry.get("/venues?state=all")["total"] == 0);
}

TEST_CASE("import: codes as Excel and people leave them, and names of types at full width")
{
	Registry registry;
	CHECK(
		counts(import(
			registry, "场所类型,地区代码,名称\n学校,'410423101,一中\n\u200B学 "
					  "校,=\"410423101\",二中\nＳＣＨＯＯＬ,４１０４２３１０１,三中\n学校,410423101.0,四中\n")) == Json{4, 0, 0, 0, true});
	CHECK(registry.get("/venues?text=＝")["total"] == 0);
	CHECK(counts(import(registry, "场所类型,地区代码,名称\n学校,410423101,＝五中\n")) == Json{1, 0, 0, 0, true});
	const std::string table = registry.call(registry.own, Method::get, "/venues.csv?state=all").body;
	CHECK(table.find(",'＝五中,") != std::string::npos);
	CHECK(counts(import(registry, table)) == Json{0, 0, 5, 0, true});
}

TEST_CASE("import: nothing is applied when a row is wrong, and each problem names line, column and code")
{
	Registry registry;
	const std::string table = headings + "学校,410423101,一中,,\n"
										 "寺庙,410423101,甲,,\n"
										 "乡村,410423101,乙,,\n"
										 "学校,410423999,丙,,\n"
										 "学校,4.10423E+11,丁,,\n"
										 "学校,410425,戊,,\n"
										 ",,,,\n"
										 ",410423101,,昨天,\n"
										 "学校,410423101,己,2015-02-01,2015-01-01\n"
										 "学校,410423101,一 中,,\n";
	const Json answer = import(registry, table);
	Json found = Json::array();
	for (const Json& problem : answer["problems"])
	{
		found.push_back({problem["line"], problem["column"], problem["code"]});
		CHECK_FALSE(problem["message"].get<std::string>().empty());
	}
	const Json expected = {{3, "场所类型", "unknown_venue_type"},
						   {4, "场所类型", "no_registry"},
						   {5, "地区代码", "unknown_area"},
						   {6, "地区代码", "unknown_area"},
						   {7, "地区代码", "forbidden"},
						   {9, "场所类型", "missing"},
						   {9, "名称", "missing"},
						   {9, "启用日期", "wrong_date"},
						   {10, "停用日期", "dates_reversed"},
						   {11, "名称", "repeated"}};
	CHECK(found == expected);
	CHECK(answer["applied"] == false);
	CHECK(answer["rows"] == 9);
	CHECK(registry.get("/venues")["total"] == 0);
	CHECK(import(registry, "名称\n一中\n")["problems"].size() == 2);
}

TEST_CASE("import: what is no table is refused")
{
	Registry registry;
	const auto refusal = [&](const Json& body) { return code_of(registry.call(registry.own, Method::post, "/venues/import", body)); };
	CHECK(refusal({{"csv", ""}}) == "invalid_table");
	CHECK(refusal({{"csv", "a\n\"b"}}) == "invalid_table");
	CHECK(refusal({{"csv", headings + "\xEF\xBF\xBD,1,2,3,4\n"}}) == "not_utf8");
	CHECK(refusal({{"dry_run", true}}) == "invalid_field");
	CHECK(refusal({{"csv", 7}}) == "invalid_field");
}
