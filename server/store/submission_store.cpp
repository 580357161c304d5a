#include "server/store/submission_store.hpp"

#include "server/store/sqlite.hpp"

#include <algorithm>

namespace bajin::store
{

namespace
{

constexpr const char* insert_submission_row = "INSERT INTO report_step (report, step, at, actor, reason) VALUES (?, ?, ?, ?, ?)";
constexpr const char* select_of_span =
	"SELECT s.step, r.id, r.version, s.at, s.actor, s.reason FROM report r JOIN report_step s ON s.report = r.number "
	"WHERE r.area = ? AND r.first_day = ? AND r.last_day = ? AND r.basis = ? ORDER BY s.number DESC LIMIT 1000";

} // namespace

void insert_report_step(Database& database, std::int64_t report, const ReportStepRow& row)
{
	Query(database, insert_submission_row).bind_all(report, static_cast<std::int64_t>(row.step), row.at, row.actor, row.reason).run();
}

std::vector<ReportStepRow> list_report_steps(Database& database, const SealedSpan& span)
{
	std::vector<ReportStepRow> rows;
	Query query(database, select_of_span);
	query.bind_all(span.area, span.days.first, span.days.last, static_cast<std::int64_t>(span.basis));
	while (query.step())
	{
		ReportStepRow row;
		row.step = static_cast<ReportStep>(query.integer(0));
		row.report = query.uuid(1);
		row.version = query.integer(2);
		row.at = query.timestamp(3);
		row.actor = query.text(4);
		row.reason = query.text(5);
		rows.push_back(std::move(row));
	}
	std::reverse(rows.begin(), rows.end());
	return rows;
}

} // namespace bajin::store
