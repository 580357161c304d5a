#include "server/api/figures/endpoints.hpp"
#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/requests/figure_request.hpp"
#include "server/figures/reporting.hpp"
#include "server/people/audit.hpp"
#include "server/store/device_store.hpp"
#include "server/store/reader.hpp"
#include "server/store/settings_store.hpp"
#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"

namespace bajin::api
{

namespace
{

// A year, or one month of it.
Result<figures::FigureQuery> parse_question(Context& context, const Request& request)
{
	const std::string_view year = request.query_value("year");
	const std::string_view month = request.query_value("month");
	const bool narrowed = !month.empty();
	const figures::FigureText text{narrowed ? "" : year, month, month, request.query_value("area"), "", ""};
	if (!narrowed && year.empty()) { return figures::invalid_parameter("year", "expected YYYY"); }
	if (narrowed && !parse_month(month)) { return figures::invalid_parameter("month", "expected YYYY-MM"); }
	if (narrowed && !year.empty() && !month.starts_with(std::string(year) + "-"))
	{
		return figures::invalid_parameter("month", "lies outside the year");
	}
	return figures::parse_figure_query(text, *context.reference.load(), now());
}

Json team_json(const figures::TeamReporting& report, const AreaTree& areas, Month first, bool with_telephone)
{
	const store::Team& team = report.team;
	const Area& area = areas.at(team.area);
	const AreaId county = areas.ancestor_at(team.area, AreaLevel::county);
	Json json = {{"team", to_string(team.id)}, {"name", team.name}, {"area", area.code}, {"area_name", area.name}};
	json["county"] = county == 0 ? Json(nullptr) : Json(areas.at(county).name);
	json["leader"] = with_telephone ? text_or_null(team.leader) : Json(nullptr);
	json["phone"] = with_telephone ? text_or_null(team.phone) : Json(nullptr);
	json["last_heard_at"] = text_or_null(report.last_heard_at);
	json["unsent"] = report.unsent;
	json["oldest_unsent"] = text_or_null(report.oldest_unsent);
	json["silent"] = report.silent;
	json["months"] = Json::array();
	for (const figures::TeamMonth& of_month : report.months)
	{
		json["months"].push_back({{"month", to_string(first)}, {"status", figures::code_of(of_month.status)}, {"events", of_month.events}});
		++first.index;
	}
	return json;
}

Response describe_reporting(store::Reader& reader, const people::Principal& principal, const figures::FigureQuery& asked)
{
	const AreaTree& areas = reader.reference()->areas;
	const store::Settings settings = store::find_settings(reader.database());
	figures::ReportingQuery query;
	query.area = asked.area;
	query.first = asked.period.first_month();
	query.last = asked.period.last_month();
	query.today = shanghai_date(asked.now);
	query.due_day = settings.report_due_day;
	query.silent_before = asked.now - settings.silent_after;
	const figures::Reporting reporting = figures::compute_reporting(reader, query);

	Json json = {{"year", query.first.year()}, {"area", areas.at(query.area).code}, {"area_name", areas.at(query.area).name}};
	json["due_day"] = query.due_day;
	json["months"] = Json::array();
	for (Month month = query.first; month <= query.last; ++month.index) { json["months"].push_back(to_string(month)); }
	json["teams"] = Json::array();
	for (const figures::TeamReporting& report : reporting.teams)
	{
		json["teams"].push_back(team_json(report, areas, query.first, people::may_see_telephone(principal)));
	}
	json["areas_without_team"] = Json::array();
	for (const AreaId area : reporting.areas_without_team)
	{
		json["areas_without_team"].push_back({{"area", areas.at(area).code}, {"name", areas.at(area).name}});
	}
	json["as_of"] = {{"time", to_string(asked.now)}, {"seq", reader.newest_seq()}};
	return json_answer(json);
}

struct NilReportRequest
{
	Uuid team;
	Month month;
};

Result<NilReportRequest> read_nil_report(std::string_view text, Date today)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	const auto team = body->id("team");
	if (!team) { body->refuse("team", "is missing"); }
	const auto month = parse_month(body->required_text("month", 7));
	if (!month) { body->refuse("month", "a month as YYYY-MM is needed"); }
	else if (*month > month_of(today)) { body->refuse("month", "this month has not begun"); }
	if (auto error = body->error()) { return std::move(*error); }
	return NilReportRequest{*team, *month};
}

// Taken even where there are events: then the month counts as reported by them.
Reply make_nil_report(store::Writer& writer, const people::Principal& principal, const NilReportRequest& wanted)
{
	store::Database& database = writer.database();
	const auto team = store::find_team(database, wanted.team);
	if (!team || !people::covers(principal, writer.reference()->areas, team->area))
	{
		return Error{"invalid_field", "team: there is no such team", "/team"};
	}
	const Timestamp at = now();
	const bool is_new = store::insert_nil_report(database, {team->id, wanted.month, {}, {}, at});
	if (is_new)
	{
		people::AuditEntry audit_entry{"make_nil_report", std::nullopt, team->area, to_string(team->id)};
		audit_entry.details = {{"name", team->name}, {"month", to_string(wanted.month)}};
		people::audit(database, people::actor_of(principal), audit_entry, at);
	}
	return json_answer(Json{{"team", to_string(team->id)}, {"month", to_string(wanted.month)}}, is_new ? 201 : 200);
}

} // namespace

Reply handle_reporting(Context& context, Request& request)
{
	return answer_figure(
		request, parse_question(context, request),
		[](store::Reader& reader, const figures::FigureQuery& query, const people::Principal& principal) -> Reply
		{ return describe_reporting(reader, principal, query); });
}

Reply handle_make_nil_report(Context& /*context*/, Request& request)
{
	auto wanted = read_nil_report(request.body, shanghai_date(now()));
	if (!wanted) { return wanted.error(); }
	return write_work([wanted = *wanted](store::Writer& writer, const people::Principal& principal)
					  { return make_nil_report(writer, principal, wanted); });
}

} // namespace bajin::api
