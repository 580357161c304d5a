// The publicity statistics of an area and a period: totals, states, every breakdown, and the paragraph.
//
// Called by the statistics endpoints on a read lane and by `bajin report`. Every number is the sum over the events
// counted in the snapshot of the reader.
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

// The honest numbers, with what still waits on the phones of the area's teams.
struct States
{
	StateCounts counts;
	std::int64_t on_phones = 0;

	bool operator==(const States&) const = default;
};
[[nodiscard]] Json to_json(const States& states);

struct StatisticsRow
{
	std::optional<std::string> key; // empty: events that name none
	std::string name;
	std::string unit; // of a material
	Metrics metrics;
	States states;
};

struct Statistics
{
	FigureQuery query;
	std::string area_code;
	std::string area_name;
	std::int64_t seq = 0; // as of this newest row
	Metrics totals;
	States states;
	std::vector<StatisticsRow> by_venue_type;
	std::vector<StatisticsRow> by_area;
	std::vector<StatisticsRow> by_month;
	std::vector<StatisticsRow> by_topic;
	std::vector<StatisticsRow> by_campaign;
	std::vector<StatisticsRow> by_team;
	std::vector<StatisticsRow> by_material;
	std::vector<StatisticsRow> by_audience;
	std::string text;
};

[[nodiscard]] Statistics compute_statistics(store::Reader& reader, const FigureQuery& query);

// From sums that were made already: those of this very query.
struct Tally;
[[nodiscard]] Statistics compute_statistics(store::Reader& reader, const FigureQuery& query, const Tally& sums);

[[nodiscard]] Json to_json(const Statistics& statistics);

// One flat table with Chinese headings: UTF-8 with BOM, CRLF, quoted as in RFC 4180. Text that a spreadsheet would take
// for a formula gets an apostrophe in front.
[[nodiscard]] std::string to_csv(const Statistics& statistics);

// The paragraph, and below it in one line what it covers.
[[nodiscard]] std::string to_plain_text(const Statistics& statistics);

// Every metric of a figure by its name; attendance, which is part of reach, left out.
[[nodiscard]] Json metrics_json(const Metrics& metrics);

// The members that open every figure: from, to, area, area_name, basis, attribution.
[[nodiscard]] Json figure_head(const FigureQuery& query, const Area& area);

} // namespace bajin::figures
