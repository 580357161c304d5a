// A figure across two of the things that events have: areas by months, teams by topics, the measures themselves by years.
//
// Called by the endpoints of cross tables on a read lane. What each event adds is decided by shared/measures, as for every
// figure; years, quarters or months by measures are answered from the rolled-up counts, all else from the events one by one.
#pragma once

#include "server/figures/period.hpp"
#include "server/store/reader.hpp"
#include "shared/json.hpp"
#include "shared/measures.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::figures
{

enum class Axis : std::uint8_t
{
	area, // children of the asked area, and the area itself for what lies no deeper
	team,
	venue_type,
	month,
	quarter,
	half,
	year,
	topic,    // overlaps: an event may name several
	campaign, // overlaps
	audience, // lectures and attendance only
	item,     // copies, as `materials`, and events only
	measure,  // every measure in a column of its own
};
[[nodiscard]] std::optional<Axis> parse_axis(std::string_view text) noexcept;
[[nodiscard]] std::string_view name_of(Axis axis) noexcept; // for a table

struct CrossQuery
{
	FigureQuery figure;
	Axis rows = Axis::area;
	Axis columns = Axis::month;
	Metric measure = Metric::sessions; // not looked at where a column is a measure
};

// Error `invalid_parameter`: axes or a measure that do not go together.
[[nodiscard]] Result<void> check_axes(const CrossQuery& query);

struct CrossHead
{
	std::optional<std::string> key; // empty: events that name none
	std::string name;
	std::int64_t total = 0; // each event once, however many columns it stands in; of measures: none
};

struct Cross
{
	CrossQuery query;
	std::string area_code;
	std::string area_name;
	std::int64_t seq = 0;
	std::vector<CrossHead> rows; // every stretch of time; of all else what has anything
	std::vector<CrossHead> columns;
	std::vector<std::vector<std::int64_t>> cells; // by row, by column
	std::int64_t total = 0;
	bool overlaps = false; // rows or columns add up to more than the total
};

[[nodiscard]] Cross compute_cross(store::Reader& reader, const CrossQuery& query);

[[nodiscard]] Json to_json(const Cross& cross);

} // namespace bajin::figures
