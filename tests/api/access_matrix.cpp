#include "tests/api/access_matrix.hpp"

namespace bajin::test
{

namespace
{

std::vector<int> everybody(int status)
{
	return std::vector<int>(8, status);
}

std::vector<AccessRow> record_rows(const AccessPlace& place)
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
		{Method::get, "/api/v1/event_sums", {}, {unknown, refused, 200, 200, 200, refused, refused, 200}, "?area=410423"},
		{Method::get, "/api/v1/events.csv", {}, {unknown, refused, 200, 200, 200, refused, refused, 200}, "?area=410423"},
		{Method::get, "/api/v1/events.xlsx", {}, {unknown, refused, 200, 200, 200, refused, refused, 200}, "?area=410423"},
		{Method::get, "/api/v1/evidence.zip", {}, {unknown, refused, 200, 200, 200, refused, refused, 200}, "?area=410423"},
		{Method::post,
		 "/api/v1/events",
		 {{"team", team}, {"event", make_record(make_id(50))}},
		 {unknown, refused, 201, 200, 200, 422, refused, refused}},
		{Method::get, "/api/v1/events/{id}", {}, {unknown, refused, 200, 200, 200, hidden, refused, 200}},
		{Method::put,
		 "/api/v1/events/{id}",
		 {{"event", make_record(place.event)}, {"reason", "x"}},
		 {unknown, refused, 428, 428, 428, 428, refused, refused}},
		{Method::get, "/api/v1/events/{id}/history", {}, {unknown, refused, 200, 200, 200, hidden, refused, 200}},
		{Method::post, "/api/v1/events/{id}/review", review, {unknown, refused, 412, 412, 412, hidden, refused, refused}},
		{Method::post,
		 "/api/v1/events/{id}/redact",
		 {{"fields", {"note"}}, {"reason", "x"}},
		 {unknown, refused, 200, refused, refused, refused, refused, refused}},
		{Method::post,
		 "/api/v1/review",
		 {{"state", "verified"}, {"events", Json::array()}},
		 {unknown, refused, 200, 200, 200, 200, refused, refused}},
		{Method::get, "/api/v1/look_alikes", {}, {unknown, refused, 200, 200, 200, refused, refused, 200}, "?area=410423"},
		{Method::get, "/api/v1/events/{id}/look_alikes", {}, {unknown, refused, 200, 200, 200, hidden, refused, 200}},
		{Method::put,
		 "/api/v1/events/{id}/look_alikes/{other}",
		 {{"cleared", true}},
		 {unknown, refused, 200, 200, 200, hidden, refused, refused}},
		{Method::get, "/api/v1/kept", {}, {unknown, refused, 200, 200, 200, refused, refused, refused}, "?area=410423"},
		{Method::post,
		 "/api/v1/kept/{change_id}/resolve",
		 {{"reason", "x"}, {"event", {{"id", "x"}}}},
		 {unknown, refused, 422, 422, 422, 422, refused, refused}},
	};
}

std::vector<AccessRow> figure_rows()
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
		{Method::get,
		 "/api/v1/cross",
		 {},
		 {unknown, refused, 200, 200, 200, refused, 200, 200},
		 "?year=2025&area=410423&rows=area&columns=month"},
		{Method::get,
		 "/api/v1/cross.xlsx",
		 {},
		 {unknown, refused, 200, 200, 200, refused, 200, 200},
		 "?year=2025&area=410423&rows=area&columns=month"},
		{Method::get, "/api/v1/statistics", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, year},
		{Method::get, "/api/v1/statistics.csv", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, year},
		{Method::get, "/api/v1/statistics.txt", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, year},
		{Method::get, "/api/v1/statistics.xlsx", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, year},
		{Method::get, "/api/v1/progress/{id}", {}, {unknown, refused, hidden, hidden, hidden, hidden, hidden, hidden}},
		{Method::remove, "/api/v1/progress/{id}", {}, {unknown, refused, 200, 200, 200, 200, 200, 200}},
		{Method::get, "/api/v1/report", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, year},
		{Method::get, "/api/v1/targets", {}, {unknown, 200, 200, 200, 200, 200, 200, 200}, "?year=2025"},
		{Method::put,
		 "/api/v1/targets",
		 {{{"area", "410423"}, {"metric", "sessions"}, {"value", 9}}},
		 {unknown, refused, 200, 200, 200, refused, refused, refused},
		 "?year=2025"},
		{Method::get, "/api/v1/targets/history", {}, {unknown, 200, 200, 200, 200, 200, 200, 200}, "?year=2025"},
		{Method::get, "/api/v1/targets/progress", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?year=2025&area=410423"},
		{Method::get, "/api/v1/targets.csv", {}, {unknown, 200, 200, 200, 200, 200, 200, 200}, "?year=2025"},
		{Method::post,
		 "/api/v1/targets/import",
		 {{"csv", "area,metric,value\n410423,sessions,9\n"}},
		 {unknown, refused, 200, 200, 200, 200, refused, refused},
		 "?year=2025"},
		{Method::get, "/api/v1/reporting", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?year=2025&area=410423"},
	};
}

