#include "server/store/report_task_store.hpp"

#include "server/store/query.hpp"

namespace bajin::store
{

namespace
{

#define BAJIN_TASK_COLUMNS "id, area, first_day, last_day, basis, document_no, note, due_on, at, actor"

constexpr const char* insert_task_row = "INSERT INTO report_task (" BAJIN_TASK_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
constexpr const char* select_task_of_span =
	"SELECT " BAJIN_TASK_COLUMNS " FROM report_task WHERE area = $1 AND first_day = $2 AND last_day = $3 AND basis = $4";
constexpr const char* select_tasks =
	"SELECT " BAJIN_TASK_COLUMNS " FROM report_task WHERE area = $1 OR area = $2 ORDER BY number DESC LIMIT 100";

ReportTask read_task(const Query& query)
{
	ReportTask task;
	task.id = query.uuid(0);
	task.span = {static_cast<AreaId>(query.integer(1)), {query.date(2), query.date(3)}, static_cast<Basis>(query.integer(4))};
	task.document_no = query.text(5);
	task.note = query.text(6);
	task.due_on = query.date(7);
	task.at = query.timestamp(8);
	task.actor = query.text(9);
	return task;
}

} // namespace

void insert_report_task(Database& database, const ReportTask& task)
{
	Query(database, insert_task_row)
		.bind_all(
			task.id, task.span.area, task.span.days.first, task.span.days.last, static_cast<std::int64_t>(task.span.basis),
			task.document_no, task.note, task.due_on, task.at, task.actor)
		.run();
}

std::optional<ReportTask> find_report_task(Database& database, const SealedSpan& span)
{
	Query query(database, select_task_of_span);
	query.bind_all(span.area, span.days.first, span.days.last, static_cast<std::int64_t>(span.basis));
	return query.step() ? std::optional(read_task(query)) : std::nullopt;
}

std::vector<ReportTask> list_report_tasks(Database& database, AreaId area, AreaId parent)
{
	std::vector<ReportTask> tasks;
	Query query(database, select_tasks);
	query.bind_all(area, parent);
	while (query.step()) { tasks.push_back(read_task(query)); }
	return tasks;
}

} // namespace bajin::store
