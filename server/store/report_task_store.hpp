// Reports that an area asks of those below it. What may be asked is decided in server/reports/report_tasks.
//
// Called by the endpoint of report tasks. Rows are only ever added.
#pragma once

#include "server/store/report_store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bajin::store
{

struct ReportTask
{
	Uuid id;
	SealedSpan span; // its area is the one that asks
	std::string document_no;
	std::string note;
	Date due_on;
	Timestamp at;
	std::string actor;
};

// Inside a group. No other of the same span may be there.
void insert_report_task(Database& database, const ReportTask& task);

[[nodiscard]] std::optional<ReportTask> find_report_task(Database& database, const SealedSpan& span);

// What these areas ask, the newest first; at most 100, which are those of many years.
[[nodiscard]] std::vector<ReportTask> list_report_tasks(Database& database, AreaId area, AreaId parent);

} // namespace bajin::store
