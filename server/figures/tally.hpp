// The sums behind a figure: one question answered from the rolled-up counts, and from events where no count is kept.
//
// Called by statistics, coverage and months on a read lane. At county level and above, whole months cost a fixed number of
// look-ups, however many events there are.
#pragma once

#include "server/figures/period.hpp"
#include "server/store/reader.hpp"
#include "shared/measures.hpp"

#include <array>
#include <functional>
#include <map>
#include <string>

namespace bajin::figures
{

using CountsByKey = std::map<std::string, Counts, std::less<>>;

struct Tally
{
	Counts total;
	std::array<CountsByKey, dimension_count> by_dimension;
	std::map<std::int32_t, Counts> by_month; // Month::index
	std::map<std::int32_t, CountsByKey> venue_types_by_month;
	std::map<AreaId, Counts> by_area; // children of the area; the area itself for what lies no deeper

	[[nodiscard]] const CountsByKey& by(Dimension dimension) const { return by_dimension[static_cast<std::size_t>(dimension)]; }
};

[[nodiscard]] Tally tally(store::Reader& reader, const FigureQuery& query);

// By child of the area (the area itself for what lies no deeper) and venue type, by where an event was or by where its
// team is based. By team, the rows of a county read the events of its teams, but for the row with the most of them: in
// whole months nothing is read where all teams of a county are based at one place.
[[nodiscard]] std::map<AreaId, CountsByKey> tally_venue_types(store::Reader& reader, const FigureQuery& query);

} // namespace bajin::figures
