// Who may do what: every route by every role and scope. A route that nobody thought of here fails the test.
#include "tests/api/access_matrix.hpp"
#include "tests/support/catch.hpp"

#include <set>
#include <string>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

// 0 in the matrix: the connection becomes a stream.
int status_of(AccessPlace& place, const std::string& token, const AccessRow& row)
{
	if (row.pattern != std::string_view("/api/v1/changes"))
	{
		return place.server.call_as(token, row.method, place.path_of(row), row.body).status;
	}
	return place.server.stream_status(token);
}

} // namespace

TEST_CASE("access: every route by every role and scope")
{
	AccessPlace place;
	std::set<std::string> tried;
	place.add_twin();
	for (const AccessRow& row : matrix(place))
	{
		tried.insert(std::to_string(static_cast<int>(row.method)) + row.pattern);
		for (std::size_t i = 0; i < row.expected.size(); ++i)
		{
			INFO(row.pattern << ", method " << static_cast<int>(row.method) << ", caller " << i);
			CHECK(status_of(place, place.tokens[i], row) == row.expected[i]);
		}
	}
	for (const api::Route& route : api::routes())
	{
		INFO(route.pattern << " has no row in the matrix");
		CHECK(tried.contains(std::to_string(static_cast<int>(route.method)) + std::string(route.pattern)));
	}
}

