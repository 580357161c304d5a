// The evidence package opened again: everything that was asked for is in it as its files say, and nothing that must not be.
#include "server/api/events/evidence_package.hpp"
#include "server/files/zip_entries.hpp"
#include "server/reports/canonical.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/full_disk.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using files::ZipEntries;
using store::Role;

namespace
{

const std::string telephone = "13912345678";

std::string content_of(const api::Response& response)
{
	REQUIRE(response.file);
	std::string content(response.file->size(), '\0');
	REQUIRE(response.file->read_at(0, content.data(), content.size()) == content.size());
	return content;
}

ZipEntries open_package(const api::Response& response)
{
	INFO(response.body);
	REQUIRE(response.status == 200);
	CHECK(response.content_type == "application/zip");
	return files::read_zip(content_of(response)).value();
}

// Two teams of two counties; of the first county a record that was corrected, verified and redacted, one that was returned,
// one that was deleted.
class EvidencePlace
{
public:
	EvidencePlace()
	{
		const Uuid team = server.add_team("鲁山县讲师团", "410423");
		const Uuid other_team = server.add_team("郏县讲师团", "410425");
		phone = server.add_device(team);
		const TestDevice other_phone = server.add_device(other_team);
		chief = server.add_account("chief", Role::admin, "410400");
		own = server.add_account("own", Role::coordinator, "410423");
		auditor = server.add_account("auditor", Role::auditor, "410423");
		Json record = make_record(corrected);
		record["host"] = {{"contact", "王主任"}, {"phone", telephone}};
		record["note"] = "有人受伤";
		record["speakers"] = {"张三", "李四"};
		static_cast<void>(server.sync(phone, make_push({make_put(make_id(901), 0, record)})));
		record["reach"]["total"] = 120;
		receipt = server.sync(phone, make_push({make_put(make_id(902), 1, record)}))["results"][0]["receipt"];
		static_cast<void>(server.sync(
			phone, make_push({make_put(make_id(903), 0, make_record(returned)), make_put(make_id(904), 0, make_record(deleted))})));
		static_cast<void>(server.sync(phone, make_push({make_delete(make_id(905), deleted, 1)})));
		static_cast<void>(server.sync(other_phone, make_push({make_put(make_id(906), 0, make_record(visiting))})));
		REQUIRE(post("/api/v1/events/" + corrected + "/review", {{"version", 2}, {"state", "verified"}}).status == 200);
		const Json back = {{"version", 1}, {"state", "returned"}, {"reason", "=人数有误"}};
		REQUIRE(post("/api/v1/events/" + returned + "/review", back).status == 200);
		REQUIRE(post("/api/v1/events/" + corrected + "/redact", {{"fields", {"note"}}, {"reason", "隐私"}}).status == 200);
	}

	api::Response post(const std::string& path, const Json& body) { return server.call_as(chief, Method::post, path, body); }
	api::Response get(const std::string& token, const std::string& query)
	{
		return server.call_as(token, Method::get, "/api/v1/evidence.zip" + query);
	}

