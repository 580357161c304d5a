// What an office does with a report: its cover, its way to the prefecture, estimates of a year that is not over.
#include "server/reports/report_tasks.hpp"
#include "shared/area_list.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <utility>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

// Lushan has two events in 2015; Jia has none. A county's report is handed to the prefecture.
struct Office : TestServer
{
	Uuid team = add_team("鲁山县普法讲师团", "410423");
	TestDevice phone = add_device(team);
	std::string own = add_account("own", Role::coordinator, "410423");
	std::string other = add_account("other", Role::coordinator, "410425");
	std::string prefecture = add_account("prefecture", Role::coordinator, "410400");
	std::string viewer = add_account("viewer", Role::viewer, "410423");
	std::uint64_t changes = 0;

	Office()
	{
		put(1, "2015-03-08");
		put(2, "2015-04-08");
	}

	void put(std::uint64_t number, const std::string& day)
	{
		Json record = make_record(make_id(number));
		record["occurred_on"] = day;
		const Json answer = sync(phone, make_push({make_put(make_id(500 + ++changes), 0, record)}));
		REQUIRE(answer["results"][0]["outcome"] == "accepted");
	}

	// The id of a new version of Lushan's 2015.
	std::string seal(const std::string& reason = "")
	{
		Json body = {{"area", "410423"}, {"from", "2015-01"}, {"to", "2015-12"}, {"basis", "received"}};
		if (!reason.empty()) { body["reason"] = reason; }
		const auto [status, json] = ask_as(own, Method::post, "/api/v1/reports", body);
		INFO(json.dump());
		REQUIRE(status == 201);
		return json["id"];
	}

	std::pair<int, Json> step(const std::string& token, const std::string& report, const std::string& step, const std::string& reason = "")
	{
		return ask_as(token, Method::post, "/api/v1/submissions", {{"report", report}, {"step", step}, {"reason", reason}});
	}

	Json row_of(const std::string& area)
	{
		const Json list = get_as(prefecture, "/api/v1/submissions?area=410400&from=2015-01&to=2015-12&basis=received");
		for (const Json& row : list["rows"])
		{
			if (row["area"] == area) { return row; }
		}
		FAIL("no such county");
		return {};
	}
};

constexpr const char* report_2015 = "/api/v1/report?area=410423&from=2015-01&to=2015-12&basis=received";

std::string this_year()
{
	return to_string(shanghai_date(now())).substr(0, 4);
}

} // namespace

TEST_CASE("submissions: a county's report is handed in, sent back, handed in again and accepted")
{
	Office office;
	CHECK(office.row_of("410423")["state"] == "draft");
	const std::string first = office.seal();
	CHECK(office.row_of("410423")["newest"]["version"] == 1);
	auto [status, row] = office.step(office.own, first, "submit");
	INFO(row.dump());
	CHECK(status == 201);
	CHECK(row["state"] == "submitted");
	CHECK(row["by"] == "own");
	CHECK(row["report"]["id"] == first);
	CHECK(row["reported"]["sessions"] == 2);

	// Only the area above may answer, and only with a reason when it sends it back.
	CHECK(office.step(office.own, first, "accept").first == 403);
	CHECK(office.step(office.other, first, "accept").first == 404);
	CHECK(office.step(office.prefecture, first, "return").second["code"] == "reason_needed");
	CHECK(office.step(office.prefecture, first, "return", "少报了 5 月").first == 201);
	CHECK(office.row_of("410423")["reason"] == "少报了 5 月");

	office.put(3, "2015-05-08");
	CHECK(office.row_of("410423")["now"]["sessions"] == 3);
	CHECK(office.row_of("410423")["reported"]["sessions"] == 2);
	const std::string second = office.seal("补报 5 月");
	CHECK(office.step(office.own, first, "submit").second["code"] == "newer_version");
	CHECK(office.step(office.own, second, "submit").first == 201);
	CHECK(office.step(office.prefecture, first, "accept").second["code"] == "submission_state");
	CHECK(office.step(office.prefecture, second, "accept").first == 201);
	const Json accepted = office.row_of("410423");
	CHECK(accepted["state"] == "accepted");
	CHECK(accepted["report"]["version"] == 2);
	REQUIRE(accepted["steps"].size() == 4);
	CHECK(accepted["steps"][1]["step"] == "return");
	CHECK(accepted["steps"][1]["by"] == "prefecture");
}

