#include "server/store/submission_store.hpp"

#include "server/store/query.hpp"

#include <algorithm>

namespace bajin::store
{

namespace
{

constexpr const char* insert_submission_row = "INSERT INTO report_step (report, step, at, actor, reason) VALUES ($1, $2, $3, $4, $5)";
constexpr const char* select_of_span =
	"SELECT s.step, r.id, r.version, s.at, s.actor, s.reason FROM report r JOIN report_step s ON s.report = r.number "
	"WHERE r.area = $1 AND r.first_day = $2 AND r.last_day = $3 AND r.basis = $4 ORDER BY s.number DESC LIMIT $5";

constexpr std::int64_t steps_max = 1'000;

// The newest first.
std::vector<ReportStepRow> read_steps(Database& database, const SealedSpan& span, std::int64_t limit)
{
	std::vector<ReportStepRow> rows;
	Query query(database, select_of_span);
	query.bind_all(span.area, span.days.first, span.days.last, static_cast<std::int64_t>(span.basis), limit);
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
	return rows;
}

} // namespace

void insert_report_step(Database& database, std::int64_t report, const ReportStepRow& row)
{
	Query(database, insert_submission_row).bind_all(report, static_cast<std::int64_t>(row.step), row.at, row.actor, row.reason).run();
}

std::vector<ReportStepRow> list_report_steps(Database& database, const SealedSpan& span)
{
	std::vector<ReportStepRow> rows = read_steps(database, span, steps_max);
	std::reverse(rows.begin(), rows.end());
	return rows;
}

std::optional<ReportStepRow> find_newest_report_step(Database& database, const SealedSpan& span)
{
	const std::vector<ReportStepRow> rows = read_steps(database, span, 1);
	return rows.empty() ? std::nullopt : std::optional(rows.front());
}

} // namespace bajin::store
