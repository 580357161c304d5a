// The text of a file that came from somewhere else: UTF-8, or what Chinese offices and Excel write beside it.
//
// Used by the reader of tables. Pure; the tables of GB 18030 are the C library's (iconv), which every Debian has.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bajin
{

// In UTF-8, without a byte order mark. UTF-16 is known by its mark; GB 18030 (with GBK and GB 2312 in it) is what is no UTF-8
// and reads as GB 18030 from end to end, unless most of it is UTF-8: then it is a damaged file. Empty: none of these, a NUL,
// or text in which another program has already put U+FFFD for what it could not read.
[[nodiscard]] std::optional<std::string> decode_text(std::string_view bytes);

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

// No UTF-8, or two and more common Chinese characters of GBK in a row that happen to be letters of UTF-8, as 鲁山 and 学校 are:
// each is of a byte C2 to D7 and one A1 to BF. A single one may well be a letter: "café", "3·15".
[[nodiscard]] bool is_gbk(std::string_view text) noexcept;

} // namespace bajin
