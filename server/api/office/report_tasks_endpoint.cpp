#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/office/endpoints.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/figures/period.hpp"
#include "server/people/audit.hpp"
#include "server/people/random.hpp"
#include "server/reports/report_tasks.hpp"
#include "server/store/writer.hpp"

namespace bajin::api
{

namespace
{

constexpr std::size_t document_characters_max = 100;

// What is asked, without by whom and when.
Result<store::ReportTask> read_task(std::string_view text, const AreaTree& areas)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	const std::string code = body->required_text("area", 12);
	const auto first = figures::parse_first_day(body->required_text("from", 10));
	const auto last = figures::parse_last_day(body->required_text("to", 10));
	const auto basis = parse_basis(body->text("basis", 10).value_or("verified"));
	store::ReportTask task;
	task.document_no = body->required_text("document_no", document_characters_max);
	task.note = body->text("note", reason_characters_max).value_or("");
	const auto due_on = body->date("due_on");
	if (!due_on) { body->refuse("due_on", "a day is needed"); }
	if (!first || !last || *last < *first)
	{
		body->refuse(first ? "to" : "from", "a month (2015-01) or a day is needed, and from not after to");
	}
	if (!basis) { body->refuse("basis", "received or verified"); }
	if (auto error = body->error()) { return *error; }
	const Area* area = areas.find(code);
	if (area == nullptr) { return Error{"unknown_area", "", "/area"}; }
	task.span = {area->id, {*first, *last}, *basis};
	task.due_on = *due_on;
	return task;
}

Response answer_task(store::Reader& reader, const store::ReportTask& task)
{
	return json_answer(reports::task_json(reader, task, task.span.area), 201);
}

// The first task of the span stands; what it says is in the refusal.
Refusal refuse_second(store::Reader& reader, const store::ReportTask& first)
{
	Refusal refusal = refuse("task_exists");
	refusal.members["task"] = reports::task_json(reader, first, first.span.area);
	return refusal;
}

Reply announce(store::Writer& writer, const people::Principal& principal, store::ReportTask task)
{
	const AreaTree& areas = writer.reference()->areas;
	if (!people::covers(principal, areas, task.span.area)) { return refuse("forbidden"); }
	if (auto first = store::find_report_task(writer.database(), task.span))
	{
		return read_work([first = std::move(*first)](store::Reader& reader) -> Reply { return refuse_second(reader, first); });
	}
	task.at = now();
	if (const auto allowed = reports::check_task(task, areas, shanghai_date(task.at)); !allowed) { return allowed.error(); }
	task.id = people::make_id(task.at);
	task.actor = principal.name();
	store::insert_report_task(writer.database(), task);
	people::AuditEntry audit_entry{"announce_report", std::nullopt, task.span.area, to_string(task.id)};
	audit_entry.details = {
		{"from", to_string(task.span.days.first)},
		{"to", to_string(task.span.days.last)},
		{"document_no", task.document_no},
		{"due_on", to_string(task.due_on)}};
	people::audit(writer.database(), people::actor_of(principal), audit_entry, task.at);
	return read_work([task = std::move(task)](store::Reader& reader) -> Reply { return answer_task(reader, task); });
}

} // namespace

Reply handle_report_tasks(Context& context, Request& request)
{
	const auto asked = asked_area(request, context.reference.load()->areas);
	if (!asked) { return asked.error(); }
	return read_work(
		[asked = *asked](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			const AreaTree& areas = reader.reference()->areas;
			const AreaId area = asked == 0 ? people::scope_of(principal, areas) : asked;
			if (!people::covers(principal, areas, area)) { return refuse("forbidden"); }
			reports::TaskList list = reports::find_tasks(reader, area);
			return json_answer(Json{
				{"area", areas.at(area).code},
				{"announces", !reports::reporting_areas(areas, area).empty()},
				{"waiting", list.waiting},
				{"tasks", std::move(list.tasks)},
			});
		});
}

Reply handle_announce_report(Context& context, Request& request)
{
	auto task = read_task(request.body, context.reference.load()->areas);
	if (!task) { return task.error(); }
	return write_work([task = std::move(*task)](store::Writer& writer, const people::Principal& principal)
					  { return announce(writer, principal, task); });
}

} // namespace bajin::api
