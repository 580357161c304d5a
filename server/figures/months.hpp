// A year month by month beside the year before: by venue type, and by area for the whole of both.
//
// Called by the months endpoint on a read lane. At county level and above the cost does not grow with the number of
// events; below, the events of both years are read.
#pragma once

#include "server/figures/period.hpp"
#include "server/figures/tally.hpp"
#include "server/store/reader.hpp"
#include "shared/json.hpp"

#include <cstdint>
#include <optional>

namespace bajin::figures
{

struct Months
{
	FigureQuery query; // of exactly one calendar year
	ReferencePointer reference;
	std::int64_t seq = 0;
	Tally year;
	std::optional<Tally> last_year; // empty: the caller may not look at it
};

[[nodiscard]] Months compute_months(store::Reader& reader, const FigureQuery& query, bool with_last_year);

[[nodiscard]] Json to_json(const Months& months);

} // namespace bajin::figures
