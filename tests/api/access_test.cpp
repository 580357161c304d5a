// Who may do what: every route by every role and scope. A route that nobody thought of here fails the test.
#include "server/store/notice_store.hpp"
#include "tests/support/test_server.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

// What a route answers to whom: statuses for a caller who shows nothing, a phone of the county, and the accounts: the
// administrator, the prefecture's coordinator, the county's, that of the county beside it, the county's viewer, its auditor.
struct Row
{
	Method method;
	const char* pattern;
	Json body;
	std::vector<int> expected; // nobody, phone, admin, prefecture, own, other, viewer, auditor
	std::string query = {};
};

constexpr int hidden = 404;  // answered like what does not exist
constexpr int refused = 403; // signed in, and may not
constexpr int unknown = 401; // to sign in first

// Two counties, each with a team, a phone and an event; the callers of the matrix.
class Place
{
public:
	Place()
	{
		team = server.add_team("鲁山", "410423");
		other_team = server.add_team("郏县", "410425");
		phone = server.add_device(team);
		other_phone = server.add_device(other_team);
		Json record = make_record(event);
		record["host"] = {{"contact", "王主任"}, {"phone", "13912345678"}};
		receipt = server.sync(phone, make_push({make_put(make_id(901), 0, record)}))["results"][0]["receipt"];
		Json elsewhere = make_record(other_event);
		elsewhere["area"] = "410425100200";
		elsewhere["area"] = first_village("410425");
		other_receipt = server.sync(other_phone, make_push({make_put(make_id(902), 0, elsewhere)}))["results"][0]["receipt"];
		Json wrong = make_record(make_id(903));
		wrong["title"] = "";
		static_cast<void>(server.sync(phone, make_push({make_put(kept, 0, wrong)})));
		notice = add_notice();
		add_venue();
		tokens = {"",
		          phone.token,
		          server.add_account("chief", Role::admin, "410400"),
		          server.add_account("prefecture", Role::coordinator, "410400"),
		          server.add_account("own", Role::coordinator, "410423"),
		          server.add_account("other", Role::coordinator, "410425"),
		          server.add_account("viewer", Role::viewer, "410423"),
		          server.add_account("auditor", Role::auditor, "410423")};
		const api::Response sealed = server.call_as(tokens[2], Method::post, "/api/v1/reports", {{"area", "410423"}, {"from", "2025-01"}, {"to", "2025-12"}});
		report = Json::parse(sealed.body)["id"];
	}

	std::string add_notice()
	{
		store::Notice made;
		made.id = *parse_uuid(make_id(800));
		made.text = "请上报";
		made.team = team;
		made.made_at = now();
		store::Writer& writer = server.writer();
		writer.run_alone([&] { store::insert_notice(writer.database(), writer.epoch(), made); });
		return to_string(made.id);
	}

	void add_twin() { static_cast<void>(server.sync(phone, make_push({make_put(make_id(904), 0, make_record(twin))}))); }

	void add_venue()
	{
		store::Writer& writer = server.writer();
		const AreaId area = server.reference()->areas.find("410423")->id;
		writer.run_alone(
			[&]
			{
				store::insert_venue(writer.database(), {venue, "school", area, "一中", {}, {}});
				writer.reload_reference();
			});
	}

	std::string first_village(std::string_view county)
	{
		const AreaTree& areas = server.reference()->areas;
		for (const Area& area : areas.all())
		{
			if (area.level == AreaLevel::village && areas.contains(areas.find(county)->id, area.id)) { return area.code; }
		}
		return {};
	}

	[[nodiscard]] std::string path_of(const Row& row) const
	{
		std::string path = row.pattern;
		const auto put = [&path](const std::string& name, const std::string& value)
		{
			if (const auto at = path.find(name); at != std::string::npos) { path.replace(at, name.size(), value); }
		};
		if (path.starts_with("/api/v1/events")) { put("{id}", event); }
		if (path.starts_with("/api/v1/teams")) { put("{id}", to_string(team)); }
		if (path.starts_with("/api/v1/devices")) { put("{id}", to_string(phone.id)); }
		if (path.starts_with("/api/v1/notices")) { put("{id}", notice); }
		if (path.starts_with("/api/v1/users")) { put("{id}", make_id(999)); }
		put("{other}", twin);
		if (path.starts_with("/api/v1/venues")) { put("{id}", venue); }
		if (path.starts_with("/api/v1/reports")) { put("{id}", report); }
		if (path.starts_with("/api/v1/progress")) { put("{id}", make_id(999)); }
		if (path.starts_with("/api/v1/samples")) { put("{id}", make_id(999)); }
		put("{event}", event);
		put("{list}", "venue_types");
		if (path.starts_with("/api/v1/vocabulary")) { put("{code}", "temple"); }
		put("{receipt}", receipt);
		put("{change_id}", kept);
		put("{code}", "0000-0000");
		return path + row.query;
	}

