// The fast way to read JSON without flaws, by simdjson; internal to parse_json.
//
// Most of the I/O thread's time went into nlohmann's lexer, which looks at one byte at a time. Whatever is not plainly
// well (bad syntax, half a surrogate pair, duplicate keys, deep nesting, huge numbers) is left to the exact way.
#pragma once

#include "shared/json.hpp"

#include <optional>
#include <string_view>

namespace bajin
{

// Empty when the text has to be read by the exact way, for whatever reason.
[[nodiscard]] std::optional<Json> read_flawless_json(std::string_view text);

} // namespace bajin
