#include "server/reports/report_tasks.hpp"

#include <algorithm>

namespace bajin::reports
{

namespace
{

bool is_weekend(Date day) noexcept
{
	// Day 0, the first of January 1970, was a Thursday.
	const int weekday = ((day.days % 7) + 7 + 4) % 7; // 0: Sunday
	return weekday == 0 || weekday == 6;
}

bool is_to_be_given(SubmissionState state) noexcept
{
	return state == SubmissionState::draft || state == SubmissionState::returned;
}

// How far an area has come with what the task asks, by the newest step alone.
struct Standing
{
	SubmissionState state = SubmissionState::draft;
	Json json;
};

Standing find_standing(store::Reader& reader, const store::ReportTask& task, AreaId whose)
{
	const auto newest = store::find_newest_report_step(reader.database(), {whose, task.span.days, task.span.basis});
	const Area& area = reader.reference()->areas.at(whose);
	Standing standing{state_after(newest), {{"area", area.code}, {"area_name", area.name}}};
	standing.json["state"] = code_of(standing.state);
	standing.json["version"] = newest ? Json(newest->version) : Json(nullptr);
	standing.json["at"] = newest ? Json(to_string(newest->at)) : Json(nullptr);
	standing.json["reason"] = newest && !newest->reason.empty() ? Json(newest->reason) : Json(nullptr);
	return standing;
}

struct SeenTask
{
	Json json;
	std::int64_t waiting = 0;
};

SeenTask see(store::Reader& reader, const store::ReportTask& task, AreaId area)
{
	const AreaTree& areas = reader.reference()->areas;
	SeenTask seen;
	seen.json = {
		{"id", to_string(task.id)},
		{"area", areas.at(task.span.area).code},
		{"area_name", areas.at(task.span.area).name},
		{"from", to_string(task.span.days.first)},
		{"to", to_string(task.span.days.last)},
		{"basis", to_string(task.span.basis)},
		{"document_no", task.document_no},
		{"note", task.note.empty() ? Json(nullptr) : Json(task.note)},
		{"due_on", to_string(task.due_on)},
		{"at", to_string(task.at)},
		{"by", task.actor},
		{"own", nullptr},
		{"rows", Json::array()},
	};
	if (area != task.span.area)
	{
		Standing own = find_standing(reader, task, area);
		seen.waiting = is_to_be_given(own.state) ? 1 : 0;
		seen.json["own"] = std::move(own.json);
		return seen;
	}
	for (const AreaId child : reporting_areas(areas, area))
	{
		Standing standing = find_standing(reader, task, child);
		if (standing.state == SubmissionState::submitted) { ++seen.waiting; }
		seen.json["rows"].push_back(std::move(standing.json));
	}
	return seen;
}

} // namespace

Date after_working_days(Date from, int days) noexcept
{
	Date day = from;
	for (int left = days; left > 0;)
	{
		++day.days;
		if (!is_weekend(day)) { --left; }
	}
	return day;
}

Result<void> check_task(const store::ReportTask& task, const AreaTree& areas, Date today)
{
	if (reporting_areas(areas, task.span.area).empty()) { return Error{"nobody_reports", "", "/area"}; }
	const Date earliest = after_working_days(std::max(today, task.span.days.last), task_working_days_min);
	if (task.due_on < earliest) { return Error{"due_too_soon", "the earliest day is " + to_string(earliest), "/due_on"}; }
	return {};
}

Json task_json(store::Reader& reader, const store::ReportTask& task, AreaId seen_from)
{
	return see(reader, task, seen_from).json;
}

TaskList find_tasks(store::Reader& reader, AreaId area)
{
	const AreaTree& areas = reader.reference()->areas;
	const AreaId above = reports_to(areas, area);
	TaskList list;
	for (const store::ReportTask& task : store::list_report_tasks(reader.database(), area, above == 0 ? area : above))
	{
		SeenTask seen = see(reader, task, area);
		list.waiting += seen.waiting;
		list.tasks.push_back(std::move(seen.json));
	}
	return list;
}

} // namespace bajin::reports
