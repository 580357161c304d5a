// Reporting: for every team and month whether it reported, said that there was nothing, or owes its report.
//
// Called by the reporting endpoint on a read lane. How many events a team had comes from the rolled-up counts of the
// root, which know every team wherever it recorded: the cost grows with teams and months, never with events.
#pragma once

#include "server/store/reader.hpp"
#include "server/store/team_store.hpp"
#include "shared/calendar.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace bajin::figures
{

enum class MonthStatus : std::uint8_t
{
	reported, // 已报: an event of that month in any state but deleted
	nil,      // 零报告
	none,     // 未报: the deadline has not passed
	overdue,  // 逾期未报
	future,   // the month has not begun
	before,   // the team was made in a later month
};
[[nodiscard]] std::string_view code_of(MonthStatus status) noexcept;

struct ReportingQuery
{
	AreaId area = 0;
	Month first;
	Month last;
	Date today;              // in Asia/Shanghai
	int due_day = 5;         // of the following month: the last day on which a report is in time
	Timestamp silent_before; // a team not heard since then is silent
};

struct TeamMonth
{
	MonthStatus status = MonthStatus::none;
	std::int64_t events = 0;
};

struct TeamReporting
{
	store::Team team;
	std::optional<Timestamp> last_heard_at;
	std::int64_t unsent = 0;
	std::optional<Timestamp> oldest_unsent;
	bool silent = false;
	std::vector<TeamMonth> months; // first to last
};

struct Reporting
{
	std::vector<TeamReporting> teams;       // those based at or below the area; by area, then name
	std::vector<AreaId> areas_without_team; // children of what is larger than a county, else the area itself
};

[[nodiscard]] Reporting compute_reporting(store::Reader& reader, const ReportingQuery& query);

} // namespace bajin::figures
