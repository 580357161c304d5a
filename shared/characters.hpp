// The characters of UTF-8 text, one after another. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace bajin
{

// Takes the next character off; 0 at the end of the text and where it is none, which ends the text.
[[nodiscard]] constexpr char32_t next_character(std::string_view& text) noexcept
{
	if (text.empty()) { return 0; }
	const auto first = static_cast<unsigned char>(text.front());
	const std::size_t bytes = first < 0x80U ? 1 : first < 0xE0U ? 2 : first < 0xF0U ? 3 : 4;
	if (bytes > text.size() || (first & 0xC0U) == 0x80U)
	{
		text = {};
		return 0;
	}
	constexpr std::array<unsigned, 5> masks = {0, 0x7FU, 0x1FU, 0x0FU, 0x07U};
	auto character = static_cast<char32_t>(first & masks[bytes]);
	for (std::size_t i = 1; i < bytes; ++i) { character = (character << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU); }
	text.remove_prefix(bytes);
	return character;
}

} // namespace bajin
