// The endpoints of look-alikes: the list of pairs, what looks like one event, and the word that two are different visits.
#include "server/events/look_alikes.hpp"
#include "server/figures/look_alikes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>
#include <set>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

// Two counties. In Lushan: 1, 2 and 3 of one visit on 8 March, 4 and 5 of one on 9 March, 6 alone. In Jia: 11 and 12.
struct LookAlikeCounty : TestServer
{
	Uuid team = add_team("鲁山县普法讲师团", "410423");
	Uuid elsewhere = add_team("郏县普法讲师团", "410425");
	TestDevice phone = add_device(team);
	TestDevice other_phone = add_device(elsewhere);
	std::string own = add_account("own", Role::coordinator, "410423");
	std::string other = add_account("other", Role::coordinator, "410425");
	std::string chief = add_account("chief", Role::admin, "410400");

	LookAlikeCounty()
	{
		for (const std::uint64_t number : {1, 2, 3}) { put(phone, number, "410423102201", "2025-03-08"); }
		for (const std::uint64_t number : {4, 5}) { put(phone, number, "410423102201", "2025-03-09"); }
		put(phone, 6, "410423102202", "2025-03-08");
		for (const std::uint64_t number : {11, 12}) { put(other_phone, number, "410425101202", "2025-03-08"); }
		scan_all();
	}

	void put(const TestDevice& device, std::uint64_t number, const std::string& area, const std::string& day)
	{
		Json record = make_record(make_id(number));
		record["area"] = area;
		record["occurred_on"] = day;
		record["host"] = {{"contact", "王主任"}, {"phone", "13912345678"}};
		const Json answer = sync(device, make_push({make_put(make_id(500 + number), 0, record)}));
		REQUIRE(answer["results"][0]["outcome"] == "accepted");
	}

	void scan_all()
	{
		reader().begin_snapshot();
		const auto findings = events::find_look_alikes(reader(), 0, 1'000, [] { return true; });
		reader().end_snapshot();
		writer().run_alone([&] { events::save_findings(writer(), findings); });
	}

	int put_as(const std::string& token, std::uint64_t one, std::uint64_t two, const Json& body)
	{
		return call_as(token, Method::put, "/api/v1/events/" + make_id(one) + "/look_alikes/" + make_id(two), body).status;
	}

	std::int64_t open_in(const std::string& area)
	{
		reader().begin_snapshot();
		const std::int64_t count = figures::count_open_look_alikes(reader(), reader().reference()->areas.find(area)->id);
		reader().end_snapshot();
		return count;
	}
};

std::set<std::string> pair_ids_of(const Json& pairs)
{
	std::set<std::string> ids;
	for (const Json& pair : pairs) { ids.insert(pair["id"].get<std::string>()); }
	return ids;
}

std::string pair_id(std::uint64_t low, std::uint64_t high)
{
	return make_id(low) + '.' + make_id(high);
}

std::set<std::string> events_of(const Json& page)
{
	std::set<std::string> ids;
	for (const Json& event : page["events"]) { ids.insert(event["id"].get<std::string>()); }
	return ids;
}

} // namespace

TEST_CASE("look-alikes: pairs come with both events, a score and reasons in words, the newest day first")
{
	LookAlikeCounty county;
	const Json page = county.get_as(county.own, "/api/v1/look_alikes");
	CHECK(page["open"] == 4);
	CHECK(page["next"].is_null());
	REQUIRE(page["pairs"].size() == 4);
	const Json& first = page["pairs"][0];
	CHECK(first["id"] == pair_id(4, 5));
	CHECK(first["kind"] == "duplicate");
	CHECK(first["score"] >= 50);
	CHECK(first["cleared"].is_null());
	REQUIRE(first["events"].size() == 2);
	CHECK(first["events"][0]["id"] == make_id(4));
	CHECK(first["events"][1]["event"]["title"] == make_record("")["title"]);
	CHECK_FALSE(first["events"][0]["event"]["host"].contains("phone"));
	CHECK(first["reasons"][0]["code"] == "same_village");
	CHECK(first["reasons"][0]["text"] == "The same village or community");
	CHECK(pair_ids_of(page["pairs"]) == std::set{pair_id(4, 5), pair_id(1, 2), pair_id(1, 3), pair_id(2, 3)});
}

TEST_CASE("look-alikes: in Chinese unless English is asked for")
{
	LookAlikeCounty county;
	api::Request request;
	request.path = "/api/v1/look_alikes";
	request.authorization = "Bearer " + county.own;
	const Json page = Json::parse(county.call(std::move(request)).body);
	CHECK(page["pairs"][0]["reasons"][0]["text"] == "同一个村（社区）");
}

TEST_CASE("look-alikes: a page at a time, each pair once")
{
	LookAlikeCounty county;
	std::set<std::string> seen;
	std::string path = "/api/v1/look_alikes?limit=1";
	for (int pages = 1;; ++pages)
	{
		const Json page = county.get_as(county.own, path);
		for (const std::string& id : pair_ids_of(page["pairs"])) { CHECK(seen.insert(id).second); }
		if (page["next"].is_null()) { break; }
		path = "/api/v1/look_alikes?limit=1&after=" + page["next"].get<std::string>();
		REQUIRE(pages < 10);
	}
	CHECK(seen.size() == 4);
}

