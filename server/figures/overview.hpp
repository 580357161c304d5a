// How an area stands over all its records, and what waits to be done there: what the console opens with.
//
// Called by the overview endpoint on a read lane. Reads the counts of the area for every month there is, never events;
// but the heads of a village's township, and of the parts of months at the ends of an auditor's days.
#pragma once

#include "server/figures/statistics.hpp"
#include "server/store/reader.hpp"
#include "shared/json.hpp"

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>

namespace bajin::figures
{

struct OverviewQuery
{
	AreaId area = 0;
	DateSpan days{Date{std::numeric_limits<std::int32_t>::min()}, Date{std::numeric_limits<std::int32_t>::max()}};
	bool with_kept = true; // the caller may read what was refused
	std::chrono::days silent_after{14};
	Timestamp now;
};

struct Overview
{
	std::string area_code;
	std::string area_name;
	Timestamp now;
	std::int64_t seq = 0;
	std::set<int> years; // with any record
	std::optional<Month> newest_month;
	States states;
	std::int64_t void_requested = 0;
	std::int64_t look_alikes = 0;
	std::int64_t conflicts = 0;
	std::int64_t rejected = 0;
	std::int64_t teams = 0;
	std::int64_t silent_teams = 0;
};

[[nodiscard]] Overview compute_overview(store::Reader& reader, const OverviewQuery& query);

[[nodiscard]] Json to_json(const Overview& overview);

} // namespace bajin::figures
