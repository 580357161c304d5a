#include "shared/table_values.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>
#include <map>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

struct TargetImportOffice
{
	TestServer server;
	Uuid team = server.add_team("鲁山县普法讲师团", "410423");
	std::string admin = server.add_account("chief", Role::admin, "410400");
	std::string own = server.add_account("own", Role::coordinator, "410423");

	api::Response post(const std::string& csv, bool dry_run, const std::string& token)
	{
		return server.call_as(token, Method::post, "/api/v1/targets/import?year=2025", {{"csv", csv}, {"dry_run", dry_run}});
	}

	Json import(const std::string& csv, bool dry_run = false)
	{
		const api::Response response = post(csv, dry_run, admin);
		INFO(response.body);
		REQUIRE(response.status == 200);
		return Json::parse(response.body);
	}

	// "line column code" of every problem.
	std::vector<std::string> problems(const std::string& csv, const std::string& token = {})
	{
		const api::Response response = post(csv, true, token.empty() ? admin : token);
		INFO(response.body);
		REQUIRE(response.status == 200);
		std::vector<std::string> found;
		const Json json = Json::parse(response.body);
		for (const Json& wrong : json["problems"])
		{
			const std::string column = wrong["column"].is_null() ? "-" : wrong["column"].get<std::string>();
			found.push_back(std::to_string(wrong["line"].get<int>()) + " " + column + " " + wrong["code"].get<std::string>());
		}
		return found;
	}

	Json targets() { return Json::parse(server.call_as(admin, Method::get, "/api/v1/targets?year=2025").body); }
	std::string csv(const std::string& token) { return server.call_as(token, Method::get, "/api/v1/targets.csv?year=2025").body; }
};

using Problems = std::vector<std::string>;

} // namespace

TEST_CASE("import of targets: Chinese headings and names, tabs as pasted from Excel, thousands, days and quotes")
{
	TargetImportOffice office;
	const std::string csv = "地区\t场所类型\t指标\t目标值\t起始日期\t文号\t说明\r\n"
							"鲁山县\t乡村\t活动场次\t40\t2025/1/1\t平普法〔2025〕3号\t\"年初，\n下达\"\r\n"
							"410425\t全部\t宣传资料\t\"1,200\"\t2025年3月1日\t\t\r\n"
							"鲁山县\tschool\tplaces_visited\t１２\t\t\t\r\n";
	const Json tried = office.import(csv, true);
	CHECK(tried["rows"] == 3);
	CHECK(tried["changed"] == 3);
	CHECK(tried["problems"].empty());
	CHECK(tried["applied"] == false);
	CHECK(office.targets().empty());
	const Json done = office.import(csv);
	CHECK(done["applied"] == true);
	REQUIRE(done["cells"].size() == 3);
	CHECK(
		done["cells"][0] == Json(
								{{"area", "410423"},
								 {"venue_type", "village"},
								 {"metric", "sessions"},
								 {"value", 40},
								 {"from", "2025-01-01"},
								 {"document_no", "平普法〔2025〕3号"},
								 {"reason", "年初，\n下达"}}));
	CHECK(done["cells"][1]["venue_type"].is_null());
	CHECK(done["cells"][1]["value"] == 1200);
	CHECK(done["cells"][1]["from"] == "2025-03-01");
	CHECK(done["cells"][2]["value"] == 12);
	CHECK(office.targets().size() == 3);
	CHECK(office.import(csv)["changed"] == 0);
	CHECK(office.import("area,metric,value,venue_type\n410423,sessions,取消,village\n")["changed"] == 1);
	CHECK(office.targets().size() == 2);
}

TEST_CASE("import of targets: every wrong cell is named, and one of them keeps all from being applied")
{
	TargetImportOffice office;
	const std::string csv = "地区代码,地区,讲师团,场所类型,指标,目标值,起始日期,文号\n"
							"410423,,,乡村,活动场次,40,,\n"
							"410499,,,月球,快乐,很多,明天," +
							std::string(501, 'x') +
							"\n"
							",月亮县,,乡村,活动场次,,,\n"
							",,,,活动场次,-1,,\n"
							"410423,郏县,,,活动场次,1.5,,\n"
							",,某某团,,,7,,\n"
							"410423,,,乡村,场次,41,,\n"
							"4.10423E+11,,,,活动场次,1,,\n"
							"410423,,,,活动场次,1,200,,\n"
							"410425,,鲁山县普法讲师团,,活动场次,1,,\n";
	CHECK(
		office.problems(csv) == Problems{
									"3 地区代码 unknown_area", "3 场所类型 unknown_venue_type", "3 目标值 not_a_number",
									"3 起始日期 invalid_date", "3 指标 unknown_metric", "3 文号 too_long", "4 地区 unknown_area",
									"4 目标值 missing_value", "5 地区代码 missing_area", "5 目标值 negative", "6 地区 area_mismatch",
									"6 目标值 not_whole", "7 讲师团 unknown_team", "7 指标 unknown_metric", "8 - repeated_row",
									"9 地区代码 scientific_number", "10 - too_many_cells", "11 讲师团 area_mismatch"});
	const Json refused = office.import(csv);
	CHECK(refused["applied"] == false);
	CHECK(refused["cells"].size() == 1);
	CHECK(office.targets().empty());
}

