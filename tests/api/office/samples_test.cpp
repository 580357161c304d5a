// Random samples for auditors: anybody can draw them again, and what was found of each event stays beside it.
#include "server/reports/canonical.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

constexpr std::uint64_t events_in_2025 = 40;

struct AuditDesk : TestServer
{
	Uuid team = add_team("鲁山县普法讲师团", "410423");
	TestDevice phone = add_device(team);
	std::string auditor = add_account("auditor", Role::auditor, "410423");
	std::string own = add_account("own", Role::coordinator, "410423");
	std::string other = add_account("other", Role::coordinator, "410425");
	std::string viewer = add_account("viewer", Role::viewer, "410423");

	AuditDesk()
	{
		Json push = make_push({});
		for (std::uint64_t number = 1; number <= events_in_2025; ++number)
		{
			Json record = make_record(make_id(number));
			record["title"] = "第 " + std::to_string(number) + " 场";
			push["changes"].push_back(make_put(make_id(500 + number), 0, record));
		}
		static_cast<void>(sync(phone, push));
	}

	static Json wanted(std::int64_t size, const std::string& seed)
	{
		return {{"size", size}, {"seed", seed}, {"filter", {{"area", "410423"}, {"from", "2025-01"}, {"to", "2025-12"}}}};
	}

	Json draw(const Json& body)
	{
		const auto [status, json] = ask_as(auditor, Method::post, "/api/v1/samples", body);
		INFO(json.dump());
		REQUIRE(status == 201);
		return json;
	}
};

std::vector<std::string> ids_of(const Json& sample)
{
	std::vector<std::string> ids;
	for (const Json& event : sample["events"]) { ids.push_back(event["id"]); }
	return ids;
}

// As the auditor would, with nothing but the seed and the ids.
std::vector<std::string> drawn_by_hand(const std::string& seed, std::size_t size)
{
	std::vector<std::pair<std::string, std::string>> tickets;
	for (std::uint64_t number = 1; number <= events_in_2025; ++number)
	{
		const std::string id = make_id(number);
		tickets.emplace_back(reports::to_hex(reports::sha256(seed + "\n" + id)), id);
	}
	std::sort(tickets.begin(), tickets.end());
	std::vector<std::string> ids;
	for (std::size_t i = 0; i < size; ++i) { ids.push_back(tickets[i].second); }
	return ids;
}

} // namespace

