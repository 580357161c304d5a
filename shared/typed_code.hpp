// A code as a person reads it off a screen, types or pastes it: joining codes and receipts, in Crockford's base 32.
//
// Used by people and events. Pure. tests/fixtures/typed/codes.json holds the pages' reader of joining codes to the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bajin
{

inline constexpr std::string_view code_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // no I, L, O, U

// The letters that were meant: any case and width, dashes and blanks of every kind left out, O for 0, I and L for 1; of a whole
// link what stands behind "code=". Empty when a sign is in it that no code has.
[[nodiscard]] std::optional<std::string> read_code_letters(std::string_view typed);

} // namespace bajin
