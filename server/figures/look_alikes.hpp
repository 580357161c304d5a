// How many look-alikes wait for somebody in an area.
//
// Called by the list of look-alikes and by the overview, on a read lane. Reads the pairs, which are few, not the events.
#pragma once

#include "server/store/look_alike_store.hpp"
#include "server/store/reader.hpp"
#include "shared/calendar.hpp"

#include <cstdint>

namespace bajin::figures
{

// Open pairs of events recorded at or below the area, on any day or on those days.
[[nodiscard]] std::int64_t count_open_look_alikes(store::Reader& reader, AreaId area);
[[nodiscard]] std::int64_t count_open_look_alikes(store::Reader& reader, AreaId area, const DateSpan& days);

// Whether a pair belongs to an area: its township lies there, or one of its events was recorded in that village.
[[nodiscard]] bool lies_in(store::Reader& reader, AreaId area, const store::LookAlikePair& pair);

} // namespace bajin::figures
