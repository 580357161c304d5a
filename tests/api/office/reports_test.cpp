// Sealing reports, verifying them against the history, and what changed from one version to the next.
#include "server/files/zip_entries.hpp"
#include "tests/api/office/reports_office.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <map>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

std::int64_t figure(const Json& document, const std::string& name)
{
	return document["figures"].value(name, std::int64_t{0});
}

std::map<std::string, std::string> kinds_of(const Json& difference)
{
	std::map<std::string, std::string> kinds;
	for (const Json& event : difference["events"]) { kinds[event["id"]] = event["kind"]; }
	return kinds;
}

// Every figure that differs is there, and its causes add up to the change.
void check_explains_all(const Json& difference, const Json& before, const Json& after)
{
	std::map<std::string, std::int64_t> left;
	for (const auto& [name, value] : after["figures"].items()) { left[name] += value.get<std::int64_t>(); }
	for (const auto& [name, value] : before["figures"].items()) { left[name] -= value.get<std::int64_t>(); }
	for (const Json& changed : difference["figures"])
	{
		INFO(changed.dump());
		std::int64_t sum = 0;
		for (const Json& cause : changed["causes"]) { sum += cause["change"].get<std::int64_t>(); }
		CHECK(sum == changed["change"]);
		CHECK(changed["after"].get<std::int64_t>() - changed["before"].get<std::int64_t>() == sum);
		CHECK(left[changed["figure"]] == sum);
		left.erase(changed["figure"]);
	}
	for (const auto& [name, change] : left)
	{
		INFO(name);
		CHECK(change == 0);
	}
}

} // namespace

TEST_CASE("reports: a sealed version holds both attributions, the events, the paragraph, and its fingerprint")
{
	ReportsOffice office;
	const Json report = office.sealed();
	CHECK(report["version"] == 1);
	CHECK(report["sealed_by"] == "own");
	CHECK(report["sha256"].get<std::string>().size() == 64);
	const Json document = office.get_as(office.own, ReportsOffice::path_of(report))["document"];
	CHECK(figure(document, "area/total/sessions") == 4);
	CHECK(figure(document, "area/total/materials") == 160);
	CHECK(figure(document, "team/total/sessions") == 3);
	CHECK(figure(document, "area/area/410423102/sessions") == 4);
	CHECK(figure(document, "area/month/2015-04/reach") == 100);
	CHECK(figure(document, "area/state/submitted") == 4);
	CHECK(document["events"]["count"] == 4);
	CHECK(document["places"].size() == 2);
	const Json live = office.get_as(office.own, "/api/v1/statistics?from=2015-01&to=2015-12&area=410423");
	CHECK(document["text"] == live["text"]);
	for (const auto& [name, value] : live["totals"].items()) { CHECK(figure(document, "area/total/" + name) == value); }
	const Json listed = office.get_as(office.own, "/api/v1/reports?area=410423&from=2015-01&to=2015-12")["reports"];
	REQUIRE(listed.size() == 1);
	CHECK(listed[0] == report);
	CHECK(office.get_as(office.own, "/api/v1/reports?from=2014-01")["reports"].empty());
	const std::string text = office.call_as(office.own, Method::get, ReportsOffice::path_of(report) + ".txt").body;
	CHECK(text.find(live["text"].get<std::string>()) == 0);
	CHECK(text.find(report["sha256"].get<std::string>()) != std::string::npos);
	const std::string table = office.call_as(office.own, Method::get, ReportsOffice::path_of(report) + ".csv").body;
	CHECK(table.find("属地口径,场所类型,乡村,village,宣传活动场次,4\r\n") != std::string::npos);
	CHECK(table.find("组织方口径,讲师团,鲁山县普法讲师团,") != std::string::npos);
	const auto workbook = files::read_zip(office.call_as(office.own, Method::get, ReportsOffice::path_of(report) + ".xlsx").body);
	REQUIRE(workbook.has_value());
	CHECK(workbook->contains("xl/worksheets/sheet11.xml"));
	const std::string& texts = workbook->at("xl/sharedStrings.xml");
	CHECK(texts.find(live["text"].get<std::string>()) != std::string::npos);
	CHECK(texts.find(report["sha256"].get<std::string>()) != std::string::npos);
	// The total of sessions by venue type: a formula, with the figure as its value.
	CHECK(workbook->at("xl/worksheets/sheet2.xml").find("</f><v>4</v>") != std::string::npos);
}

