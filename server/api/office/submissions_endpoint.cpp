#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/office/endpoints.hpp"
#include "server/api/requests/figure_request.hpp"
#include "server/figures/tally.hpp"
#include "server/people/audit.hpp"
#include "server/reports/submissions.hpp"
#include "server/store/writer.hpp"

#include <memory>

namespace bajin::api
{

namespace
{

struct StepRequest
{
	Uuid report;
	store::ReportStep step = store::ReportStep::submit;
	std::string reason;
};

Result<StepRequest> read_step(std::string_view text)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	const auto report = body->id("report");
	const auto step = reports::parse_report_step(body->required_text("step", 10));
	StepRequest wanted;
	wanted.reason = body->reason();
	if (!report) { body->refuse("report", "the id of a sealed version is needed"); }
	if (!step) { body->refuse("step", "submit, return, accept or take"); }
	if (auto error = body->error()) { return *error; }
	wanted.report = *report;
	wanted.step = *step;
	return wanted;
}

figures::FigureQuery query_of(const store::SealedSpan& span, Timestamp at)
{
	figures::FigureQuery query;
	query.period = {span.days, to_string(span.days.first), to_string(span.days.last)};
	query.area = span.area;
	query.basis = span.basis;
	query.now = at;
	return query;
}

// What the records of the area itself and of its children say now.
reports::LiveFigures live_figures(store::Reader& reader, const store::SealedSpan& span)
{
	const auto sums = std::make_shared<figures::Tally>(figures::tally(reader, query_of(span, now())));
	return [sums, span](AreaId area)
	{
		if (area == span.area) { return sums->total.on(span.basis); }
		const auto found = sums->by_area.find(area);
		return found == sums->by_area.end() ? bajin::Metrics() : found->second.on(span.basis);
	};
}

Response answer_row(store::Reader& reader, const store::SealedSpan& span)
{
	return json_answer(reports::to_json(reader, reports::find_submission(reader.database(), span), live_figures(reader, span)), 201);
}

Reply take_step(store::Writer& writer, const people::Principal& principal, const StepRequest& wanted)
{
	const AreaTree& areas = writer.reference()->areas;
	const auto head = store::find_report(writer.database(), wanted.report);
	if (!head || !people::covers(principal, areas, head->span.area)) { return refuse("not_found"); }
	const Area& area = areas.at(head->span.area);
	if (reports::reports_to(areas, area.id) == 0) { return refuse("not_a_county"); }
	// An area hands in its own report; who stands above it answers, or takes the figures.
	const bool is_above = people::covers(principal, areas, area.parent);
	const bool is_admin = principal.account.role == store::Role::admin;
	if (reports::is_from_above(wanted.step) ? !is_above : is_above && !is_admin) { return refuse("forbidden"); }
	const reports::Submission submission = reports::find_submission(writer.database(), head->span);
	if (const auto allowed = reports::check_step(submission, wanted.step, head->version, wanted.reason); !allowed)
	{
		return allowed.error();
	}
	const Timestamp at = now();
	store::insert_report_step(writer.database(), head->number, {wanted.step, head->id, head->version, at, principal.name(), wanted.reason});
	people::AuditEntry audit_entry{std::string(reports::code_of(wanted.step)) + "_report", std::nullopt, area.id, to_string(head->id)};
	audit_entry.details = {{"version", head->version}, {"from", to_string(head->span.days.first)}, {"to", to_string(head->span.days.last)}};
	if (!wanted.reason.empty()) { audit_entry.details["reason"] = wanted.reason; }
	people::audit(writer.database(), people::actor_of(principal), audit_entry, at);
	return read_work([span = head->span](store::Reader& reader) -> Reply { return answer_row(reader, span); });
}

Response answer_submissions(store::Reader& reader, const figures::FigureQuery& query)
{
	const store::SealedSpan span{query.area, query.period.days, query.basis};
	return json_answer(reports::to_json(reader, reports::find_submissions(reader, span), live_figures(reader, span)));
}

} // namespace

Reply handle_submissions(Context& context, Request& request)
{
	const bool has_basis = request.has_query("basis");
	return answer_figure(
		context, request,
		[has_basis](store::Reader& reader, figures::FigureQuery& query, const people::Principal& /*principal*/) -> Reply
		{
			query.basis = has_basis ? query.basis : Basis::verified; // as sealing does
			return answer_submissions(reader, query);
		});
}

Reply handle_submission_step(Context& /*context*/, Request& request)
{
	auto wanted = read_step(request.body);
	if (!wanted) { return wanted.error(); }
	return write_work([wanted = std::move(*wanted)](store::Writer& writer, const people::Principal& principal)
					  { return take_step(writer, principal, wanted); });
}

} // namespace bajin::api