TEST_CASE("submissions: what was sent back is handed in again as a further version, also when it says the same")
{
	Office office;
	const std::string first = office.seal();
	CHECK(office.step(office.own, first, "submit").first == 201);
	CHECK(office.step(office.prefecture, first, "return", "请再核对").first == 201);
	CHECK(office.step(office.own, first, "submit").second["code"] == "version_returned");
	const std::string second = office.seal("已核对，没有要改的");
	CHECK(office.step(office.own, second, "submit").first == 201);
}

TEST_CASE("report tasks: a report is asked for once, seen from both sides, and a second one shows the first")
{
	Office office;
	const std::string due = to_string(Date{shanghai_date(now()).days + 14});
	const Json wanted = {{"area", "410400"},    {"from", "2015-01"}, {"to", "2015-12"},
						 {"basis", "received"}, {"due_on", due},     {"document_no", "平司〔2015〕12号"},
						 {"note", "年度"}};
	const auto ask = [&](const std::string& token, const Json& body)
	{ return office.ask_as(token, Method::post, "/api/v1/report_tasks", body); };
	const auto seen_by = [&](const std::string& token) { return office.get_as(token, "/api/v1/report_tasks"); };
	CHECK(seen_by(office.own)["announces"] == false);
	CHECK(ask(office.own, wanted).first == 403);
	const auto [status, made] = ask(office.prefecture, wanted);
	INFO(made.dump());
	REQUIRE(status == 201);
	CHECK(made["rows"].size() == 12); // counties and what the list has at their level
	CHECK(made["own"].is_null());
	CHECK(made["by"] == "prefecture");

	const auto [again, first] = ask(office.prefecture, wanted);
	CHECK(again == 409);
	CHECK(first["code"] == "task_exists");
	CHECK(first["task"]["id"] == made["id"]);

	const Json given = seen_by(office.own);
	CHECK(given["waiting"] == 1);
	REQUIRE(given["tasks"].size() == 1);
	CHECK(given["tasks"][0]["own"]["state"] == "draft");
	CHECK(given["tasks"][0]["rows"].empty());
	CHECK(given["tasks"][0]["document_no"] == "平司〔2015〕12号");
	CHECK(seen_by(office.prefecture)["waiting"] == 0);

	CHECK(office.step(office.own, office.seal(), "submit").first == 201);
	CHECK(seen_by(office.own)["waiting"] == 0);
	CHECK(seen_by(office.prefecture)["waiting"] == 1);
	CHECK(seen_by(office.other)["waiting"] == 1);
	CHECK(seen_by(office.viewer)["tasks"][0]["own"]["state"] == "submitted");
}

TEST_CASE("report tasks: five working days at least, and somebody who reports")
{
	Office office;
	Json wanted = {{"area", "410423"}, {"from", "2015-01"}, {"to", "2015-12"}, {"document_no", "1"}, {"due_on", "2099-01-01"}};
	const auto code = [&] { return office.ask_as(office.prefecture, Method::post, "/api/v1/report_tasks", wanted).second["code"]; };
	CHECK(code() == "nobody_reports");
	wanted["area"] = "410400";
	wanted["due_on"] = to_string(Date{shanghai_date(now()).days + 6});
	CHECK(code() == "due_too_soon");
	wanted["due_on"] = nullptr;
	CHECK(code() == "invalid_field");
	wanted["due_on"] = "2099-01-01";
	wanted["document_no"] = "\u200b";
	CHECK(code() == "invalid_field");
}

TEST_CASE("report tasks: working days are Monday to Friday")
{
	const auto after = [](const char* day, int days) { return to_string(reports::after_working_days(*parse_date(day), days)); };
	CHECK(after("2026-11-27", 1) == "2026-11-30"); // a Friday
	CHECK(after("2026-11-28", 1) == "2026-11-30");
	CHECK(after("2026-11-30", 5) == "2026-12-07");
	CHECK(after("1969-12-26", 1) == "1969-12-29");
}