TEST_CASE("import of targets: messages in Chinese and English name what is at odds")
{
	TargetImportOffice office;
	api::Request request;
	request.method = Method::post;
	request.path = "/api/v1/targets/import";
	request.query.emplace("year", "2025");
	request.authorization = "Bearer " + office.admin;
	request.body = Json({{"csv", "地区代码,指标,目标值\n410423,场次,1\n410423,场次,2\n"}, {"dry_run", true}}).dump();
	const auto message = [&](bool english)
	{
		request.wants_english = english;
		return Json::parse(office.server.call(request).body)["problems"][0]["message"].get<std::string>();
	};
	CHECK(message(false) == "与第 2 行是同一个目标");
	CHECK(message(true) == "the same target stands in line 2");
}

TEST_CASE("import of targets: headings that are unknown, doubled or missing, and tables without rows")
{
	TargetImportOffice office;
	CHECK(office.problems("地区,指标\n鲁山县,场次\n") == Problems{"1 目标值 missing_column"});
	CHECK(office.problems("指标,目标值\n场次,1\n") == Problems{"1 地区代码 missing_column"});
	CHECK(office.problems("地区,指标,目标值,天气\n鲁山县,场次,1,晴\n") == Problems{"1 天气 unknown_column"});
	CHECK(office.problems("地区,指标,目标值,目标值\n鲁山县,场次,1,2\n") == Problems{"1 目标值 repeated_column"});
	CHECK(office.problems("地区,指标,目标值\n") == Problems{"1 - no_rows"});
	CHECK(office.problems("\n") == Problems{"1 - no_rows"});
	CHECK(office.problems("地区,指标,目标值\n鲁山县,场次,\"1\n") == Problems{"2 - unclosed_quote"});
	std::string many = "area,metric,value\n";
	for (int i = 0; i <= 10'000; ++i) { many += "410423,sessions,1\n"; }
	CHECK(office.problems(many) == Problems{"1 - too_many_rows"});
}

TEST_CASE("import of targets: a name that several areas have needs a code or its county, what lies beside is refused")
{
	TargetImportOffice office;
	const AreaTree& areas = office.server.reference()->areas;
	std::map<std::string, std::vector<const Area*>> villages;
	for (const Area& area : areas.all())
	{
		if (area.level == AreaLevel::village) { villages[area.name].push_back(&area); }
	}
	// Two of one name, in two counties.
	const auto county_of = [&](const Area* area) { return areas.at(areas.ancestor_at(area->id, AreaLevel::county)).name; };
	const auto is_pair = [&](const auto& named)
	{ return named.second.size() == 2 && county_of(named.second[0]) != county_of(named.second[1]); };
	const auto twice = std::ranges::find_if(villages, is_pair);
	REQUIRE(twice != villages.end());
	const auto row = [](const std::string& area) { return "地区,指标,目标值\n" + area + ",场次,1\n"; };
	CHECK(office.problems(row(twice->first)) == Problems{"2 地区 ambiguous_area"});
	const Area& first = *twice->second.front();
	const std::string township = areas.at(first.parent).name;
	CHECK(office.problems(row(county_of(&first) + first.name)).empty());
	CHECK(office.problems(row(township + first.name)).empty());
	CHECK(office.problems(row(county_of(&first) + township + first.name)).empty());
	CHECK(office.problems("地区代码,地区,指标,目标值\n" + first.code + "," + first.name + ",场次,1\n").empty());
	CHECK(office.problems(row("410425"), office.own) == Problems{"2 地区 forbidden"});
	CHECK(office.problems(row("郏县"), office.own) == Problems{"2 地区 unknown_area"});
	CHECK(office.problems(row("鲁山县"), office.own).empty());
}

TEST_CASE("import of targets: teams by name and by id, and the place where they are based beside")
{
	TargetImportOffice office;
	const std::string head = "讲师团,地区代码,指标,目标值\n";
	CHECK(office.import(head + "鲁山县普法讲师团,410423,场次,12\n")["cells"][0]["team"] == to_string(office.team));
	CHECK(office.import(head + to_string(office.team) + ",,场次,12\n", true)["changed"] == 0);
	static_cast<void>(office.server.add_team("鲁山县普法讲师团", "410423"));
	CHECK(office.problems(head + "鲁山县普法讲师团,410423,场次,12\n") == Problems{"2 讲师团 ambiguous_team"});
}

TEST_CASE("import of targets: GBK is refused with the way out")
{
	TargetImportOffice office;
	const api::Response damaged = office.post("\xEF\xBF\xBD\xEF\xBF\xBD,value\n1,2\n", true, office.admin);
	CHECK(damaged.status == 422);
	CHECK(Json::parse(damaged.body)["code"] == "not_utf8");
	api::Request request;
	request.method = Method::post;
	request.path = "/api/v1/targets/import";
	request.query.emplace("year", "2025");
	request.authorization = "Bearer " + office.admin;
	request.body = "{\"csv\": \"\xB5\xD8\xC7\xF8\"}";
	const Json raw = Json::parse(office.server.call(request).body);
	CHECK(raw["code"] == "not_utf8");
	CHECK(raw["title"].get<std::string>().find("CSV UTF-8") != std::string::npos);
	const auto status = [&](const Json& body)
	{ return office.server.call_as(office.admin, Method::post, "/api/v1/targets/import?year=2025", body).status; };
	CHECK(status(Json::object()) == 422);
	CHECK(status({{"csv", 7}}) == 422);
	CHECK(status({{"csv", "x"}, {"dry", true}}) == 422);
	CHECK(office.server.call_as(office.admin, Method::post, "/api/v1/targets/import", {{"csv", "x"}}).status == 400);
}

TEST_CASE("table of targets: what is written is what the import takes, formulas kept quiet")
{
	TargetImportOffice office;
	CHECK(office.csv(office.admin) == "\xEF\xBB\xBF地区代码,地区,讲师团,场所类型,指标,目标值,起始日期,文号,说明\r\n");
	static_cast<void>(office.import("地区代码,讲师团,场所类型,指标,目标值,起始日期,文号,说明\n"
									"410423,,乡村,活动场次,40,2025-02-01,\"=1+1\",\"他说“好”, 再办\"\n"
									",鲁山县普法讲师团,,妇女儿童讲座,6,,,\n"
									"410425,,其他,走到场所,3,,,\n"));
	const std::string written = office.csv(office.admin);
	CHECK(written.find("410423,鲁山县,,乡村,活动场次,40,2025-02-01,'=1+1,\"他说“好”, 再办\"\r\n") != std::string::npos);
	CHECK(written.find("410423,鲁山县,鲁山县普法讲师团,全部,妇女儿童讲座,6,2025-01-01,,\r\n") != std::string::npos);
	const Json again = office.import(written, true);
	CHECK(again["rows"] == 3);
	CHECK(again["problems"].empty());
	CHECK(again["changed"] == 0);
	CHECK(office.csv(office.own).find("410425") == std::string::npos);
}

TEST_CASE("import of targets: a list without a column clears nothing of it")
{
	TargetImportOffice office;
	office.import("地区代码,场所类型,指标,目标值,起始日期,文号,说明\n410423,乡村,活动场次,40,2025-02-01,鲁普法〔2025〕1号,年初下达\n");
	const Json same = office.import("地区代码,场所类型,指标,目标值\n410423,乡村,活动场次,40\n");
	CHECK(same["changed"] == 0);
	const Json raised = office.import("地区代码,场所类型,指标,目标值,说明\n'410423,乡村,活动场次,45,年中调整\n");
	CHECK(raised["changed"] == 1);
	const Json target = office.targets()[0];
	CHECK(target["value"] == 45);
	CHECK(target["from"] == "2025-02-01");
	CHECK(target["document_no"] == "鲁普法〔2025〕1号");
	CHECK(target["reason"] == "年中调整");
	office.import("地区代码,场所类型,指标,目标值,文号\n410423,乡村,活动场次,45,\n");
	CHECK(office.targets()[0]["document_no"] == ""); // an empty cell says so
}

TEST_CASE("import of targets: numbers as people write them are read whole or refused with the reason")
{
	TargetImportOffice office;
	const std::string begin = "地区代码,场所类型,指标,目标值\n410423,乡村,活动场次,";
	const auto value = [&](const std::string& text) { return office.import(begin + text + "\n", true)["cells"][0]["value"]; };
	CHECK(value("１２０") == 120);
	CHECK(value("\"1,200\"") == 1'200);
	CHECK(value("120.00") == 120);
	CHECK(value("1.2万") == 12'000);
	CHECK(value("120 场次") == 120);
	const auto told = [&](const std::string& text) { return office.problems(begin + text + "\n"); };
	CHECK(told("1.5") == Problems{"2 目标值 not_whole"});
	CHECK(told("200-300") == Problems{"2 目标值 range"});
	CHECK(told("-5") == Problems{"2 目标值 negative"});
	CHECK(told("约120") == Problems{"2 目标值 not_a_number"});
	const Json wrong = office.import(begin + "200-300\n");
	CHECK(wrong["problems"][0]["message"] == "“200-300” is a range; give one number");
	CHECK(office.targets().empty());
}

TEST_CASE("table values: days and codes as people and Excel write them")
{
	const Date day = make_date(2016, 1, 2);
	for (const char* text : {"2016-01-02", "2016/1/2", "2016年1月2日", "2016.1.2", "２０１６－１－２"})
	{
		INFO(text);
		CHECK(parse_day(text) == day);
	}
	for (const char* wrong : {"", "2016", "2016-13-01", "2016-02-30", "16/1/2", "2016-1-2-3", "42370", "soon", "2016-1", "99999999999"})
	{
		INFO(wrong);
		CHECK(!parse_day(wrong));
	}
	CHECK(is_scientific("4.10423E+11"));
	CHECK(is_scientific("4E11"));
	CHECK(!is_scientific("410423"));
	CHECK(!is_scientific("Erlang"));
}
