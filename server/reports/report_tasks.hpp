// A report that an area asks of those below it, once for all, and how far each has come with it.
//
// Called by the endpoint of report tasks. A task asks for nothing but what is in the records: it names a span, and each area
// answers by submitting its sealed version of it; see submissions.hpp.
#pragma once

#include "server/reports/submissions.hpp"
#include "server/store/report_task_store.hpp"
#include "shared/calendar.hpp"
#include "shared/json.hpp"
#include "shared/result.hpp"

#include <cstdint>
#include <vector>

namespace bajin::reports
{

inline constexpr int task_working_days_min = 5;

// The first day that leaves `days` working days (Monday to Friday) after `from`. Public holidays are not known: who asks before
// one gives more time.
[[nodiscard]] Date after_working_days(Date from, int days) noexcept;

// Errors: `nobody_reports` (no area below reports to this one), `due_too_soon`, its detail the earliest day.
[[nodiscard]] Result<void> check_task(const store::ReportTask& task, const AreaTree& areas, Date today);

// Tasks as an area sees them: those that it was given by the area above, with how far it has come, and those that it gave, with
// how far each area below has come. `waiting`: answers that are to be given by the area itself.
struct TaskList
{
	std::vector<Json> tasks; // the newest first
	std::int64_t waiting = 0;
};
[[nodiscard]] TaskList find_tasks(store::Reader& reader, AreaId area);
[[nodiscard]] Json task_json(store::Reader& reader, const store::ReportTask& task, AreaId seen_from);

} // namespace bajin::reports