TEST_CASE("report tasks: where nothing lies between a prefecture and its towns, the towns report")
{
	const AreaTree towns =
		AreaTree::build(parse_area_csv("code,name,level,parent\n441900,东莞市,prefecture,\n441900003,莞城街道,township,441900\n").value())
			.value();
	const AreaId root = towns.root().id;
	REQUIRE(reports::reporting_areas(towns, root).size() == 1);
	CHECK(reports::reports_to(towns, reports::reporting_areas(towns, root)[0]) == root);
	CHECK(reports::reports_to(towns, root) == 0);
}

TEST_CASE("submissions: two who accept at once: the second is told that it was done")
{
	Office office;
	const std::string report = office.seal();
	CHECK(office.step(office.own, report, "submit").first == 201);
	CHECK(office.step(office.prefecture, report, "accept").first == 201);
	const auto [status, json] = office.step(office.prefecture, report, "accept");
	CHECK(status == 409);
	CHECK(json["code"] == "submission_state");
}

TEST_CASE("submissions: after it was accepted only a newer version with a reason is handed in")
{
	Office office;
	const std::string first = office.seal();
	CHECK(office.step(office.own, first, "submit").first == 201);
	CHECK(office.step(office.prefecture, first, "accept").first == 201);
	CHECK(office.step(office.own, first, "submit", "再报").second["code"] == "submission_state");
	office.put(3, "2015-05-08");
	const std::string second = office.seal("补报");
	CHECK(office.step(office.own, second, "submit").second["code"] == "reason_needed");
	CHECK(office.step(office.own, second, "submit", "补报 1 场").second["state"] == "submitted");
}

TEST_CASE("submissions: a county that never reports is taken from the platform, and every report says so")
{
	Office office;
	const std::string report = office.seal();
	CHECK(office.step(office.own, report, "take", "未报").first == 403);
	CHECK(office.step(office.prefecture, report, "take").second["code"] == "reason_needed");
	CHECK(office.step(office.prefecture, report, "take", "逾期未报").second["state"] == "taken");
	// The county may still hand in what it had, and the prefecture does not do so in its name.
	CHECK(office.step(office.prefecture, report, "submit", "代报").first == 403);
	const Json list = office.get_as(office.prefecture, "/api/v1/submissions?area=410400&from=2015-01&to=2015-12&basis=received");
	CHECK(list["own"].is_null());
	CHECK(list["counts"]["taken"] == 1);
	CHECK(list["counts"]["draft"] == std::int64_t(list["rows"].size()) - 1);

	const Json whole = office.get_as(office.prefecture, "/api/v1/report?area=410400&from=2015-01&to=2015-12&basis=received");
	CHECK(whole["submissions"]["counts"]["taken"] == 1);
	const auto [status, sealed] = office.ask_as(
		office.prefecture, Method::post, "/api/v1/reports",
		{{"area", "410400"}, {"from", "2015-01"}, {"to", "2015-12"}, {"basis", "received"}});
	REQUIRE(status == 201);
	const Json document = office.get_as(office.prefecture, "/api/v1/reports/" + sealed["id"].get<std::string>())["document"];
	bool is_told = false;
	for (const Json& row : document["submissions"])
	{
		is_told = is_told || (row["area"] == "410423" && row["state"] == "taken" && row["version"] == 1);
	}
	CHECK(is_told);
}

TEST_CASE("submissions: a county whose figures were taken may still hand in the same version, and a new seal says so")
{
	Office office;
	const Json whole = {{"area", "410400"}, {"from", "2015-01"}, {"to", "2015-12"}, {"basis", "received"}, {"reason", "县里补报"}};
	const std::string report = office.seal();
	CHECK(office.step(office.prefecture, report, "take", "逾期未报").first == 201);
	CHECK(office.ask_as(office.prefecture, Method::post, "/api/v1/reports", whole).first == 201);
	CHECK(office.step(office.own, report, "submit").second["code"] == "reason_needed");
	CHECK(office.step(office.own, report, "submit", "补报").second["state"] == "submitted");
	const auto [status, second] = office.ask_as(office.prefecture, Method::post, "/api/v1/reports", whole);
	CHECK(status == 201); // its figures are the same, and where the county stands is not
	CHECK(second["version"] == 2);
}