TEST_CASE("samples: who knows seed and list draws the same events, and a larger sample holds the smaller")
{
	AuditDesk desk;
	const Json sample = desk.draw(AuditDesk::wanted(7, "2025 年度抽查"));
	CHECK(sample["population"] == events_in_2025);
	CHECK(sample["size"] == 7);
	CHECK(sample["seed"] == "2025 年度抽查");
	CHECK(ids_of(sample) == drawn_by_hand("2025 年度抽查", 7));
	CHECK(ids_of(desk.draw(AuditDesk::wanted(7, "2025 年度抽查"))) == ids_of(sample));
	CHECK(ids_of(desk.draw(AuditDesk::wanted(7, "另一个"))) != ids_of(sample));
	auto larger = ids_of(desk.draw(AuditDesk::wanted(12, "2025 年度抽查")));
	larger.resize(7);
	CHECK(larger == ids_of(sample));
	CHECK(ids_of(desk.draw(AuditDesk::wanted(1'000, "所有"))).size() == events_in_2025);

	// Without a seed one is made and shown.
	Json body = AuditDesk::wanted(3, "");
	const Json seeded = desk.draw(body);
	CHECK(ids_of(seeded) == drawn_by_hand(seeded["seed"], 3));
	CHECK(seeded["events"][0]["title"].get<std::string>().starts_with("第 "));
	CHECK(seeded["events"][0]["version"] == 1);
}

TEST_CASE("samples: a finding stands beside its event, can be corrected, and is counted once")
{
	AuditDesk desk;
	const Json sample = desk.draw(AuditDesk::wanted(3, "a"));
	const std::string path = "/api/v1/samples/" + sample["id"].get<std::string>();
	const auto find = [&](std::size_t which, const Json& body)
	{ return desk.ask_as(desk.auditor, Method::put, path + "/findings/" + ids_of(sample)[which], body); };
	CHECK(find(0, {{"finding", "genuine"}}).first == 200);
	CHECK(find(1, {{"finding", "not_genuine"}}).second["code"] == "invalid_field");
	const auto [status, row] = find(1, {{"finding", "not_genuine"}, {"note", "村委会说没有来过"}});
	CHECK(status == 200);
	CHECK(row["finding"]["note"] == "村委会说没有来过");
	CHECK(find(1, {{"finding", "partly_genuine"}, {"note", "来过，人数不符"}}).first == 200);
	const Json now = desk.ask_as(desk.own, Method::get, path).second;
	CHECK(now["findings"] == Json({{"genuine", 1}, {"partly_genuine", 1}, {"not_genuine", 0}, {"unverifiable", 0}, {"open", 1}}));
	CHECK(now["events"][1]["finding"]["finding"] == "partly_genuine");
	CHECK(now["events"][1]["finding"]["by"] == "auditor");
	CHECK(now["events"][2]["finding"].is_null());
	// Those whose records are looked into change nothing of it, and may record what nobody has yet.
	const auto by_county = [&](std::size_t which)
	{ return desk.ask_as(desk.own, Method::put, path + "/findings/" + ids_of(sample)[which], {{"finding", "genuine"}}); };
	CHECK(by_county(1).second["code"] == "finding_of_another");
	CHECK(by_county(2).first == 200);
	CHECK(find(0, {{"finding", "fine"}}).second["code"] == "invalid_field");
	CHECK(desk.ask_as(desk.auditor, Method::put, path + "/findings/" + make_id(999), {{"finding", "genuine"}}).first == 404);
}

TEST_CASE("samples: an event that changed since shows both versions")
{
	AuditDesk desk;
	const Json sample = desk.draw(AuditDesk::wanted(static_cast<std::int64_t>(events_in_2025), "a"));
	Json record = make_record(make_id(5));
	record["title"] = "改过";
	static_cast<void>(desk.sync(desk.phone, make_push({make_put(make_id(900), 1, record)})));
	static_cast<void>(desk.sync(desk.phone, make_push({make_delete(make_id(901), make_id(6), 1)})));
	const Json now = desk.ask_as(desk.auditor, Method::get, "/api/v1/samples/" + sample["id"].get<std::string>()).second;
	for (const Json& event : now["events"])
	{
		if (event["id"] == make_id(5))
		{
			CHECK(event["version"] == 1);
			CHECK(event["now_version"] == 2);
			CHECK(event["title"] == "改过");
		}
		if (event["id"] == make_id(6)) { CHECK(event["state"] == "deleted"); }
	}
}

TEST_CASE("samples: kept to the days and area of the caller, and refused with a code of their own")
{
	AuditDesk desk;
	const auto code = [&](const std::string& token, const Json& body)
	{ return desk.ask_as(token, Method::post, "/api/v1/samples", body).second["code"].get<std::string>(); };
	CHECK(code(desk.viewer, AuditDesk::wanted(3, "a")) == "forbidden");
	CHECK(code(desk.other, AuditDesk::wanted(3, "a")) == "forbidden");
	CHECK(code(desk.own, AuditDesk::wanted(0, "a")) == "invalid_field");
	CHECK(code(desk.own, AuditDesk::wanted(1'001, "a")) == "invalid_field");
	CHECK(code(desk.own, AuditDesk::wanted(3, std::string(65, 'x'))) == "invalid_field");
	CHECK(code(desk.own, {{"size", 3}, {"filter", {{"limit", "3"}}}}) == "unknown_field");
	CHECK(code(desk.own, {{"size", 3}, {"filter", {{"area", 410423}}}}) == "invalid_field");
	CHECK(code(desk.own, {{"size", 3}, {"filter", {{"area", "1"}}}}) == "unknown_area");
	CHECK(code(desk.own, {{"size", 3}, {"filter", {{"from", "2014-01"}, {"to", "2014-12"}}}}) == "empty_span");

	CHECK(code(desk.own, {{"size", 3}, {"filter", {{"text", std::string(201, 'x')}}}}) == "invalid_field");
	// By a team of one's own: of wherever it was, and found again.
	const auto by_team =
		desk.ask_as(desk.own, Method::post, "/api/v1/samples", {{"size", 3}, {"filter", {{"team", to_string(desk.team)}}}});
	REQUIRE(by_team.first == 201);
	CHECK(desk.ask_as(desk.own, Method::get, "/api/v1/samples/" + by_team.second["id"].get<std::string>()).first == 200);

	const Json sample = desk.draw(AuditDesk::wanted(3, "a"));
	const std::string path = "/api/v1/samples/" + sample["id"].get<std::string>();
	CHECK(desk.ask_as(desk.other, Method::get, path).first == 404);
	CHECK(desk.ask_as(desk.other, Method::put, path + "/findings/" + ids_of(sample)[0], {{"finding", "genuine"}}).first == 404);
	CHECK(desk.ask_as(desk.other, Method::get, "/api/v1/samples").second["samples"].empty());
	CHECK(desk.ask_as(desk.own, Method::get, "/api/v1/samples?area=410423").second["samples"].size() == 2);
	CHECK(desk.ask_as(desk.viewer, Method::get, "/api/v1/samples").first == 403);
	// An auditor's sample without an area or days is of what the auditor may read.
	const Json narrowed = desk.draw({{"size", 50}, {"filter", Json::object()}});
	CHECK(narrowed["from"] == "2025-01-01");
	CHECK(narrowed["area"] == "410423");
	CHECK(narrowed["population"] == events_in_2025);
}