TEST_CASE("access: a coordinator of one county can neither read nor infer anything of another")
{
	AccessPlace place;
	const std::string& own = place.tokens[4];
	const auto body_of = [&](const std::string& path) { return place.server.call_as(own, Method::get, path).body; };
	const auto same_as_unknown = [&](Method method, const std::string& real, const std::string& made_up, const Json& body = Json())
	{
		const auto there = place.server.call_as(own, method, real, body);
		const auto nowhere = place.server.call_as(own, method, made_up, body);
		INFO(real << ": " << there.body << " / " << nowhere.body);
		CHECK(there.status == nowhere.status);
		CHECK(there.status != 200);
		CHECK(code_of(there) == code_of(nowhere));
	};
	const std::string nobody = make_id(12'345);
	const api::Response sent =
		place.server.call_as(place.tokens[5], Method::post, "/api/v1/notices", {{"team", to_string(place.other_team)}, {"text", "x"}});
	const std::string notice_of_other = Json::parse(sent.body).at("id");
	for (const std::string suffix : {"", "/history", "/look_alikes"})
	{
		same_as_unknown(Method::get, "/api/v1/events/" + place.other_event + suffix, "/api/v1/events/" + nobody + suffix);
	}
	const std::string cleared = "/look_alikes/" + place.event;
	same_as_unknown(
		Method::put, "/api/v1/events/" + place.other_event + cleared, "/api/v1/events/" + nobody + cleared, {{"cleared", true}});
	const Json review = {{"version", 1}, {"state", "verified"}};
	same_as_unknown(Method::post, "/api/v1/events/" + place.other_event + "/review", "/api/v1/events/" + nobody + "/review", review);
	same_as_unknown(Method::get, "/api/v1/receipts/" + place.other_receipt, "/api/v1/receipts/0000-0000");
	same_as_unknown(Method::get, "/api/v1/teams/" + to_string(place.other_team), "/api/v1/teams/" + nobody);
	same_as_unknown(Method::patch, "/api/v1/devices/" + to_string(place.other_phone.id), "/api/v1/devices/" + nobody, {{"revoked", true}});
	same_as_unknown(Method::get, "/api/v1/notices/" + notice_of_other, "/api/v1/notices/" + nobody);
	same_as_unknown(Method::remove, "/api/v1/notices/" + notice_of_other, "/api/v1/notices/" + nobody);
	for (const char* path : {"/api/v1/notices", "/api/v1/enrolments"})
	{
		Json of_other = {{"team", to_string(place.other_team)}};
		Json of_none = {{"team", nobody}};
		if (path == std::string_view("/api/v1/notices")) { of_other["text"] = of_none["text"] = "x"; }
		const auto there = place.server.call_as(own, Method::post, path, of_other);
		CHECK(there.status >= 400);
		CHECK(there.body == place.server.call_as(own, Method::post, path, of_none).body);
	}

	for (const char* path :
		 {"/api/v1/events", "/api/v1/teams", "/api/v1/devices", "/api/v1/reference", "/api/v1/kept", "/api/v1/audit", "/api/v1/notices",
		  "/api/v1/statistics?from=2025-01&to=2025-12", "/api/v1/coverage?year=2025", "/api/v1/targets?year=2025",
		  "/api/v1/coverage?year=2025&attribution=team", "/api/v1/gaps?year=2025", "/api/v1/gaps.csv?year=2025",
		  "/api/v1/places?year=2025&limit=1000", "/api/v1/places.csv?year=2025", "/api/v1/months?year=2025&attribution=team",
		  "/api/v1/overview"})
	{
		INFO(path);
		const std::string body = body_of(path);
		CHECK(body.find("410425") == std::string::npos);
		CHECK(body.find(place.other_event) == std::string::npos);
		CHECK(body.find(to_string(place.other_team)) == std::string::npos);
	}
	// What one may not ask about the county beside, one may not ask about the whole either.
	for (const char* area : {"410425", "410400"})
	{
		CHECK(
			place.server.call_as(own, Method::get, std::string("/api/v1/statistics?from=2025-01&to=2025-12&area=") + area).status ==
			refused);
		CHECK(place.server.call_as(own, Method::get, std::string("/api/v1/coverage?year=2025&area=") + area).status == refused);
		CHECK(place.server.call_as(own, Method::get, std::string("/api/v1/events?area=") + area).status == refused);
	}
	CHECK(
		place.server.call_as(own, Method::get, "/api/v1/events?team=" + to_string(place.other_team)).body ==
		R"({"events":[],"next":null})");
}

TEST_CASE("access: a county reads what its team recorded elsewhere, and knows a guest only as another team")
{
	AccessPlace place;
	Json abroad = make_record(make_id(70));
	abroad["area"] = place.first_village("410425");
	static_cast<void>(place.server.sync(place.phone, make_push({make_put(make_id(904), 0, abroad)})));
	const std::string& own = place.tokens[4];
	const std::string& other = place.tokens[5];

	const std::string path = "/api/v1/events/" + make_id(70);
	CHECK(place.server.call_as(own, Method::get, path).status == 200);
	CHECK(place.server.call_as(own, Method::post, path + "/review", {{"version", 1}, {"state", "verified"}}).status == refused);
	const Json listed = Json::parse(place.server.call_as(own, Method::get, "/api/v1/events?team=" + to_string(place.team)).body);
	CHECK(listed["events"].size() == 2);
	CHECK(Json::parse(place.server.call_as(own, Method::get, "/api/v1/events").body)["events"].size() == 1);

	const Json figures = Json::parse(place.server.call_as(other, Method::get, "/api/v1/statistics?from=2025-01&to=2025-12").body);
	REQUIRE(figures["by"]["team"].size() == 2);
	CHECK(figures["by"]["team"][1]["key"] == "other");
	CHECK(figures["by"]["team"][1]["events"] == 1);
	const Json guests = Json::parse(place.server.call_as(other, Method::get, "/api/v1/events?team=other").body);
	REQUIRE(guests["events"].size() == 1);
	CHECK(guests["events"][0]["id"] == make_id(70));
}

TEST_CASE("access: an auditor reads the days of the audit, and every look stands in the trail")
{
	AccessPlace place;
	Json old = make_record(make_id(71));
	old["occurred_on"] = "2024-12-31";
	static_cast<void>(place.server.sync(place.phone, make_push({make_put(make_id(905), 0, old)})));
	const std::string& auditor = place.tokens[7];
	CHECK(place.server.call_as(auditor, Method::get, "/api/v1/events/" + make_id(71)).status == hidden);
	CHECK(Json::parse(place.server.call_as(auditor, Method::get, "/api/v1/events").body)["events"].size() == 1);
	CHECK(place.server.call_as(auditor, Method::get, "/api/v1/statistics?from=2024-12&to=2025-12").status == refused);
	CHECK(place.server.call_as(auditor, Method::get, "/api/v1/statistics?from=2025-01&to=2025-12").status == 200);

	const Json seen = Json::parse(place.server.call_as(place.tokens[2], Method::get, "/api/v1/audit?actor=auditor").body);
	std::multiset<std::string> looked;
	for (const Json& row : seen["rows"]) { looked.insert(row["details"].value("path", "")); }
	CHECK(looked.count("/api/v1/events") == 1);
	CHECK(looked.count("/api/v1/statistics?from=2025-01&to=2025-12") == 1);
}

TEST_CASE("access: a coordinator does not see what an auditor looked at, and an administrator does")
{
	AccessPlace place;
	const std::string& auditor = place.tokens[7];
	REQUIRE(place.server.call_as(auditor, Method::get, "/api/v1/events/" + place.event).status == 200);
	REQUIRE(place.server.call_as(auditor, Method::get, "/api/v1/events?area=410423").status == 200);
	REQUIRE(place.server.call_as(auditor, Method::get, "/api/v1/evidence.zip?area=410423").status == 200);
	// Of the coordinator's own county, and not to be hidden: what a coordinator did.
	REQUIRE(place.server.call_as(place.tokens[4], Method::get, "/api/v1/evidence.zip?area=410423").status == 200);
	const auto actions_of = [&](const std::string& token, const std::string& query)
	{
		std::multiset<std::string> actions;
		const Json answer = place.server.get_as(token, "/api/v1/audit?limit=1000" + query);
		for (const Json& row : answer["rows"]) { actions.insert(row["actor"].get<std::string>() + " " + row["action"].get<std::string>()); }
		return actions;
	};
	for (const std::string& coordinator : {place.tokens[3], place.tokens[4]})
	{
		for (const std::string& query :
			 {std::string(), std::string("&actor=auditor"), "&event=" + place.event, std::string("&action=look")})
		{
			INFO(query);
			for (const std::string& action : actions_of(coordinator, query)) { CHECK_FALSE(action.starts_with("auditor ")); }
		}
	}
	CHECK_FALSE(actions_of(place.tokens[4], "&action=export_evidence").empty());
	const auto all = actions_of(place.tokens[2], "&actor=auditor");
	CHECK(all.count("auditor look") == 1);          // the list
	CHECK(all.count("auditor see_telephone") == 1); // the record
	CHECK(all.count("auditor export_evidence") == 1);
}

TEST_CASE("access: before there are accounts a caller on the machine reads everything and is nobody's equal afterwards")
{
	TestServer server;
	CHECK(server.get("/api/v1/events").status == 200);
	CHECK(server.get("/api/v1/statistics?from=2025-01&to=2025-12").status == 200);
	api::Request proxied;
	proxied.path = "/api/v1/events";
	proxied.peer_is_loopback = true;
	proxied.has_forwarding_headers = true;
	CHECK(server.call(proxied).status == unknown);
	CHECK(server.call_as("", Method::get, "/api/v1/events").status == unknown);

	static_cast<void>(server.add_account("chief", Role::admin, "410400"));
	CHECK(server.get("/api/v1/events").status == unknown);
	CHECK(server.get("/metrics").status == 200); // the program that watches the server has no account
}
