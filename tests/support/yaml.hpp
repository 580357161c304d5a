// Reads the part of YAML in which schema/openapi.yaml is written.
//
// Blocks of members and of entries by indentation with blanks; flow lists and objects that end on their line; plain and double-quoted
// scalars; folded texts (`>`, `>-`) without empty lines; anchors and aliases; comments. What is beyond that is refused, never guessed.
#pragma once

#include "shared/json.hpp"

#include <string_view>

namespace bajin::test
{

// Throws std::runtime_error with the number of the line that it cannot read.
[[nodiscard]] Json read_yaml(std::string_view text);

} // namespace bajin::test
