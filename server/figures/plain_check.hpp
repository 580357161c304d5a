// The stored counts against a recount by plain SQL (server/store/plain_recount).
//
// Used by the recount of `bajin check`. Memory grows with the number of cells of the counts.
#pragma once

#include "server/store/reader.hpp"

#include <string>
#include <vector>

namespace bajin::figures
{

// One readable line for each figure that differs, by where an event was and by where its team is based. The history must be
// sound (see RecountReport::faults). The caller holds a snapshot of the reader.
[[nodiscard]] std::vector<std::string> find_plain_differences(store::Reader& reader);

} // namespace bajin::figures
