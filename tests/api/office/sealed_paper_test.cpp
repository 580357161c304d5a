// What is sealed is the paper: its tables and sections, versions of format 1, and a difference that leaves nothing out.
#include "server/files/zip_entries.hpp"
#include "server/reports/canonical.hpp"
#include "tests/api/office/reports_office.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <map>
#include <set>

using namespace bajin;
using namespace bajin::test;

TEST_CASE("reports: a difference is nothing only when cover, code lists, targets and places are the same too")
{
	ReportsOffice office;
	const Json first = office.sealed();
	const std::string path = ReportsOffice::path_of(first) + "/difference";
	CHECK(office.get_as(office.own, path)["same"] == true);
	// The cover alone.
	CHECK(office.call_as(office.own, Method::put, "/api/v1/report_cover", {{"area", "410423"}, {"head", "王主任"}}).status == 200);
	const Json covered = office.get_as(office.own, path);
	CHECK(covered["same"] == false);
	CHECK(covered["cover"] == Json::array({{{"field", "head"}, {"before", ""}, {"after", "王主任"}}}));
	// A code that did not exist before.
	CHECK(
		office.call_as(office.chief, Method::post, "/api/v1/vocabulary/topics", {{"code", "new_law"}, {"zh", "新法"}, {"en", "New law"}})
			.status < 300);
	const Json coded = office.get_as(office.own, path);
	REQUIRE(coded["codes"].size() == 1);
	CHECK(coded["codes"][0]["code"] == "new_law");
	CHECK(coded["codes"][0]["before"].is_null());
	CHECK(coded["codes"][0]["after"]["zh"] == "新法");
	// A record that comes brings its team's name and its village's, which are told with it.
	office.put(office.other_phone, 5, "410423103201", "2015-07-08");
	const Json grown = office.get_as(office.own, path);
	CHECK(grown["codes"].size() == 1);
	CHECK(grown["places"].size() == 1);
}

TEST_CASE("reports: a long difference is told page by page, every event and every cause once")
{
	ReportsOffice office;
	const Json first = office.sealed();
	for (std::uint64_t number = 20; number < 27; ++number) { office.put(office.phone, number, "410423102203", "2015-07-08"); }
	office.remove(2, 1);
	const auto head = store::find_report(office.reader().database(), *parse_uuid(first["id"].get<std::string>()));
	REQUIRE(head);
	office.reader().begin_snapshot();
	const auto before = reports::load_report(office.reader().database(), *head);
	const Json whole = reports::compare_reports(office.reader(), before, nullptr);
	CHECK(whole["events"].size() == 8);
	CHECK(whole["events_count"] == 8);
	CHECK(whole["next"].is_null());
	std::set<std::string> events;
	std::int64_t reach = 0;
	reports::DifferencePage page{std::nullopt, 3};
	for (int pages = 1;; ++pages)
	{
		const Json part = reports::compare_reports(office.reader(), before, nullptr, page);
		CHECK(part["events"].size() <= 3);
		CHECK(part["events_count"] == 8);
		CHECK(part["figures"].size() == whole["figures"].size());
		for (const Json& event : part["events"]) { CHECK(events.insert(event["id"]).second); }
		for (const Json& figure : part["figures"])
		{
			if (figure["figure"] != "area/total/reach") { continue; }
			CHECK(figure["change"] == 600);
			for (const Json& cause : figure["causes"]) { reach += cause["change"].get<std::int64_t>(); }
		}
		if (part["next"].is_null())
		{
			CHECK(pages == 3);
			break;
		}
		page.after = parse_uuid(part["next"].get<std::string>());
	}
	office.reader().end_snapshot();
	CHECK(events.size() == 8);
	CHECK(reach == 600);
	const std::string path = ReportsOffice::path_of(first) + "/difference?after=";
	CHECK(office.get_as(office.own, path + make_id(22))["events"].size() == 4);
	CHECK(office.call_as(office.own, Method::get, path + "x").status == 400);
}

TEST_CASE("reports: what the counties handed in meanwhile stands in a prefecture's difference")
{
	ReportsOffice office;
	Json span = Json::parse(span_2015);
	span["area"] = "410400";
	const auto [status, report] = office.seal(office.chief, span);
	REQUIRE(status == 201);
	const Json own = office.sealed();
	CHECK(office.call_as(office.own, Method::post, "/api/v1/submissions", {{"report", own["id"]}, {"step", "submit"}}).status < 300);
	const Json difference = office.get_as(office.chief, ReportsOffice::path_of(report) + "/difference");
	CHECK(difference["same"] == false);
	REQUIRE(difference["submissions"].size() == 1);
	CHECK(difference["submissions"][0]["area"] == "410423");
	CHECK(difference["submissions"][0]["before"]["state"] == "draft");
	CHECK(difference["submissions"][0]["after"]["state"] == "submitted");
}