std::vector<AccessRow> people_rows(const AccessPlace& place)
{
	const std::string team = to_string(place.team);
	return {
		{Method::post,
		 "/api/v1/nil_reports",
		 {{"team", team}, {"month", "2025-01"}},
		 {unknown, refused, 201, 200, 200, 422, refused, refused}},
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
		{Method::post,
		 "/api/v1/notices",
		 {{"area", "410423"}, {"text", "x"}},
		 {unknown, refused, 201, 201, 201, refused, refused, refused}},
		{Method::get, "/api/v1/notices/{id}", {}, {unknown, refused, 200, 200, 200, hidden, refused, refused}},
		{Method::remove, "/api/v1/notices/{id}", {}, {unknown, refused, 200, 200, 200, hidden, refused, refused}},
	};
}

std::vector<AccessRow> registry_rows()
{
	return {
		{Method::get, "/api/v1/settings", {}, {unknown, refused, 200, 200, 200, 200, 200, 200}},
		{Method::get, "/api/v1/vocabulary", {}, {unknown, 200, 200, 200, 200, 200, 200, 200}},
		{Method::post,
		 "/api/v1/vocabulary/{list}",
		 {{"code", "temple"}, {"zh", "宗教场所"}},
		 {unknown, refused, 201, refused, refused, refused, refused, refused}},
		{Method::patch,
		 "/api/v1/vocabulary/{list}/{code}",
		 {{"zh", "寺庙"}},
		 {unknown, refused, 200, refused, refused, refused, refused, refused}},
		{Method::get, "/api/v1/venues", {}, {unknown, 200, 200, 200, 200, refused, 200, 200}, "?area=410423"},
		{Method::post,
		 "/api/v1/venues",
		 {{"venue_type", "school"}, {"area", "410423"}, {"name", "新"}},
		 {unknown, refused, 201, 409, 409, refused, refused, refused}},
		{Method::get, "/api/v1/venues.csv", {}, {unknown, 200, 200, 200, 200, refused, 200, 200}, "?area=410423"},
		{Method::get, "/api/v1/venues/suggestions", {}, {unknown, refused, 200, 200, 200, refused, refused, refused}, "?area=410423"},
		{Method::post,
		 "/api/v1/venues/import",
		 {{"csv", "名称"}, {"dry_run", true}},
		 {unknown, refused, 200, 200, 200, 200, refused, refused}},
		{Method::patch, "/api/v1/venues/{id}", {{"name", "一中"}}, {unknown, refused, 200, 200, 200, hidden, refused, refused}},
		{Method::post, "/api/v1/venues/{id}/merge", {{"into", "x"}}, {unknown, refused, 422, 422, 422, hidden, refused, refused}},
		{Method::get, "/api/v1/reports", {}, {unknown, refused, 200, 200, 200, 200, 200, 200}},
		{Method::post,
		 "/api/v1/reports",
		 {{"area", "410423"}, {"from", "2014-01"}, {"to", "2014-12"}},
		 {unknown, refused, 422, 422, 422, refused, refused, refused}},
		{Method::get, "/api/v1/reports/{id}", {}, {unknown, refused, 200, 200, 200, hidden, 200, 200}},
		{Method::get, "/api/v1/reports/{id}/difference", {}, {unknown, refused, 200, 200, 200, hidden, refused, 200}},
		{Method::get, "/api/v1/report_checks", {}, {unknown, refused, 200, 200, 200, refused, refused, refused}, "?area=410423&year=2025"},
		{Method::get, "/api/v1/report_cover", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?area=410423"},
		{Method::put,
		 "/api/v1/report_cover",
		 {{"area", "410423"}, {"head", "张"}},
		 {unknown, refused, 200, 200, 200, refused, refused, refused}},
		{Method::get, "/api/v1/submissions", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?area=410423&year=2025"},
		{Method::post,
		 "/api/v1/submissions",
		 {{"report", make_id(999)}, {"step", "submit"}},
		 {unknown, refused, hidden, hidden, hidden, hidden, refused, refused}},
		{Method::get, "/api/v1/report_tasks", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?area=410423"},
		{Method::post,
		 "/api/v1/report_tasks",
		 {{"area", "410423"}, {"from", "2015-01"}, {"to", "2015-12"}, {"document_no", "1"}, {"due_on", "2099-01-01"}},
		 {unknown, refused, 422, 422, 422, refused, refused, refused}},
		{Method::get, "/api/v1/estimates", {}, {unknown, refused, 200, 200, 200, refused, 200, 200}, "?area=410423&year=2025"},
		{Method::put,
		 "/api/v1/estimates",
		 {{"area", "410423"}, {"year", 2025}, {"rows", Json::array()}},
		 {unknown, refused, 200, 200, 200, refused, refused, refused}},
		{Method::get, "/api/v1/samples", {}, {unknown, refused, 200, 200, 200, 200, refused, 200}},
		{Method::post,
		 "/api/v1/samples",
		 {{"size", 1}, {"filter", {{"area", "410423"}}}},
		 {unknown, refused, 201, 201, 201, refused, refused, 201}},
		{Method::get, "/api/v1/samples/{id}", {}, {unknown, refused, hidden, hidden, hidden, hidden, refused, hidden}},
		{Method::put,
		 "/api/v1/samples/{id}/findings/{event}",
		 {{"finding", "genuine"}},
		 {unknown, refused, hidden, hidden, hidden, hidden, refused, hidden}},
		{Method::patch, "/api/v1/settings", {{"report_due_day", 8}}, {unknown, refused, 200, refused, refused, refused, refused, refused}},
	};
}

std::vector<AccessRow> account_rows()
{
	return {
		{Method::post, "/api/v1/setup", {{"code", "x"}, {"username", "x"}, {"password", "kite in the wind"}}, everybody(422)},
		{Method::post, "/api/v1/session", {{"username", "x"}}, everybody(422)},
		{Method::get, "/api/v1/session", {}, {unknown, refused, 200, 200, 200, 200, 200, 200}},
		{Method::remove, "/api/v1/session", {}, {}}, // signs the callers out: tried apart
		{Method::post, "/api/v1/session/password", {{"old", "x"}, {"new", "y"}}, {unknown, refused, 401, 401, 401, 401, 401, 401}},
		{Method::post, "/api/v1/session/confirm", {{"password", "x"}}, {unknown, refused, 401, 401, 401, 401, 401, 401}},
		{Method::get, "/api/v1/sessions", {}, {unknown, refused, 200, 200, 200, 200, 200, 200}},
		{Method::remove, "/api/v1/sessions", {}, {unknown, refused, 204, 204, 204, 204, 204, 204}},
		{Method::remove, "/api/v1/sessions/{id}", {}, {unknown, refused, hidden, hidden, hidden, hidden, hidden, hidden}},
		{Method::get, "/api/v1/users", {}, {unknown, refused, 200, refused, refused, refused, refused, refused}},
		{Method::post, "/api/v1/users", {{"username", "x"}}, {unknown, refused, 422, refused, refused, refused, refused, refused}},
		{Method::patch,
		 "/api/v1/users/{id}",
		 {{"disabled", true}},
		 {unknown, refused, hidden, refused, refused, refused, refused, refused}},
		{Method::get, "/api/v1/audit", {}, {unknown, refused, 200, 200, 200, 200, refused, 200}},
		{Method::get, "/api/v1/health", {}, everybody(200)},
		{Method::get, "/api/v1/ready", {}, everybody(200)},
		{Method::get, "/api/v1/openapi.yaml", {}, everybody(200)},
		{Method::get, "/metrics", {}, {unknown, refused, 200, refused, refused, refused, refused, refused}},
	};
}

} // namespace

std::vector<AccessRow> matrix(const AccessPlace& place)
{
	std::vector<AccessRow> rows;
	for (const AccessRow& row : record_rows(place)) { rows.push_back(row); }
	for (const AccessRow& row : figure_rows()) { rows.push_back(row); }
	for (const AccessRow& row : people_rows(place)) { rows.push_back(row); }
	for (const AccessRow& row : registry_rows()) { rows.push_back(row); }
	for (const AccessRow& row : account_rows()) { rows.push_back(row); }
	return rows;
}

} // namespace bajin::test