TEST_CASE("submissions: a county sees its own, and only counties hand reports upward")
{
	Office office;
	const Json list = office.get_as(office.viewer, "/api/v1/submissions?area=410423&from=2015-01&to=2015-12");
	CHECK(list["own"]["state"] == "draft");
	CHECK(list["basis"] == "verified");
	CHECK(list["rows"].empty());
	CHECK(office.ask_as(office.own, Method::get, "/api/v1/submissions?area=410425&from=2015-01&to=2015-12").first == 403);
	const auto [status, sealed] = office.ask_as(
		office.prefecture, Method::post, "/api/v1/reports",
		{{"area", "410400"}, {"from", "2015-01"}, {"to", "2015-12"}, {"basis", "received"}});
	REQUIRE(status == 201);
	CHECK(office.step(office.prefecture, sealed["id"], "submit").second["code"] == "not_a_county");
	CHECK(office.step(office.own, make_id(77), "submit").first == 404);
	CHECK(office.step(office.own, sealed["id"], "publish").second["code"] == "invalid_field");
}

TEST_CASE("cover: what the form is called comes from above, what the office is called from the settings")
{
	Office office;
	const auto put = [&](const std::string& token, const Json& body)
	{ return office.ask_as(token, Method::put, "/api/v1/report_cover", body); };
	CHECK(put(office.prefecture, {{"area", "410400"}, {"form_number", "平普法统 1 表"}, {"head", "市负责人"}}).first == 200);
	const auto [status, own] = put(office.own, {{"area", "410423"}, {"filled_by", "李某"}, {"telephone", "0375-1"}});
	CHECK(status == 200);
	CHECK(own["form_number"] == "平普法统 1 表");
	CHECK(own["inherited"] == Json::array({"form_number"}));
	CHECK(own["head"] == "");
	CHECK(own["filled_by"] == "李某");
	CHECK(own["changed_by"] == "own");
	CHECK(office.get_as(office.viewer, report_2015)["cover"]["telephone"] == "0375-1");

	CHECK(put(office.own, {{"area", "410423"}, {"filled_by", ""}}).second["filled_by"] == "");
	CHECK(put(office.own, {{"area", "410425"}, {"filled_by", "x"}}).first == 403);
	CHECK(put(office.own, {{"area", "410423"}, {"filled_by", std::string(101, 'x')}}).second["code"] == "invalid_field");
	CHECK(put(office.own, {{"area", "410423"}, {"paid_by", "x"}}).second["code"] == "unknown_field");
	CHECK(put(office.own, {{"area", "999999"}}).second["code"] == "unknown_area");

	// It is sealed with the report, and correcting it is worth a version.
	const std::string first = office.seal();
	CHECK(office.get_as(office.own, "/api/v1/reports/" + first)["document"]["cover"]["telephone"] == "0375-1");
	CHECK(put(office.own, {{"area", "410423"}, {"telephone", "0375-2"}}).first == 200);
	const std::string second = office.seal("更正联系电话");
	CHECK(office.get_as(office.own, "/api/v1/reports/" + second)["document"]["cover"]["telephone"] == "0375-2");
	CHECK(office.get_as(office.own, "/api/v1/reports/" + first)["document"]["cover"]["telephone"] == "0375-1");
}