TEST_CASE("reports: a version is recomputed to the same bytes, also after later changes, redactions and on a restored database")
{
	ReportsOffice office;
	const Json report = office.sealed();
	const std::string file = office.file_of(report);
	CHECK(office.verify(file).empty());
	office.put(office.phone, 5, "410423102203", "2015-07-08");
	office.put(office.phone, 1, "410423102203", "2015-03-09", 500, 1);
	office.remove(2, 1);
	CHECK(
		office
			.call_as(
				office.chief, Method::post, "/api/v1/events/" + make_id(3) + "/redact", {{"fields", {"note", "speakers"}}, {"reason", "x"}})
			.status == 200);
	CHECK(office.verify(file).empty());
	office.save_backup("later");
	office.restore_backup("later");
	office.put(office.phone, 6, "410423102203", "2015-07-09");
	CHECK(office.verify(file).empty());
}

TEST_CASE("reports: what was altered is named, in the file and behind the server's back")
{
	ReportsOffice office;
	const Json report = office.sealed();
	const std::string file = office.file_of(report);
	const auto altered = [&](const std::string& from, const std::string& to)
	{
		std::string text = file;
		const auto position = text.find(from);
		REQUIRE(position != std::string::npos);
		return office.verify(text.replace(position, from.size(), to));
	};
	const auto figures_altered = altered(R"("area/total/sessions":4)", R"("area/total/sessions":5)");
	CHECK(any_holds(figures_altered, "the document was altered"));
	CHECK(any_holds(figures_altered, "figure area/total/sessions: sealed 5, recomputed 4"));
	const auto list_altered = altered(make_id(2) + "\",1,", make_id(2) + "\",2,");
	CHECK(any_holds(list_altered, "the list of events was altered"));
	CHECK(any_holds(list_altered, "event " + make_id(2) + ": sealed as version 2"));
	CHECK(reports::parse_file("{}").has_error());
	CHECK(reports::parse_file("no file").has_error());
	CHECK(reports::parse_file("").has_error());

	office.alter_record(3, "410423102202", "410423102203");
	const auto record_altered = office.verify(file);
	CHECK(any_holds(record_altered, "event " + make_id(3) + ": its record in version 1 is not the one that was sealed"));
	CHECK(any_holds(record_altered, "places"));
	office.alter_record(3, "410423102203", "410423102202");
	CHECK(office.verify(file).empty());
	office.alter_record(3, "{", "[");
	CHECK(any_holds(office.verify(file), "event " + make_id(3) + ": its record is damaged"));
}

