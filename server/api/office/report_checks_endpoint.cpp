// What is looked at before a report is sealed: its figures, what waits beside them, what the checks found, and what was
// written to such findings before.
#include "server/api/http/answer.hpp"
#include "server/api/office/endpoints.hpp"
#include "server/api/requests/figure_request.hpp"
#include "server/figures/event_list.hpp"
#include "server/reports/checks.hpp"
#include "server/reports/estimates.hpp"
#include "server/reports/sealed/sealed_sections.hpp"
#include "server/reports/sealed_document.hpp"
#include "server/store/report_store.hpp"

namespace bajin::api
{

namespace
{

constexpr std::int64_t versions_looked_at = 5; // for what was written before

// Records of the span, counted or not, that carry a warning.
std::int64_t count_warned(store::Reader& reader, const figures::FigureQuery& query, std::string warning)
{
	figures::EventFilter filter;
	filter.area = query.area;
	filter.scope = query.scope;
	filter.first = query.period.days.first;
	filter.last = query.period.days.last;
	filter.warning = std::move(warning);
	std::int64_t count = 0;
	figures::for_each_listed(
		reader, filter,
		[&](const store::EventHead&)
		{
			++count;
			return true;
		});
	return count;
}

// By rule, the newest first: what an office wrote last month fits this month too.
Json offered(store::Reader& reader, AreaId area)
{
	Json list = Json::array();
	std::int64_t looked_at = 0;
	for (const store::SealedHead& head : store::list_reports(reader.database()))
	{
		if (head.span.area != area) { continue; }
		if (looked_at++ == versions_looked_at) { break; }
		for (const Json& explanation : reports::explanations_of(reports::load_document(reader.database(), head)))
		{
			list.push_back(
				{{"text", explanation["text"]},
				 {"findings", explanation["findings"]},
				 {"from", to_string(head.span.days.first)},
				 {"to", to_string(head.span.days.last)},
				 {"version", head.version}});
		}
	}
	return list;
}

Reply answer_checks(store::Reader& reader, const figures::FigureQuery& query, const people::Principal& principal)
{
	const reports::Report report = reports::compute_report(reader, query, people::days_of(principal));
	Json findings = Json::array();
	for (const auto& finding : reports::run_checks(reports::check_input(reader, report))) { findings.push_back(to_json(finding)); }
	const reports::DataQuality& quality = report.quality;
	Json owing = Json::array();
	for (const reports::OwingTeam& team : quality.owing)
	{
		owing.push_back({{"name", team.name}, {"area_name", team.area_name}, {"months", team.months_overdue}});
	}
	Json json = figures::figure_head(query, reader.reference()->areas.at(query.area));
	json["totals"] = figures::metrics_json(report.statistics.totals);
	json["text"] = report.statistics.text;
	json["waiting"] = {
		{"submitted", quality.states.counts.submitted},
		{"returned", quality.states.counts.returned},
		{"on_phones", quality.states.on_phones},
		{"months_owed", quality.months_overdue},
		{"look_alikes", count_warned(reader, query, "look_alike")},
		{"late", count_warned(reader, query, "late")},
	};
	json["owing"] = std::move(owing);
	json["is_over"] = query.period.days.last <= shanghai_date(query.now);
	json["is_draft"] = !report.estimates.empty();
	json["findings"] = std::move(findings);
	json["offered"] = offered(reader, query.area);
	return json_answer(json);
}

} // namespace

Reply handle_report_checks(Context& context, Request& request)
{
	figures::FigureText text{
		request.query_value("year"), request.query_value("from"),  request.query_value("to"),
		request.query_value("area"), request.query_value("basis"), {},
	};
	// What is sealed is what was verified, unless said otherwise.
	if (text.basis.empty()) { text.basis = to_string(Basis::verified); }
	return answer_figure(
		request, figures::parse_figure_query(text, *context.reference.load(), now()),
		[](store::Reader& reader, const figures::FigureQuery& query, const people::Principal& principal)
		{ return answer_checks(reader, query, principal); }, Lane::export_);
}

} // namespace bajin::api
