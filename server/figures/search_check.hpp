// Gathers the index of searches again from the records and says where the stored one differs.
//
// Used by the recount alone, inside its snapshot. Reads every body of the history once more; of one block at a time.
#pragma once

#include "server/store/reader.hpp"

#include <string>
#include <vector>

namespace bajin::figures
{

// One readable line for each block that differs, and for each gap between blocks. Rows behind the index, and an index that
// is to be made anew, are no difference: searches do not rely on them.
[[nodiscard]] std::vector<std::string> find_search_differences(store::Reader& reader);

} // namespace bajin::figures