TEST_CASE("estimates: they stand beside the figures, in no total, and nothing is sealed while they do")
{
	Office office;
	const std::string year = this_year();
	const auto put = [&](const Json& rows, std::int64_t of_year)
	{ return office.ask_as(office.own, Method::put, "/api/v1/estimates", {{"area", "410423"}, {"year", of_year}, {"rows", rows}}); };
	const std::int64_t running = std::stoi(year);
	office.put(10, year + "-01-01");
	const std::string report_path = "/api/v1/report?basis=received&area=410423&from=" + year + "-01&to=" + year + "-01";
	const Json before = office.get_as(office.own, report_path);
	CHECK(before["estimates"].is_null());
	CHECK(before["is_draft"] == false);

	const Json row = {{"metric", "sessions"}, {"value", 120}, {"grounds", "按去年 12 月的场次推算"}};
	const auto [status, saved] = put(Json::array({row}), running);
	INFO(saved.dump());
	REQUIRE(status == 200);
	CHECK(saved["rows"][0]["by"] == "own");
	const Json after = office.get_as(office.own, report_path);
	CHECK(after["is_draft"] == true);
	CHECK(after["estimates"]["rows"][0]["value"] == 120);
	CHECK(after["estimates"]["rows"][0]["so_far"] == 1);
	CHECK(after["totals"] == before["totals"]);
	CHECK(after["text"] == before["text"]);
	CHECK(office.get_as(office.own, report_2015)["is_draft"] == false);

	const Json seal = {{"area", "410423"}, {"from", year + "-01-01"}, {"to", year + "-01-01"}, {"basis", "received"}};
	CHECK(office.ask_as(office.own, Method::post, "/api/v1/reports", seal).second["code"] == "estimates_present");
	CHECK(put(Json::array({{{"metric", "sessions"}, {"value", nullptr}}}), running).second["rows"].empty());
	CHECK(office.ask_as(office.own, Method::post, "/api/v1/reports", seal).first == 201);
}

TEST_CASE("estimates: only the running year has any, each with its grounds")
{
	Office office;
	const std::int64_t running = std::stoi(this_year());
	const auto refused = [&](const Json& rows, std::int64_t year)
	{
		const auto [status, json] =
			office.ask_as(office.own, Method::put, "/api/v1/estimates", {{"area", "410423"}, {"year", year}, {"rows", rows}});
		CHECK(status == 422);
		return json["code"].get<std::string>();
	};
	const Json row = {{"metric", "reach"}, {"value", 5}, {"grounds", "x"}};
	CHECK(refused(Json::array({row}), running - 1) == "year_over");
	CHECK(refused(Json::array({row}), running + 1) == "year_in_future");
	CHECK(refused(Json::array({row, row}), running) == "invalid_field");
	CHECK(refused(Json::array({{{"metric", "reach"}, {"value", 5}}}), running) == "invalid_field");
	CHECK(refused(Json::array({{{"metric", "reach"}, {"value", -5}, {"grounds", "x"}}}), running) == "invalid_field");
	const Json huge = {{"metric", "reach"}, {"value", 18'446'744'073'709'551'615U}, {"grounds", "x"}};
	CHECK(refused(Json::array({huge}), running) == "invalid_field");
	CHECK(refused(Json::array({{{"metric", "reach_women"}, {"value", 5}, {"grounds", "x"}}}), running) == "invalid_field");
	CHECK(refused(Json::array({{{"metric", "reach"}, {"value", 5}, {"grounds", "x"}, {"more", 1}}}), running) == "unknown_field");
	CHECK(refused(Json::array({{{"metric", "reach"}, {"value", 5}, {"grounds", std::string(501, 'x')}}}), running) == "invalid_field");
	CHECK(refused(Json(), running) == "invalid_field");
	CHECK(office.ask_as(office.viewer, Method::put, "/api/v1/estimates", Json::object()).first == 403);
	CHECK(
		office.ask_as(office.other, Method::put, "/api/v1/estimates", {{"area", "410423"}, {"year", running}, {"rows", Json::array({row})}})
			.first == 403);
	const std::string auditor = office.add_account("auditor", Role::auditor, "410423"); // of 2025 alone
	CHECK(office.ask_as(auditor, Method::get, "/api/v1/estimates?area=410423&year=2014").first == 403);
	CHECK(office.ask_as(auditor, Method::get, "/api/v1/estimates?area=410423&year=2025").first == 200);
	CHECK(office.get_as(office.viewer, "/api/v1/estimates?area=410423&year=" + std::to_string(running))["rows"].empty());
}