TEST_CASE("look-alikes: everybody sees those of the own area, and none beside it")
{
	LookAlikeCounty county;
	CHECK(pair_ids_of(county.get_as(county.other, "/api/v1/look_alikes")["pairs"]) == std::set{pair_id(11, 12)});
	CHECK(county.get_as(county.chief, "/api/v1/look_alikes")["open"] == 5);
	CHECK(county.call_as(county.other, Method::get, "/api/v1/look_alikes?area=410423").status == 403);
	CHECK(county.call_as(county.other, Method::get, "/api/v1/events/" + make_id(1) + "/look_alikes").status == 404);
	CHECK(county.put_as(county.other, 1, 2, {{"cleared", true}}) == 404);
	CHECK(county.get_as(county.chief, "/api/v1/look_alikes?area=410423102")["pairs"].size() == 4);
	CHECK(county.get_as(county.chief, "/api/v1/look_alikes?area=410423102201")["open"] == 4);
	CHECK(county.get_as(county.chief, "/api/v1/look_alikes?area=410423102202")["open"] == 0);
}

TEST_CASE("look-alikes: by days, and an auditor only within the own ones")
{
	LookAlikeCounty county;
	CHECK(pair_ids_of(county.get_as(county.own, "/api/v1/look_alikes?from=2025-03-09&to=2025-03-09")["pairs"]) == std::set{pair_id(4, 5)});
	CHECK(county.get_as(county.own, "/api/v1/look_alikes?from=2025-03-09")["open"] == 1);
	county.put(county.phone, 21, "410423102201", "2024-03-08");
	county.put(county.phone, 22, "410423102201", "2024-03-08");
	county.scan_all();
	const std::string auditor = county.add_account("auditor", Role::auditor, "410423");
	const Json page = county.get_as(auditor, "/api/v1/look_alikes");
	CHECK(page["open"] == 4);
	CHECK(page["pairs"].size() == 4);
	CHECK(county.get_as(county.own, "/api/v1/look_alikes")["open"] == 5);
}

TEST_CASE("look-alikes: bad parameters are told by name")
{
	LookAlikeCounty county;
	for (const char* query : {"state=shut", "limit=0", "limit=x", "after=x", "from=x"})
	{
		INFO(query);
		CHECK(county.call_as(county.own, Method::get, std::string("/api/v1/look_alikes?") + query).status == 400);
	}
	CHECK(county.call_as(county.own, Method::get, "/api/v1/look_alikes?area=999999").status == 404);
	CHECK(county.get_as(county.own, "/api/v1/look_alikes?limit=5000")["pairs"].size() == 4);
}

TEST_CASE("look-alikes: what looks like one event is compared afresh, before any scan")
{
	LookAlikeCounty county;
	county.put(county.phone, 7, "410423102201", "2025-03-09");
	const Json found = county.get_as(county.own, "/api/v1/events/" + make_id(7) + "/look_alikes")["look_alikes"];
	REQUIRE(found.size() == 2);
	CHECK(found[0]["event"]["id"] == make_id(5));
	CHECK(found[0]["score"] >= found[1]["score"]);
	CHECK(found[0]["reasons"][0]["text"] == "The same village or community");
	CHECK_FALSE(found[0]["event"]["event"]["host"].contains("phone"));
	CHECK(county.get_as(county.own, "/api/v1/events/" + make_id(6) + "/look_alikes")["look_alikes"].empty());
	CHECK(county.call_as(county.own, Method::get, "/api/v1/events/" + make_id(99) + "/look_alikes").status == 404);
	CHECK(county.call_as(county.own, Method::get, "/api/v1/events/x/look_alikes").status == 404);
}

TEST_CASE("look-alikes: a word that two are different visits closes the pair, stands in the audit trail, and can be taken back")
{
	LookAlikeCounty county;
	const api::Response cleared = county.call_as(
		county.own, Method::put, "/api/v1/events/" + make_id(5) + "/look_alikes/" + make_id(4),
		{{"cleared", true}, {"reason", "上午、下午各一场"}});
	REQUIRE(cleared.status == 200);
	const Json pair = Json::parse(cleared.body);
	CHECK(pair["id"] == pair_id(4, 5));
	CHECK(pair["cleared"]["by"] == "own");
	CHECK(pair["cleared"]["reason"] == "上午、下午各一场");
	CHECK(county.get_as(county.own, "/api/v1/look_alikes")["open"] == 3);
	const Json shut = county.get_as(county.own, "/api/v1/look_alikes?state=cleared");
	CHECK(pair_ids_of(shut["pairs"]) == std::set{pair_id(4, 5)});
	CHECK(county.get_as(county.own, "/api/v1/look_alikes?state=all")["pairs"].size() == 4);
	CHECK(county.get_as(county.own, "/api/v1/events/" + make_id(4) + "/look_alikes")["look_alikes"][0]["cleared"]["by"] == "own");
	const Json trail = county.get_as(county.chief, "/api/v1/audit");
	CHECK(to_text(trail).find("clear_look_alike") != std::string::npos);
	CHECK(county.put_as(county.own, 4, 5, {{"cleared", false}}) == 200);
	CHECK(county.get_as(county.own, "/api/v1/look_alikes")["open"] == 4);
	CHECK(to_text(county.get_as(county.chief, "/api/v1/audit")).find("restore_look_alike") != std::string::npos);
}

