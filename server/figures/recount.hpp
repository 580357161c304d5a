// Counts everything again from the records and says where the stored figures, and the index of searches, differ.
//
// Used by `bajin check` and by tests. Counts go two ways: through `measures` and the layout of the counts, and by plain SQL that
// shares neither. Reads every record of one snapshot; memory grows with the number of cells of the
// counts, not with the number of events.
#pragma once

#include "server/store/reader.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace bajin::figures
{

struct RecountReport
{
	std::int64_t events = 0;              // recounted, deleted ones included
	std::vector<std::string> faults;      // of the file and of the history; one readable line each
	std::vector<std::string> differences; // between what is stored and recounted; one readable line each

	[[nodiscard]] bool is_clean() const noexcept { return faults.empty() && differences.empty(); }
};

// `progress` gets the number of events done so far; may be empty. The caller holds a snapshot of the reader.
[[nodiscard]] RecountReport recount(store::Reader& reader, const std::function<void(std::int64_t)>& progress = {});

} // namespace bajin::figures
