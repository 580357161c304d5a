#include "server/reports/submissions.hpp"

#include "server/reports/sealed_document.hpp"

#include <algorithm>
#include <array>

namespace bajin::reports
{

namespace
{

using store::ReportStep;

struct StateName
{
	SubmissionState state;
	std::string_view code;
	std::string_view name;
};
constexpr std::array<StateName, submission_state_count> states = {{
	{SubmissionState::draft, "draft", "未上报"},
	{SubmissionState::submitted, "submitted", "已上报"},
	{SubmissionState::returned, "returned", "退回修改"},
	{SubmissionState::accepted, "accepted", "已受理"},
	{SubmissionState::taken, "taken", "由上级代取"},
}};

struct StepName
{
	ReportStep step;
	std::string_view code;
	SubmissionState leads_to;
};
constexpr std::array<StepName, 4> steps = {{
	{ReportStep::submit, "submit", SubmissionState::submitted},
	{ReportStep::send_back, "return", SubmissionState::returned},
	{ReportStep::accept, "accept", SubmissionState::accepted},
	{ReportStep::take, "take", SubmissionState::taken},
}};

// What is compared between a version and now.
constexpr std::array compared = {Metric::sessions, Metric::lectures, Metric::reach, Metric::materials};

Error wrong_state(const Submission& submission)
{
	return {"submission_state", "it stands at " + std::string(code_of(submission.state)), ""};
}

// Of a version, by where the events were.
Json reported_json(store::Database& database, const store::SealedHead& head)
{
	const Json document = load_document(database, head);
	Json json = Json::object();
	for (const Metric metric : compared)
	{
		const std::string name(to_string(metric));
		json[name] = document["figures"].value("area/total/" + name, std::int64_t{0});
	}
	return json;
}

Json now_json(const Metrics& metrics)
{
	Json json = Json::object();
	for (const Metric metric : compared) { json[std::string(to_string(metric))] = metrics[metric]; }
	return json;
}

Json steps_json(const Submission& submission)
{
	Json list = Json::array();
	for (const store::ReportStepRow& row : submission.steps)
	{
		list.push_back({
			{"step", code_of(row.step)},
			{"report", to_string(row.report)},
			{"version", row.version},
			{"at", to_string(row.at)},
			{"by", row.actor},
			{"reason", row.reason},
		});
	}
	return list;
}

} // namespace

std::string_view code_of(SubmissionState state) noexcept
{
	return states[static_cast<std::size_t>(state)].code;
}

SubmissionState parse_submission_state(std::string_view text) noexcept
{
	const auto found = std::ranges::find(states, text, &StateName::code);
	return found == states.end() ? SubmissionState::draft : found->state;
}

std::string_view submission_state_name(SubmissionState state) noexcept
{
	return states[static_cast<std::size_t>(state)].name;
}

std::string_view code_of(ReportStep step) noexcept
{
	return steps[static_cast<std::size_t>(step)].code;
}

std::optional<ReportStep> parse_report_step(std::string_view text) noexcept
{
	const auto found = std::ranges::find(steps, text, &StepName::code);
	return found == steps.end() ? std::nullopt : std::optional(found->step);
}

std::vector<AreaId> reporting_areas(const AreaTree& areas, AreaId area)
{
	if (areas.at(area).level >= AreaLevel::county) { return {}; }
	std::vector<AreaId> larger;
	std::vector<AreaId> townships;
	for (const AreaId child : areas.children(area))
	{
		const AreaLevel level = areas.at(child).level;
		if (level < AreaLevel::township) { larger.push_back(child); }
		else if (level == AreaLevel::township) { townships.push_back(child); }
	}
	return larger.empty() ? townships : larger;
}

AreaId reports_to(const AreaTree& areas, AreaId area)
{
	const AreaId parent = areas.at(area).parent;
	if (parent == 0) { return 0; }
	const std::vector<AreaId> reporting = reporting_areas(areas, parent);
	return std::ranges::find(reporting, area) == reporting.end() ? 0 : parent;
}

bool is_from_above(ReportStep step) noexcept
{
	return step != ReportStep::submit;
}

SubmissionState state_after(const std::optional<store::ReportStepRow>& newest) noexcept
{
	return newest ? steps[static_cast<std::size_t>(newest->step)].leads_to : SubmissionState::draft;
}

Submission find_submission(store::Database& database, const store::SealedSpan& span)
{
	Submission submission;
	submission.span = span;
	submission.steps = store::list_report_steps(database, span);
	submission.newest = store::find_report(database, span, store::newest_version(database, span));
	if (!submission.steps.empty())
	{
		const store::ReportStepRow& last = submission.steps.back();
		submission.state = state_after(last);
		submission.report = store::find_report(database, span, last.version);
	}
	return submission;
}

Result<void> check_step(const Submission& submission, ReportStep step, std::int64_t version, std::string_view reason)
{
	const SubmissionState state = submission.state;
	const std::int64_t standing = submission.report ? submission.report->version : 0;
	const bool waits = state == SubmissionState::draft || state == SubmissionState::returned;
	const bool is_new = step == ReportStep::submit || step == ReportStep::take;
	if (is_new && submission.newest && version != submission.newest->version)
	{
		return Error{"newer_version", "version " + std::to_string(submission.newest->version) + " is the newest", ""};
	}
	if (step == ReportStep::submit && state == SubmissionState::returned && version == standing)
	{
		return Error{"version_returned", "", ""};
	}
	bool is_allowed = false;
	switch (step)
	{
	case ReportStep::submit:
		is_allowed = waits || state == SubmissionState::taken || version > standing;
		break;
	case ReportStep::send_back:
		is_allowed = version == standing && (state == SubmissionState::submitted || state == SubmissionState::accepted);
		break;
	case ReportStep::accept:
		is_allowed = version == standing && state == SubmissionState::submitted;
		break;
	case ReportStep::take:
		is_allowed = waits;
		break;
	}
	if (!is_allowed) { return wrong_state(submission); }
	const bool is_explained = step == ReportStep::accept || (step == ReportStep::submit && waits);
	if (!is_explained && reason.empty()) { return Error{"reason_needed", "", "/reason"}; }
	return {};
}

Submissions find_submissions(store::Reader& reader, const store::SealedSpan& span)
{
	const AreaTree& areas = reader.reference()->areas;
	Submissions submissions;
	submissions.span = span;
	if (reports_to(areas, span.area) != 0) { submissions.own = find_submission(reader.database(), span); }
	for (const AreaId child : reporting_areas(areas, span.area))
	{
		submissions.rows.push_back(find_submission(reader.database(), {child, span.days, span.basis}));
	}
	return submissions;
}

Json to_json(store::Reader& reader, const Submission& submission, const LiveFigures& live)
{
	const AreaTree& areas = reader.reference()->areas;
	const Area& area = areas.at(submission.span.area);
	const auto head = [&](const std::optional<store::SealedHead>& of) { return of ? head_json(*of, areas) : Json(nullptr); };
	Json json = {{"area", area.code}, {"area_name", area.name}, {"state", code_of(submission.state)}};
	json["report"] = head(submission.report);
	json["newest"] = head(submission.newest);
	const bool has_step = !submission.steps.empty();
	json["at"] = has_step ? Json(to_string(submission.steps.back().at)) : Json(nullptr);
	json["by"] = has_step ? Json(submission.steps.back().actor) : Json(nullptr);
	json["reason"] = has_step && !submission.steps.back().reason.empty() ? Json(submission.steps.back().reason) : Json(nullptr);
	json["reported"] = submission.report ? reported_json(reader.database(), *submission.report) : Json(nullptr);
	json["now"] = now_json(live(submission.span.area));
	json["steps"] = steps_json(submission);
	return json;
}

Json to_json(store::Reader& reader, const Submissions& submissions, const LiveFigures& live)
{
	const Area& area = reader.reference()->areas.at(submissions.span.area);
	Json json = {
		{"area", area.code},
		{"area_name", area.name},
		{"from", to_string(submissions.span.days.first)},
		{"to", to_string(submissions.span.days.last)},
		{"basis", to_string(submissions.span.basis)},
	};
	json["own"] = submissions.own ? to_json(reader, *submissions.own, live) : Json(nullptr);
	json["rows"] = Json::array();
	std::array<std::int64_t, submission_state_count> counts{};
	for (const Submission& row : submissions.rows)
	{
		json["rows"].push_back(to_json(reader, row, live));
		++counts[static_cast<std::size_t>(row.state)];
	}
	json["counts"] = Json::object();
	for (const StateName& state : states) { json["counts"][std::string(state.code)] = counts[static_cast<std::size_t>(state.state)]; }
	return json;
}

} // namespace bajin::reports