TEST_CASE("look-alikes: what cannot be cleared is refused")
{
	LookAlikeCounty county;
	CHECK(county.put_as(county.own, 1, 6, {{"cleared", true}}) == 409);
	CHECK(county.put_as(county.own, 1, 1, {{"cleared", true}}) == 409);
	CHECK(county.put_as(county.own, 1, 99, {{"cleared", true}}) == 404);
	CHECK(county.put_as(county.own, 1, 2, {{"reason", "x"}}) == 422);
	CHECK(county.put_as(county.own, 1, 2, {{"cleared", "yes"}}) == 422);
	CHECK(county.put_as(county.own, 1, 2, {{"cleared", true}, {"reason", std::string(501, 'x')}}) == 422);
	CHECK(county.put_as(county.own, 1, 2, {{"cleared", true}, {"score", 1}}) == 422);
	CHECK(county.get_as(county.own, "/api/v1/look_alikes")["open"] == 4);
}

TEST_CASE("look-alikes: the warning stands in lists, in the event and in sync while a pair is open")
{
	LookAlikeCounty county;
	const auto warns = [](const Json& warnings) { return std::ranges::find(warnings, Json("look_alike")) != warnings.end(); };
	CHECK(warns(county.get_as(county.own, "/api/v1/events/" + make_id(4))["warnings"]));
	CHECK_FALSE(warns(county.get_as(county.own, "/api/v1/events/" + make_id(6))["warnings"]));
	const Json page = county.sync(county.phone, Json{{"changes", Json::array()}});
	for (const Json& event : page["changes"]) { CHECK(warns(event["warnings"]) == (event["id"] != make_id(6))); }
	CHECK(county.put_as(county.own, 4, 5, {{"cleared", true}}) == 200);
	CHECK_FALSE(warns(county.get_as(county.own, "/api/v1/events/" + make_id(4))["warnings"]));
}

TEST_CASE("look-alikes: events are listed by the warning, and left out where none is asked for")
{
	LookAlikeCounty county;
	const auto listed = [&](const std::string& query) { return events_of(county.get_as(county.own, "/api/v1/events?" + query)); };
	CHECK(listed("warning=look_alike") == std::set{make_id(1), make_id(2), make_id(3), make_id(4), make_id(5)});
	CHECK(listed("warning=look_alike&area=410423102202").empty());
	CHECK(listed("warning=look_alike&from=2025-03-09") == std::set{make_id(4), make_id(5)});
	CHECK(listed("warning=look_alike&team=" + to_string(county.team)).size() == 5);
	// They are of last year by now, so all have a further warning.
	CHECK(listed("warning=none").empty());
	const std::string today = to_string(shanghai_date(now()));
	for (const std::uint64_t number : {31, 32}) { county.put(county.phone, number, "410423102201", today); }
	county.put(county.phone, 33, "410423102202", today);
	CHECK(listed("warning=none").size() == 3);
	county.scan_all();
	CHECK(listed("warning=none") == std::set{make_id(33)});
	std::set<std::string> seen;
	std::string path = "warning=look_alike&limit=2";
	for (int pages = 1;; ++pages)
	{
		const Json page = county.get_as(county.own, "/api/v1/events?" + path);
		for (const std::string& id : events_of(page)) { CHECK(seen.insert(id).second); }
		if (page["next"].is_null()) { break; }
		path = "warning=look_alike&limit=2&after=" + page["next"].get<std::string>();
		REQUIRE(pages < 10);
	}
	CHECK(seen.size() == 7);
}

TEST_CASE("look-alikes: a review of all without a warning leaves them out")
{
	LookAlikeCounty county;
	const std::string today = to_string(shanghai_date(now()));
	for (const std::uint64_t number : {31, 32}) { county.put(county.phone, number, "410423102201", today); }
	county.put(county.phone, 33, "410423102202", today);
	county.scan_all();
	const api::Response response = county.call_as(county.own, Method::post, "/api/v1/review?warning=none", {{"state", "verified"}});
	INFO(response.body);
	REQUIRE(response.status == 200);
	CHECK(Json::parse(response.body)["reviewed"] == 1);
	CHECK(county.get_as(county.own, "/api/v1/events/" + make_id(33))["review"]["state"] == "verified");
}

TEST_CASE("look-alikes: open pairs are counted at every level")
{
	LookAlikeCounty county;
	CHECK(county.open_in("410400") == 5);
	CHECK(county.open_in("410423") == 4);
	CHECK(county.open_in("410423102") == 4);
	CHECK(county.open_in("410423102201") == 4);
	CHECK(county.open_in("410423102202") == 0);
	CHECK(county.open_in("410425") == 1);
	CHECK(county.open_in("410481") == 0);
}
