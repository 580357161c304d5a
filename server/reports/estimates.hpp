// What an office expects of a whole year before it is over (全年预计数，非统计数): beside the figures, never in them.
//
// Read with the report of any span within that year, which is a draft as long as there are any; sealing one is refused.
#pragma once

#include "server/store/estimate_store.hpp"
#include "shared/json.hpp"
#include "shared/measures.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace bajin::reports
{

inline constexpr std::array estimated_metrics = {
	Metric::sessions,  Metric::eight_entry_sessions, Metric::lectures, Metric::women_children_lectures, Metric::reach,
	Metric::materials, Metric::consultations,
};

// Empty: none of these.
[[nodiscard]] std::optional<Metric> parse_estimated_metric(std::string_view text) noexcept;

// Those in force, in the order of estimated_metrics.
[[nodiscard]] std::vector<store::Estimate> estimates_of_year(store::Database& database, AreaId area, int year);

// Those that a report of these days shows: of the year in which they all lie.
[[nodiscard]] std::vector<store::Estimate> estimates_shown(store::Database& database, AreaId area, const DateSpan& days);

[[nodiscard]] Json to_json(const store::Estimate& estimate);

} // namespace bajin::reports