TEST_CASE("reports: what is sealed is the paper: every table by both attributions, with rows of zero and months in words")
{
	ReportsOffice office;
	Json span = Json::parse(span_2015);
	span["area"] = "410400";
	const auto [status, report] = office.seal(office.chief, span);
	REQUIRE(status == 201);
	const Json answer = office.get_as(office.chief, ReportsOffice::path_of(report));
	const Json& document = answer["document"];
	CHECK(document["format"] == "bajin-report/2");
	std::map<std::string, Json> tables;
	for (const Json& table : answer["tables"]) { tables[table["sheet"]] = table; }
	for (const char* name :
		 {"总表", "分地区", "分县（市、区）分场所类型", "村居与场所", "分月", "宣讲主题", "宣传资料", "讲座受众", "专项活动", "讲师团",
		  "讲师团名册", "目标完成", "同比", "归属核对", "数据质量", "各县上报情况", "指标解释", "总表（组织方）", "分地区（组织方）"})
	{
		INFO(name);
		CHECK(tables.contains(name));
	}
	// 12 counties, two of them with events.
	const Json areas = tables["分地区"]["blocks"][0]["rows"];
	CHECK(areas.size() == 12);
	CHECK(std::ranges::count_if(areas, [](const Json& row) { return row[1] == 0; }) == 10);
	CHECK(tables["归属核对"]["blocks"][0]["rows"].size() == 12);
	const Json months = tables["分月"]["blocks"][0]["rows"];
	REQUIRE(months.size() == 12);
	CHECK(months[0][0] == "2015年1月");
	CHECK(months[0][1] == 0);
	CHECK(months[2][1] == 1);
	CHECK(answer["verify_url"].get<std::string>().find("/console/#/verify?id=" + report["id"].get<std::string>()) != std::string::npos);
	CHECK(answer["verify_svg"].get<std::string>().starts_with("<svg"));
	const auto workbook = files::read_zip(office.call_as(office.chief, Method::get, ReportsOffice::path_of(report) + ".xlsx").body);
	REQUIRE(workbook.has_value());
	for (const auto& [name, table] : tables)
	{
		INFO(name);
		CHECK(workbook->at("xl/workbook.xml").find("<sheet name=\"" + name + "\"") != std::string::npos);
	}
	CHECK(workbook->at("xl/sharedStrings.xml").find("2015年3月") != std::string::npos);
}

TEST_CASE("reports: a table that says otherwise than its figures is named, and sections of a later day are passed over")
{
	ReportsOffice office;
	const Json report = office.sealed();
	Json file = Json::parse(office.file_of(report));
	Json& document = file["document"];
	const auto seal_again = [&] { file["sha256"] = reports::to_hex(reports::sha256(reports::canonical_text(document))); };
	document["sections"]["photos"] = {{"list", Json::array({"a"})}, {"share", 12.5}};
	seal_again();
	// Another fingerprint than the one that this database sealed, and nothing else.
	const auto lines = office.verify(file.dump());
	REQUIRE(lines.size() == 1);
	CHECK(any_holds(lines, "this database sealed the version with the fingerprint"));
	document["sections"]["tables"]["area"][0]["blocks"][0]["total"][1] = 5;
	seal_again();
	CHECK(any_holds(office.verify(file.dump()), "宣传活动"));
	CHECK(office.verify(file.dump()).size() == 2);
}

TEST_CASE("reports: a version of format 1 verifies, opens and prints as it was sealed")
{
	ReportsOffice office;
	office.reader().begin_snapshot();
	const store::SealedSpan span{
		office.reference()->areas.find("410423")->id, {make_date(2015, 1, 1), make_date(2015, 12, 31)}, Basis::received};
	reports::SealedReport old = reports::make_report(office.reader(), {0, *parse_uuid(make_id(701)), span, 1, 0, now(), "own", ""});
	office.reader().end_snapshot();
	old.document["format"] = "bajin-report/1";
	old.document.erase("sections");
	old.head.sha256 = reports::sha256(reports::canonical_text(old.document));
	office.writer().run_alone(
		[&] { store::insert_report(office.writer().database(), old.head, reports::canonical_text(old.document), old.events); });
	const std::string path = "/api/v1/reports/" + make_id(701);
	CHECK(office.verify(office.call_as(office.own, Method::get, path + ".json").body).empty());
	const Json answer = office.get_as(office.own, path);
	CHECK(reports::canonical_text(answer["document"]) == reports::canonical_text(old.document));
	CHECK(answer["tables"][0]["blocks"][0]["total"][2] == 4);
	const auto workbook = files::read_zip(office.call_as(office.own, Method::get, path + ".xlsx").body);
	REQUIRE(workbook.has_value());
	CHECK(workbook->at("xl/sharedStrings.xml").find("2015年3月") != std::string::npos);
	// The next version is of format 2, and the two can be compared.
	office.put(office.phone, 5, "410423102203", "2015-07-08");
	const Json next = office.sealed("补报");
	CHECK(next["version"] == 2);
	const Json difference = office.get_as(office.own, path + "/difference?against=" + next["id"].get<std::string>());
	CHECK(difference["events"].size() == 1);
	CHECK(difference["same"] == false);
}