	TestServer server;
	Uuid team;
	Uuid other_team;
	TestDevice phone;
	TestDevice other_phone;
	std::string event = make_id(1);
	std::string other_event = make_id(2);
	std::string twin = make_id(3); // looks like `event`
	std::string kept = make_id(900);
	std::string notice;
	std::string report;
	std::string venue = make_id(700);
	std::string receipt;
	std::string other_receipt;
	std::vector<std::string> tokens;
};

std::vector<int> everybody(int status) { return std::vector<int>(8, status); }

std::vector<Row> record_rows(const Place& place)
{
	const std::string team = to_string(place.team);
	const Json review = {{"version", 77}, {"state", "verified"}};
	return {
		{Method::post, "/api/v1/sync", {{"changes", Json::array()}}, {unknown, 200, refused, refused, refused, refused, refused, refused}},
		{Method::get, "/api/v1/changes", {}, {unknown, 0, 0, 0, 0, 0, 0, refused}},
		{Method::post, "/api/v1/enrol", {{"code", "0000-0000"}, {"device", "x"}}, everybody(422)},
		{Method::get, "/api/v1/reference", {}, {unknown, 200, 200, 200, 200, 200, 200, 200}},
		{Method::get, "/api/v1/areas", {}, everybody(200)},
		{Method::get, "/api/v1/receipts/{receipt}", {}, {unknown, 200, 200, 200, 200, hidden, refused, 200}},
		{Method::get, "/api/v1/events", {}, {unknown, refused, 200, 200, 200, refused, refused, 200}, "?area=410423"},
		{Method::get, "/api/v1/evidence.zip", {}, {unknown, refused, 200, 200, 200, refused, refused, 200}, "?area=410423"},
		{Method::post, "/api/v1/events", {{"team", team}, {"event", make_record(make_id(50))}}, {unknown, refused, 201, 200, 200, 422, refused, refused}},
		{Method::get, "/api/v1/events/{id}", {}, {unknown, refused, 200, 200, 200, hidden, refused, 200}},
		{Method::put, "/api/v1/events/{id}", {{"event", make_record(place.event)}, {"reason", "x"}}, {unknown, refused, 428, 428, 428, 428, refused, refused}},
		{Method::get, "/api/v1/events/{id}/history", {}, {unknown, refused, 200, 200, 200, hidden, refused, 200}},
		{Method::post, "/api/v1/events/{id}/review", review, {unknown, refused, 412, 412, 412, hidden, refused, refused}},
		{Method::post, "/api/v1/events/{id}/redact", {{"fields", {"note"}}, {"reason", "x"}}, {unknown, refused, 200, refused, refused, refused, refused, refused}},
		{Method::post, "/api/v1/review", {{"state", "verified"}, {"events", Json::array()}}, {unknown, refused, 200, 200, 200, 200, refused, refused}},
		{Method::get, "/api/v1/look_alikes", {}, {unknown, refused, 200, 200, 200, refused, refused, 200}, "?area=410423"},
		{Method::get, "/api/v1/events/{id}/look_alikes", {}, {unknown, refused, 200, 200, 200, hidden, refused, 200}},
		{Method::put, "/api/v1/events/{id}/look_alikes/{other}", {{"cleared", true}}, {unknown, refused, 200, 200, 200, hidden, refused, refused}},
		{Method::get, "/api/v1/kept", {}, {unknown, refused, 200, 200, 200, refused, refused, refused}, "?area=410423"},
		{Method::post, "/api/v1/kept/{change_id}/resolve", {{"reason", "x"}, {"event", {{"id", "x"}}}}, {unknown, refused, 422, 422, 422, 422, refused, refused}},
	};
}

