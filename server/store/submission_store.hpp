// The steps of a county's report on its way upward: submitted, returned, accepted, or taken from the platform's data.
//
// Called by the submissions endpoint and by the report. Rows are only ever added; which step may follow which is decided in
// server/reports/submissions.
#pragma once

#include "server/store/report_store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bajin::store
{

enum class ReportStep : std::uint8_t
{
	submit,
	send_back,
	accept,
	take,
};

struct ReportStepRow
{
	ReportStep step = ReportStep::submit;
	Uuid report;
	std::int64_t version = 0; // of the report
	Timestamp at;
	std::string actor;
	std::string reason;
};

// `report` is the number of a sealed version.
void insert_report_step(Database& database, std::int64_t report, const ReportStepRow& row);

// Of every version of an area, span and basis, the oldest first; the newest 1,000.
[[nodiscard]] std::vector<ReportStepRow> list_report_steps(Database& database, const SealedSpan& span);

// The newest of them; empty: there is none.
[[nodiscard]] std::optional<ReportStepRow> find_newest_report_step(Database& database, const SealedSpan& span);

} // namespace bajin::store