TEST_CASE("reports: canonical text has decimals as any program reads them back")
{
	const Json value = {{"b", {12.5, 12.0, -0.3, 0.0, -100.0, 1234567.8}}, {"a", 1}};
	CHECK(reports::canonical_text(value) == R"({"a":1,"b":[12.5,12,-0.3,0,-100,1234567.8]})");
	CHECK(reports::canonical_text(Json::parse(reports::canonical_text(value))) == reports::canonical_text(value));
}

TEST_CASE("reports: the checks ask for a word, one may answer several, and it is sealed and offered again")
{
	ReportsOffice office;
	const std::string question = "/api/v1/report_checks?area=410400&from=2015-01&to=2015-12&basis=received";
	const Json checks = office.get_as(office.chief, question);
	CHECK(checks["basis"] == "received");
	CHECK(checks["totals"]["sessions"] == 5);
	CHECK(checks["waiting"]["submitted"] == 5);
	CHECK(checks["waiting"]["late"] == 0);
	CHECK(checks["is_over"] == true);
	CHECK(checks["offered"].empty());
	REQUIRE(checks["findings"].size() == 10); // ten of twelve counties without an event
	CHECK(checks["findings"][0]["kind"] == "verify");
	CHECK(checks["findings"][0]["check"] == "county_at_zero");
	CHECK(office.get_as(office.chief, "/api/v1/report_checks?area=410400&year=2015")["basis"] == "verified");
	std::vector<std::string> keys;
	for (const Json& finding : checks["findings"]) { keys.push_back(finding["key"]); }

	Json span = Json::parse(span_2015);
	span["area"] = "410400";
	span["explanations"] = Json::array({{{"findings", keys}, {"text", "新建讲师团，下半年开始活动"}}});
	const auto [status, report] = office.seal(office.chief, span);
	INFO(report.dump());
	REQUIRE(status == 201);
	const Json answer = office.get_as(office.chief, ReportsOffice::path_of(report));
	const Json& sealed = answer["document"]["sections"]["checks"];
	CHECK(sealed["findings"].size() == 10);
	CHECK(sealed["explanations"] == span["explanations"]);
	const auto table = std::ranges::find_if(answer["tables"], [](const Json& one) { return one["sheet"] == "审核说明"; });
	REQUIRE(table != answer["tables"].end());
	CHECK((*table)["blocks"][0]["rows"].size() == 10);
	CHECK((*table)["blocks"][0]["rows"][3][5] == "新建讲师团，下半年开始活动");
	const Json again = office.get_as(office.chief, question);
	REQUIRE(again["offered"].size() == 1);
	CHECK(again["offered"][0]["text"] == "新建讲师团，下半年开始活动");
	CHECK(again["offered"][0]["findings"] == keys);
	// Nothing was written to a county's own, which has no finding.
	CHECK(office.get_as(office.own, "/api/v1/report_checks?area=410423&from=2015-01&to=2015-12&basis=received")["findings"].empty());
	for (const Json& wrong :
		 {Json("x"), Json::array({{{"findings", "x"}, {"text", "y"}}}), Json::array({{{"findings", keys}, {"text", " "}}})})
	{
		Json body = Json::parse(span_2015);
		body["explanations"] = wrong;
		INFO(wrong.dump());
		CHECK(office.seal(office.own, body).second["code"] == "invalid_field");
	}
	// Without a word it is sealed too, and the paper says so.
	office.put(office.phone, 5, "410423102203", "2015-07-08");
	span.erase("explanations");
	const auto [later, second] = office.seal(office.chief, span, "补报");
	REQUIRE(later == 201);
	CHECK(office.get_as(office.chief, ReportsOffice::path_of(second)).dump().find("未说明") != std::string::npos);
}
