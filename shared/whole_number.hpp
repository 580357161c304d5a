// A whole number as people write it: "１２０", "1,200", "120.00", "1.2万", "120 人次". It is read as a whole or not at all:
// nothing is dropped, so that no number becomes another.
//
// Used by the imports of tables; the pages' number fields have src/common/whole_number.ts, and tests/fixtures/typed holds both
// to the same answers. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bajin
{

struct WholeNumber
{
	std::optional<std::int64_t> value; // 0 or more, of at most 15 digits; empty: nothing was written, or something is wrong
	std::string_view wrong = {};       // not_a_number, not_whole, negative, range ("200-300"), too_large; empty: nothing
};

[[nodiscard]] WholeNumber read_whole_number(std::string_view text);

} // namespace bajin