	TestServer server;
	TestDevice phone;
	std::string chief;
	std::string own;
	std::string auditor;
	std::string receipt;
	const std::string corrected = make_id(1);
	const std::string returned = make_id(2);
	const std::string deleted = make_id(3);
	const std::string visiting = make_id(4); // by the team of another county
};

std::size_t lines_of(const std::string& text)
{
	return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

} // namespace

TEST_CASE("evidence: the manifest names every file with its size and fingerprint, and what was asked by whom")
{
	EvidencePlace place;
	const ZipEntries package = open_package(place.get(place.chief, "?area=410423&from=2025-01&to=2025-12&progress=" + make_id(77)));
	REQUIRE(package.size() == 5);
	const Json manifest = Json::parse(package.at("manifest.json"));
	CHECK(manifest["asked"] == Json({{"filter", {{"area", "410423"}, {"from", "2025-01"}, {"to", "2025-12"}}}}));
	CHECK(manifest["made_by"] == "chief");
	CHECK(parse_timestamp(manifest["made_at"].get<std::string>()));
	CHECK(manifest["events"] == 3);
	CHECK(manifest["redacted_events"] == 1);
	CHECK(manifest["hidden_fields"] == Json({"/host/phone"}));
	place.server.reader().begin_snapshot();
	CHECK(manifest["seq"] == place.server.reader().newest_seq());
	place.server.reader().end_snapshot();
	REQUIRE(manifest["files"].size() == 4);
	for (const Json& file : manifest["files"])
	{
		const std::string& content = package.at(file["name"].get<std::string>());
		CHECK(file["bytes"] == content.size());
		CHECK(file["sha256"] == reports::to_hex(reports::sha256(content)));
	}
}

TEST_CASE("evidence: an event has its state, every version and review, its receipts, and no telephone number")
{
	EvidencePlace place;
	const ZipEntries package = open_package(place.get(place.chief, "?area=410423"));
	const Json event = Json::parse(package.at("events/" + place.corrected + ".json"));
	const std::string path = "/api/v1/events/" + place.corrected;
	const Json shown_event = Json::parse(place.server.call_as(place.chief, Method::get, path).body);
	CHECK(event["state"]["receipt"] == shown_event["receipt"]);
	CHECK(event["state"]["review"]["state"] == "verified");
	CHECK(event["state"]["review"]["mode"] == "single");
	CHECK(event["state"]["event"]["reach"]["total"] == 120);
	const Json history = Json::parse(place.server.call_as(place.chief, Method::get, "/api/v1/events/" + place.corrected + "/history").body);
	REQUIRE(event["history"].size() == history.size());
	CHECK(history.dump().find(telephone) != std::string::npos);
	for (std::size_t row = 0; row < history.size(); ++row)
	{
		Json shown = history[row];
		shown["event"]["host"].erase("phone");
		CHECK(event["history"][row] == shown);
	}
	REQUIRE(event["receipts"].size() == 3);
	CHECK(event["receipts"][2]["receipt"] == shown_event["receipt"]); // of the row that took the note out
	CHECK(event["receipts"][1] == Json({{"version", 2}, {"receipt", place.receipt}}));
	CHECK(event["redacted"][0]["field"] == "note");
	for (const auto& [name, content] : package)
	{
		INFO(name);
		CHECK(content.find(telephone) == std::string::npos);
		CHECK(content.find("有人受伤") == std::string::npos);
	}
}

TEST_CASE("evidence: of a sample it holds what was drawn, also what was deleted since, for who may see the sample")
{
	EvidencePlace place;
	const api::Response drawn =
		place.post("/api/v1/samples", {{"size", 50}, {"filter", {{"area", "410423"}, {"from", "2025-01"}, {"to", "2025-12"}}}});
	REQUIRE(drawn.status == 201);
	const Json sample = Json::parse(drawn.body);
	const std::string query = "?sample=" + sample["id"].get<std::string>();
	const std::string finding_path = "/api/v1/samples/" + sample["id"].get<std::string>() + "/findings/" + place.corrected;
	const Json finding = {{"finding", "partly_genuine"}, {"note", "人数不符"}};
	REQUIRE(place.server.call_as(place.auditor, Method::put, finding_path, finding).status == 200);
	const ZipEntries before = open_package(place.get(place.own, query));
	const Json told = Json::parse(before.at("manifest.json"))["sample"];
	CHECK(told["seed"] == sample["seed"]);
	CHECK(told["population"] == sample["population"]);
	REQUIRE(told["findings"].size() == 1);
	CHECK(told["findings"][0]["event"] == place.corrected);
	CHECK(told["findings"][0]["finding"] == "partly_genuine");
	CHECK(told["findings"][0]["by"] == "auditor");
	CHECK(before.size() == sample["events"].size() + 2);
	for (const Json& event : sample["events"]) { CHECK(before.contains("events/" + event["id"].get<std::string>() + ".json")); }
	CHECK(Json::parse(before.at("manifest.json"))["asked"]["filter"]["sample"] == sample["id"]);
	static_cast<void>(place.server.sync(place.phone, make_push({make_delete(make_id(950), place.returned, 1)})));
	const ZipEntries after = open_package(place.get(place.own, query));
	CHECK(after.size() == before.size());
	CHECK(Json::parse(after.at("events/" + place.returned + ".json"))["state"]["event"].is_null());
	const std::string elsewhere = place.server.add_account("elsewhere", Role::coordinator, "410425");
	CHECK(place.get(elsewhere, query).status == 404);
	CHECK(place.get(place.chief, "?sample=" + make_id(99)).status == 404);
	CHECK(place.get(place.chief, "?sample=x").status == 404);
}

TEST_CASE("evidence: the list is for people, with names in words and no formula")
{
	EvidencePlace place;
	const ZipEntries package = open_package(place.get(place.chief, "?area=410423"));
	const std::string& list = package.at("events.csv");
	CHECK(list.starts_with("\xEF\xBB\xBF回执,编号,日期,时间,"));
	CHECK(lines_of(list) == 4);
	for (const char* word :
		 {"鲁山县", "三八妇女权益保障法宣传", "鲁山县讲师团", "郏县讲师团", "宣传单", "×200", "已核实,逐条,手机报送", "退回补正", "估计"})
	{
		INFO(word);
		CHECK(list.find(word) != std::string::npos);
	}
	CHECK(list.find("张三") == std::string::npos);
	CHECK(list.find("," + place.corrected + ",2025-03-08,") != std::string::npos);
}

TEST_CASE("evidence: takes the filters of the list, deleted events when asked for, everybody their own scope")
{
	EvidencePlace place;
	CHECK(open_package(place.get(place.chief, "?state=returned")).contains("events/" + place.returned + ".json"));
	const ZipEntries gone = open_package(place.get(place.chief, "?state=deleted"));
	REQUIRE(gone.size() == 3);
	CHECK(Json::parse(gone.at("events/" + place.deleted + ".json"))["state"]["event"].is_null());
	CHECK(open_package(place.get(place.chief, "?area=410425")).size() == 2);
	CHECK(place.get(place.own, "?area=410425").status == 403);
	const ZipEntries own = open_package(place.get(place.own, ""));
	CHECK(own.size() == 5);
	CHECK(own.at("events.csv").find("郏县讲师团") == std::string::npos); // not of the scope: it is not named
	CHECK(open_package(place.get(place.auditor, "?from=2024-01")).size() == 5);
	CHECK(place.get(place.chief, "?area=1").status == 404);
	CHECK(place.get(place.chief, "?state=x").status == 400);
}

TEST_CASE("evidence: too many events are told before any work, and stand in no audit trail")
{
	EvidencePlace place;
	place.server.context().evidence_events_max = 2;
	const auto refused = place.get(place.chief, "?area=410423");
	CHECK(refused.status == 422);
	CHECK(Json::parse(refused.body)["code"] == "too_many_events");
	place.server.context().evidence_events_max = 3;
	CHECK(place.get(place.chief, "?area=410423").status == 200);
	const Json trail = Json::parse(place.server.call_as(place.chief, Method::get, "/api/v1/audit?action=export_evidence").body);
	CHECK(trail["rows"].size() == 1);
}

TEST_CASE("evidence: the export stands in the audit trail with what was asked, the number, and the manifest's fingerprint")
{
	EvidencePlace place;
	const ZipEntries package = open_package(place.get(place.auditor, "?area=410423&state=verified"));
	const std::string trail = place.server.call_as(place.chief, Method::get, "/api/v1/audit?action=export_evidence").body;
	INFO(trail);
	CHECK(trail.find("\"actor\":\"auditor\"") != std::string::npos);
	CHECK(trail.find(R"("filter":{"area":"410423","state":"verified"})") != std::string::npos);
	CHECK(trail.find("\"events\":1") != std::string::npos);
	CHECK(trail.find(reports::to_hex(reports::sha256(package.at("manifest.json")))) != std::string::npos);
}

TEST_CASE("evidence: a disk that fills gives an error, no half package, and nothing stands in the audit trail")
{
	EvidencePlace place;
	const TemporaryDirectory directory;
	place.server.context().temporary_directory = directory.path();
	{
		const FullDisk full(0);
		CHECK_THROWS_AS(place.get(place.chief, "?area=410423&progress=" + make_id(5)), files::ExportError);
	}
	CHECK(std::filesystem::is_empty(directory.path()));
	const auto progress = place.server.call_as(place.chief, Method::get, "/api/v1/progress/" + make_id(5));
	CHECK(Json::parse(progress.body)["state"] == "failed");
	const std::string trail = place.server.call_as(place.chief, Method::get, "/api/v1/audit?action=export_evidence").body;
	CHECK(trail.find("export_evidence") == std::string::npos);
	CHECK(place.get(place.chief, "?area=410423&progress=" + make_id(5)).status == 200);
	place.server.context().temporary_directory = directory.path() / "gone";
	CHECK_THROWS_AS(place.get(place.chief, "?area=410423"), files::ExportError);
}

TEST_CASE("evidence: a given list of events is packed in its order, until it is cancelled")
{
	EvidencePlace place;
	const std::vector<Uuid> events = {parse_uuid(place.visiting).value(), parse_uuid(place.corrected).value()};
	api::EvidenceOrder order;
	order.events = events;
	order.temporary_directory = std::filesystem::temp_directory_path();
	place.server.reader().begin_snapshot();
	files::Progress progress;
	const auto package = api::write_evidence(place.server.reader(), order, progress);
	REQUIRE(package.has_value());
	CHECK(package->manifest_sha256.size() == 64);
	CHECK(progress.done() == 2);
	CHECK(progress.total() == 2);
	files::Progress unwanted;
	unwanted.cancel();
	const auto cancelled = api::write_evidence(place.server.reader(), order, unwanted);
	REQUIRE(cancelled.has_error());
	CHECK(cancelled.error().code == "cancelled");
	CHECK(unwanted.done() == 1);
	place.server.reader().end_snapshot();
}