TEST_CASE("reports: the second version says what changed, and every changed figure is explained by its events")
{
	ReportsOffice office;
	const Json first = office.sealed();
	CHECK(office.get_as(office.own, ReportsOffice::path_of(first) + "/difference")["events"].empty());
	office.put(office.phone, 5, "410423102203", "2015-07-08", 130);
	office.put(office.phone, 1, "410423102201", "2015-03-08", 500, 1);
	office.remove(2, 1);
	office.put(office.phone, 3, "410423102202", "2016-05-08", 100, 1); // moved out of the span
	CHECK(
		office
			.call_as(
				office.own, Method::post, "/api/v1/events/" + make_id(4) + "/review",
				{{"version", 1}, {"state", "returned"}, {"reason", "重报"}})
			.status == 200);

	const Json waiting = office.get_as(office.own, ReportsOffice::path_of(first) + "/difference");
	CHECK(waiting["after"].is_null());
	const Json second = office.sealed("补报七月一场");
	CHECK(second["version"] == 2);
	const Json difference =
		office.get_as(office.own, ReportsOffice::path_of(first) + "/difference?against=" + second["id"].get<std::string>());
	CHECK(difference["figures"] == waiting["figures"]);
	CHECK(
		kinds_of(difference) ==
		std::map<std::string, std::string>{
			{make_id(1), "edited"}, {make_id(2), "removed"}, {make_id(3), "removed"}, {make_id(4), "reviewed"}, {make_id(5), "added"}});
	const Json before = office.get_as(office.own, ReportsOffice::path_of(first))["document"];
	const Json after = office.get_as(office.own, ReportsOffice::path_of(second))["document"];
	CHECK(figure(before, "area/total/sessions") == 4);
	CHECK(figure(after, "area/total/sessions") == 2);
	CHECK(figure(after, "area/total/reach") == 630);
	CHECK(figure(after, "team/total/reach") == 630);
	CHECK(figure(after, "area/state/returned") == 1);
	check_explains_all(difference, before, after);
	CHECK(difference["places"].size() == 2); // 203 came, 202 is gone
	for (const Json& place : difference["places"]) { CHECK(place["events"].size() >= 1); }
	CHECK(office.verify(office.file_of(first)).empty());
	CHECK(office.verify(office.file_of(second)).empty());
	const auto workbook = files::read_zip(office.call_as(office.own, Method::get, ReportsOffice::path_of(second) + ".xlsx").body);
	REQUIRE(workbook.has_value());
	CHECK(workbook->at("xl/workbook.xml").find("<sheet name=\"变动的数字\"") != std::string::npos);
	const std::string& texts = workbook->at("xl/sharedStrings.xml");
	CHECK(texts.find("2015-07-08 三八妇女权益保障法宣传（+130）") != std::string::npos); // what the fifth event adds to reach
	CHECK(texts.find(make_id(2)) != std::string::npos);
	// A viewer gets the figures, and no record.
	const auto plain = files::read_zip(office.call_as(office.viewer, Method::get, ReportsOffice::path_of(second) + ".xlsx").body);
	REQUIRE(plain.has_value());
	CHECK(plain->at("xl/workbook.xml").find("变动的") == std::string::npos);
	CHECK(plain->at("xl/sharedStrings.xml").find(make_id(2)) == std::string::npos);
	// The other way round, with the signs turned.
	const Json back = office.get_as(office.own, ReportsOffice::path_of(second) + "/difference?against=" + first["id"].get<std::string>());
	check_explains_all(back, after, before);
}

TEST_CASE("reports: targets and codes that changed stand in the difference")
{
	ReportsOffice office;
	const auto set_target = [&](const char* venue_type, int value)
	{
		const Json target = {
			{"area", "410423"}, {"venue_type", venue_type}, {"metric", "sessions"}, {"value", value}, {"from", "2015-01-01"}};
		CHECK(office.call_as(office.own, Method::put, "/api/v1/targets?year=2015", Json::array({target})).status == 200);
	};
	set_target("school", 5);
	const Json first = office.sealed();
	CHECK(
		office.get_as(office.own, ReportsOffice::path_of(first) + "/difference")["targets"] ==
		Json({{"before", Json::array()}, {"after", Json::array()}}));
	set_target("village", 9);
	CHECK(
		office.call_as(office.chief, Method::patch, "/api/v1/vocabulary/venue_types/village", {{"zh", "村庄"}, {"from", "2016-01-01"}})
			.status < 300);
	const Json difference = office.get_as(office.own, ReportsOffice::path_of(first) + "/difference");
	CHECK(difference["figures"].empty());
	CHECK(difference["events"].empty());
	CHECK(difference["targets"]["before"].empty());
	REQUIRE(difference["targets"]["after"].size() == 1);
	CHECK(difference["targets"]["after"][0]["value"] == 9);
	CHECK(difference["codes"].size() == 1);
	CHECK(difference["codes"][0]["code"] == "village");
	CHECK(difference["same"] == false);
}

