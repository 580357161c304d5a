// The three-way merge of two edits of one record, by top-level field. Pure.
#pragma once

#include "shared/json.hpp"

#include <string>
#include <vector>

namespace bajin
{

struct MergeResult
{
	Json merged;                        // complete only when nothing conflicts
	std::vector<std::string> conflicts; // names of the fields changed on both sides to different values
};

// All three are objects; `base` may be empty. A field absent (or null) in `sent` but present in `base` was removed by
// the sender. `photos` merge as a set by sha256. Fields stand in the order of `stored`, new ones after them.
[[nodiscard]] MergeResult merge_records(const Json& base, const Json& stored, const Json& sent);

} // namespace bajin