std::vector<Row> figure_rows()
{
	const std::string year = "?from=2025-01&to=2025-12&area=410423";
	return {
		{Method::get, "/api/v1/overview", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?area=410423"},
		{Method::get, "/api/v1/coverage", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?year=2025&area=410423"},
		{Method::get, "/api/v1/gaps", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?year=2025&area=410423"},
		{Method::get, "/api/v1/gaps.csv", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?year=2025&area=410423"},
		{Method::get, "/api/v1/places", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?year=2025&area=410423"},
		{Method::get, "/api/v1/places.csv", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?year=2025&area=410423"},
		{Method::get, "/api/v1/months", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?year=2025&area=410423"},
		{Method::get, "/api/v1/statistics", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, year},
		{Method::get, "/api/v1/statistics.csv", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, year},
		{Method::get, "/api/v1/statistics.txt", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, year},
		{Method::get, "/api/v1/statistics.xlsx", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, year},
		{Method::get, "/api/v1/progress/{id}", {}, {unknown, refused, hidden, hidden, hidden, hidden, hidden, hidden}},
		{Method::remove, "/api/v1/progress/{id}", {}, {unknown, refused, 200, 200, 200, 200, 200, 200}},
		{Method::get, "/api/v1/report", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, year},
		{Method::get, "/api/v1/targets", {}, {unknown, 200, 200, 200, 200, 200, 200, 200}, "?year=2025"},
		{Method::put, "/api/v1/targets", {{{"area", "410423"}, {"metric", "sessions"}, {"value", 9}}}, {unknown, refused, 200, 200, 200, refused, refused, refused}, "?year=2025"},
		{Method::get, "/api/v1/targets/history", {}, {unknown, 200, 200, 200, 200, 200, 200, 200}, "?year=2025"},
		{Method::get, "/api/v1/targets/progress", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?year=2025&area=410423"},
		{Method::get, "/api/v1/targets.csv", {}, {unknown, 200, 200, 200, 200, 200, 200, 200}, "?year=2025"},
		{Method::post, "/api/v1/targets/import", {{"csv", "area,metric,value\n410423,sessions,9\n"}}, {unknown, refused, 200, 200, 200, 200, refused, refused}, "?year=2025"},
		{Method::get, "/api/v1/reporting", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?year=2025&area=410423"},
	};
}

std::vector<Row> people_rows(const Place& place)
{
	const std::string team = to_string(place.team);
	return {
		{Method::post, "/api/v1/nil_reports", {{"team", team}, {"month", "2025-01"}}, {unknown, refused, 201, 200, 200, 422, refused, refused}},
		{Method::get, "/api/v1/teams", {}, {unknown, refused, 200, 200, 200, 200, refused, refused}},
		{Method::post, "/api/v1/teams", {{"name", "新"}, {"area", "410423"}}, {unknown, refused, 201, 201, 201, refused, refused, refused}},
		{Method::get, "/api/v1/teams/{id}", {}, {unknown, refused, 200, 200, 200, hidden, refused, refused}},
		{Method::patch, "/api/v1/teams/{id}", {{"leader", "张"}}, {unknown, refused, 200, 200, 200, hidden, refused, refused}},
		{Method::get, "/api/v1/enrolments", {}, {unknown, refused, 200, 200, 200, hidden, refused, refused}, "?team=" + team},
		{Method::post, "/api/v1/enrolments", {{"team", team}}, {unknown, refused, 201, 201, 201, 422, refused, refused}},
		{Method::remove, "/api/v1/enrolments/{code}", {}, {unknown, refused, hidden, hidden, hidden, hidden, refused, refused}},
		{Method::get, "/api/v1/devices", {}, {unknown, refused, 200, 200, 200, 200, refused, refused}},
		{Method::patch, "/api/v1/devices/{id}", {{"name", "手机"}}, {unknown, refused, 200, 200, 200, hidden, refused, refused}},
		{Method::get, "/api/v1/notices", {}, {unknown, refused, 200, 200, 200, 200, refused, refused}},
		{Method::post, "/api/v1/notices", {{"area", "410423"}, {"text", "x"}}, {unknown, refused, 201, 201, 201, refused, refused, refused}},
		{Method::get, "/api/v1/notices/{id}", {}, {unknown, refused, 200, 200, 200, hidden, refused, refused}},
		{Method::remove, "/api/v1/notices/{id}", {}, {unknown, refused, 200, 200, 200, hidden, refused, refused}},
	};
}

std::vector<Row> registry_rows()
{
	return {
		{Method::get, "/api/v1/settings", {}, {unknown, refused, 200, 200, 200, 200, 200, 200}},
		{Method::get, "/api/v1/vocabulary", {}, {unknown, 200, 200, 200, 200, 200, 200, 200}},
		{Method::post, "/api/v1/vocabulary/{list}", {{"code", "temple"}, {"zh", "宗教场所"}}, {unknown, refused, 201, refused, refused, refused, refused, refused}},
		{Method::patch, "/api/v1/vocabulary/{list}/{code}", {{"zh", "寺庙"}}, {unknown, refused, 200, refused, refused, refused, refused, refused}},
		{Method::get, "/api/v1/venues", {}, {unknown, 200, 200, 200, 200, refused, 200, 200}, "?area=410423"},
		{Method::post, "/api/v1/venues", {{"venue_type", "school"}, {"area", "410423"}, {"name", "新"}}, {unknown, refused, 201, 409, 409, refused, refused, refused}},
		{Method::get, "/api/v1/venues.csv", {}, {unknown, 200, 200, 200, 200, refused, 200, 200}, "?area=410423"},
		{Method::get, "/api/v1/venues/suggestions", {}, {unknown, refused, 200, 200, 200, refused, refused, refused}, "?area=410423"},
		{Method::post, "/api/v1/venues/import", {{"csv", "名称"}, {"dry_run", true}}, {unknown, refused, 200, 200, 200, 200, refused, refused}},
		{Method::patch, "/api/v1/venues/{id}", {{"name", "一中"}}, {unknown, refused, 200, 200, 200, hidden, refused, refused}},
		{Method::post, "/api/v1/venues/{id}/merge", {{"into", "x"}}, {unknown, refused, 422, 422, 422, hidden, refused, refused}},
		{Method::get, "/api/v1/reports", {}, {unknown, refused, 200, 200, 200, 200, 200, 200}},
		{Method::post, "/api/v1/reports", {{"area", "410423"}, {"from", "2014-01"}, {"to", "2014-12"}}, {unknown, refused, 422, 422, 422, refused, refused, refused}},
		{Method::get, "/api/v1/reports/{id}", {}, {unknown, refused, 200, 200, 200, hidden, 200, 200}},
		{Method::get, "/api/v1/reports/{id}/difference", {}, {unknown, refused, 200, 200, 200, hidden, refused, 200}},
		{Method::get, "/api/v1/report_cover", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?area=410423"},
		{Method::put, "/api/v1/report_cover", {{"area", "410423"}, {"head", "张"}}, {unknown, refused, 200, 200, 200, refused, refused, refused}},
		{Method::get, "/api/v1/submissions", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?area=410423&year=2025"},
		{Method::post, "/api/v1/submissions", {{"report", make_id(999)}, {"step", "submit"}}, {unknown, refused, hidden, hidden, hidden, hidden, refused, refused}},
		{Method::get, "/api/v1/estimates", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?area=410423&year=2025"},
		{Method::put, "/api/v1/estimates", {{"area", "410423"}, {"year", 2025}, {"rows", Json::array()}}, {unknown, refused, 200, 200, 200, refused, refused, refused}},
		{Method::get, "/api/v1/samples", {}, {unknown, refused, 200, 200, 200, 200, refused, 200}},
		{Method::post, "/api/v1/samples", {{"size", 1}, {"filter", {{"area", "410423"}}}}, {unknown, refused, 201, 201, 201, refused, refused, 201}},
		{Method::get, "/api/v1/samples/{id}", {}, {unknown, refused, hidden, hidden, hidden, hidden, refused, hidden}},
		{Method::put, "/api/v1/samples/{id}/findings/{event}", {{"finding", "genuine"}}, {unknown, refused, hidden, hidden, hidden, hidden, refused, hidden}},
		{Method::patch, "/api/v1/settings", {{"report_due_day", 8}}, {unknown, refused, 200, refused, refused, refused, refused, refused}},
	};
}

std::vector<Row> account_rows()
{
	return {
		{Method::post, "/api/v1/setup", {{"code", "x"}, {"username", "x"}, {"password", "long enough"}}, everybody(422)},
		{Method::post, "/api/v1/session", {{"username", "x"}}, everybody(422)},
		{Method::get, "/api/v1/session", {}, {unknown, refused, 200, 200, 200, 200, 200, 200}},
		{Method::remove, "/api/v1/session", {}, {}}, // signs the callers out: tried apart
		{Method::post, "/api/v1/session/password", {{"old", "x"}, {"new", "y"}}, {unknown, refused, 401, 401, 401, 401, 401, 401}},
		{Method::get, "/api/v1/users", {}, {unknown, refused, 200, refused, refused, refused, refused, refused}},
		{Method::post, "/api/v1/users", {{"username", "x"}}, {unknown, refused, 422, refused, refused, refused, refused, refused}},
		{Method::patch, "/api/v1/users/{id}", {{"disabled", true}}, {unknown, refused, hidden, refused, refused, refused, refused, refused}},
		{Method::get, "/api/v1/audit", {}, {unknown, refused, 200, 200, 200, 200, refused, 200}},
		{Method::get, "/api/v1/health", {}, everybody(200)},
		{Method::get, "/api/v1/openapi.yaml", {}, everybody(200)},
		{Method::get, "/metrics", {}, {unknown, refused, 200, refused, refused, refused, refused, refused}},
	};
}

std::vector<Row> matrix(const Place& place)
{
	std::vector<Row> rows;
	for (const Row& row : record_rows(place)) { rows.push_back(row); }
	for (const Row& row : figure_rows()) { rows.push_back(row); }
	for (const Row& row : people_rows(place)) { rows.push_back(row); }
	for (const Row& row : registry_rows()) { rows.push_back(row); }
	for (const Row& row : account_rows()) { rows.push_back(row); }
	return rows;
}

// 0 in the matrix: the connection becomes a stream.
int status_of(Place& place, const std::string& token, const Row& row)
{
	if (row.pattern != std::string_view("/api/v1/changes")) { return place.server.call_as(token, row.method, place.path_of(row), row.body).status; }
	return place.server.stream_status(token);
}

}  // namespace

TEST_CASE("access: every route by every role and scope")
{
	Place place;
	std::set<std::string> tried;
	place.add_twin();
	for (const Row& row : matrix(place))
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
	Place place;
	const std::string& own = place.tokens[4];
	const auto body_of = [&](const std::string& path) { return place.server.call_as(own, Method::get, path).body; };
	const auto same_as_unknown = [&](Method method, const std::string& real, const std::string& made_up, const Json& body = Json())
	{
		const auto there = place.server.call_as(own, method, real, body);
		const auto nowhere = place.server.call_as(own, method, made_up, body);
		INFO(real << ": " << there.body << " / " << nowhere.body);
		CHECK(there.status == nowhere.status);
		CHECK(there.status != 200);
		const auto without_id = [](std::string text)
		{
			for (const char* pattern : {"/api/v1/"}) { static_cast<void>(pattern); }
			return Json::parse(text).value("code", "");
		};
		CHECK(without_id(there.body) == without_id(nowhere.body));
	};
	const std::string nobody = make_id(12'345);
	const api::Response sent = place.server.call_as(
		place.tokens[5], Method::post, "/api/v1/notices", {{"team", to_string(place.other_team)}, {"text", "x"}});
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
	same_as_unknown(
		Method::post, "/api/v1/notices", "/api/v1/notices?x", {{"team", to_string(place.other_team)}, {"text", "x"}});
	same_as_unknown(Method::post, "/api/v1/enrolments", "/api/v1/enrolments?x", {{"team", to_string(place.other_team)}});

	for (const char* path : {"/api/v1/events", "/api/v1/teams", "/api/v1/devices", "/api/v1/reference", "/api/v1/kept", "/api/v1/audit", "/api/v1/notices",
	                         "/api/v1/statistics?from=2025-01&to=2025-12", "/api/v1/coverage?year=2025", "/api/v1/targets?year=2025",
	                         "/api/v1/coverage?year=2025&attribution=team", "/api/v1/gaps?year=2025", "/api/v1/gaps.csv?year=2025",
	                         "/api/v1/places?year=2025&limit=1000", "/api/v1/places.csv?year=2025",
	                         "/api/v1/months?year=2025&attribution=team", "/api/v1/overview"})
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
		CHECK(place.server.call_as(own, Method::get, std::string("/api/v1/statistics?from=2025-01&to=2025-12&area=") + area).status == refused);
		CHECK(place.server.call_as(own, Method::get, std::string("/api/v1/coverage?year=2025&area=") + area).status == refused);
		CHECK(place.server.call_as(own, Method::get, std::string("/api/v1/events?area=") + area).status == refused);
	}
	CHECK(place.server.call_as(own, Method::get, "/api/v1/events?team=" + to_string(place.other_team)).body == R"({"events":[],"next":null})");
}

TEST_CASE("access: a county reads what its team recorded elsewhere, and knows a guest only as another team")
{
	Place place;
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
	Place place;
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
