// An area's report on its way to the one above: 未上报 → 已上报 → 退回修改 or 已受理; or taken from the platform's data.
//
// Called by the submissions endpoint, by the report and by sealing. What is handed upward is always a sealed version, so
// that what was accepted can never change; where it stands follows from the steps taken so far.
#pragma once

#include "server/store/reader.hpp"
#include "server/store/submission_store.hpp"
#include "shared/json.hpp"
#include "shared/measures.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace bajin::reports
{

enum class SubmissionState : std::uint8_t
{
	draft, // nothing was handed upward yet
	submitted,
	returned,
	accepted,
	taken, // the county did not report: the prefecture took its figures from the platform
};
inline constexpr std::size_t submission_state_count = 5;

[[nodiscard]] std::string_view code_of(SubmissionState state) noexcept;
[[nodiscard]] SubmissionState parse_submission_state(std::string_view text) noexcept; // draft for what it does not know
[[nodiscard]] std::string_view submission_state_name(SubmissionState state) noexcept; // in the words of the office
[[nodiscard]] std::string_view code_of(store::ReportStep step) noexcept;
[[nodiscard]] std::optional<store::ReportStep> parse_report_step(std::string_view text) noexcept;

// Where the report stands after that step; empty: none was taken.
[[nodiscard]] SubmissionState state_after(const std::optional<store::ReportStepRow>& newest) noexcept;

struct Submission
{
	store::SealedSpan span;
	SubmissionState state = SubmissionState::draft;
	std::vector<store::ReportStepRow> steps; // the oldest first
	std::optional<store::SealedHead> report; // the version that the newest step is about
	std::optional<store::SealedHead> newest; // sealed so far
};

[[nodiscard]] Submission find_submission(store::Database& database, const store::SealedSpan& span);

// Whether the step may follow, for this version. What was returned is handed in again as a further version. Errors:
// `submission_state`, `newer_version`, `version_returned`, `reason_needed`.
[[nodiscard]] Result<void> check_step(const Submission& submission, store::ReportStep step, std::int64_t version, std::string_view reason);

// The areas that report to this one: its counties (or what is larger), and where there is none between, its townships. A county
// reports for its townships. In the order of the list.
[[nodiscard]] std::vector<AreaId> reporting_areas(const AreaTree& areas, AreaId area);

// The area that this one reports to; 0: to none.
[[nodiscard]] AreaId reports_to(const AreaTree& areas, AreaId area);

// Steps that only the area above may take.
[[nodiscard]] bool is_from_above(store::ReportStep step) noexcept;

// Of one area, and of those that report to it.
struct Submissions
{
	store::SealedSpan span;
	std::optional<Submission> own; // the area reports to the one above
	std::vector<Submission> rows;  // of the areas that report to it
};
[[nodiscard]] Submissions find_submissions(store::Reader& reader, const store::SealedSpan& span);

// What the records of an area say now, by where they were.
using LiveFigures = std::function<Metrics(AreaId)>;

[[nodiscard]] Json to_json(store::Reader& reader, const Submission& submission, const LiveFigures& live);
[[nodiscard]] Json to_json(store::Reader& reader, const Submissions& submissions, const LiveFigures& live);

} // namespace bajin::reports