TEST_CASE("reports: what cannot be sealed is refused with a code of its own")
{
	ReportsOffice office;
	const auto refused = [&](const char* body, int status, const char* code)
	{
		const auto [found, json] = office.seal(office.own, Json::parse(body));
		INFO(body << ": " << json.dump());
		CHECK(found == status);
		CHECK(json["code"] == code);
	};
	refused(R"({"area": "410423", "from": "2014-01", "to": "2014-12"})", 422, "empty_span");
	refused(R"({"area": "410425", "from": "2015-01", "to": "2015-12"})", 403, "forbidden");
	refused(R"({"area": "999999", "from": "2015-01", "to": "2015-12"})", 404, "unknown_area");
	refused(R"({"area": "410423", "from": "2015-01", "to": "9998-12"})", 422, "span_not_over");
	refused(R"({"area": "410423", "from": "2015-12", "to": "2015-01"})", 422, "invalid_field");
	refused(R"({"area": "410423", "from": "2015", "to": "2015-12"})", 422, "invalid_field");
	refused(R"({"area": "410423", "from": "2015-01", "to": "2015-12", "basis": "x"})", 422, "invalid_field");
	refused(R"({"area": "410423", "from": "2015-01", "to": "2015-12", "more": 1})", 422, "unknown_field");
	CHECK(office.seal(office.viewer).first == 403);

	const Json first = office.sealed();
	CHECK(office.seal(office.own, Json::parse(span_2015), "again").second["code"] == "nothing_changed");
	office.put(office.phone, 5, "410423102203", "2015-07-08");
	CHECK(office.seal(office.own).second["code"] == "reason_needed");
	const Json second = office.sealed("补报");
	// Another basis, another area: versions of their own.
	Json verified = Json::parse(span_2015);
	verified["basis"] = "verified";
	CHECK(office.seal(office.own, verified).second["version"] == 1);
	verified["area"] = "410400";
	CHECK(office.seal(office.chief, verified).second["version"] == 1);

	CHECK(office.call_as(office.other, Method::get, ReportsOffice::path_of(first)).status == 404);
	CHECK(office.call_as(office.own, Method::get, ReportsOffice::path_of(first) + ".pdf").status == 404);
	CHECK(office.call_as(office.viewer, Method::get, ReportsOffice::path_of(first)).status == 200);
	CHECK(office.call_as(office.viewer, Method::get, ReportsOffice::path_of(first) + ".json").status == 403);
	CHECK(office.call_as(office.own, Method::get, ReportsOffice::path_of(first) + "/difference?against=" + make_id(1)).status == 404);
	CHECK(office.get_as(office.other, "/api/v1/reports")["reports"].empty());
	CHECK(office.get_as(office.chief, "/api/v1/reports")["reports"].size() == 4);
}

TEST_CASE("reports: of two that seal at the same moment one wins and the other is told")
{
	ReportsOffice office;
	// Both have looked before either has written.
	const auto look = [&]
	{
		store::SealedHead head{
			0,
			*parse_uuid(make_id(700)),
			{office.reference()->areas.find("410423")->id, {make_date(2015, 1, 1), make_date(2015, 12, 31)}, Basis::received},
			1,
			0,
			now(),
			"own",
			""};
		office.reader().begin_snapshot();
		auto report = reports::make_report(office.reader(), std::move(head));
		office.reader().end_snapshot();
		return report;
	};
	const reports::SealedReport late = look();
	const Json first = office.sealed();
	CHECK_THROWS_AS(
		office.writer().run_alone([&] { store::insert_report(office.writer().database(), late.head, "{}", late.events); }),
		store::StoreError);
	const auto [status, refusal] = office.seal(office.own, Json::parse(span_2015), "again");
	CHECK(status == 409);
	CHECK(office.get_as(office.own, "/api/v1/reports")["reports"].size() == 1);
}

TEST_CASE("reports: what comes after sealing is taken, counts at once in live figures, and carries a warning")
{
	ReportsOffice office;
	CHECK(office.put(office.phone, 5, "410423102203", "2015-07-08")["warnings"] == Json({"old_date"}));
	const Json report = office.sealed();
	CHECK(office.put(office.phone, 6, "410423102203", "2015-07-08")["warnings"] == Json({"late", "old_date"}));
	CHECK(office.put(office.phone, 7, "410423102203", "2016-07-08")["warnings"] == Json({"old_date"}));
	CHECK(office.put(office.other_phone, 12, "410425101202", "2015-07-08")["warnings"] == Json({"old_date"}));
	CHECK(office.get_as(office.own, "/api/v1/statistics?from=2015-01&to=2015-12&area=410423")["totals"]["sessions"] == 6);
	CHECK(figure(office.get_as(office.own, ReportsOffice::path_of(report))["document"], "area/total/sessions") == 5);
	CHECK(office.get_as(office.own, "/api/v1/events?warning=late")["events"].size() == 1);
	// A correction is about the first arrival: what came in time stays so, and what came late too.
	CHECK(office.put(office.phone, 5, "410423102203", "2015-07-09", 90, 1)["warnings"] == Json({"old_date"}));
	CHECK(office.put(office.phone, 6, "410423102203", "2015-07-09", 90, 1)["warnings"] == Json({"late", "old_date"}));
	CHECK(office.get_as(office.own, "/api/v1/events?warning=late")["events"].size() == 1);
}
