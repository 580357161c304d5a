// Looking for a part of a text as a person types it: case does not matter for ASCII. Pure.
#pragma once

#include <algorithm>
#include <string_view>

namespace bajin
{

[[nodiscard]] constexpr char lower(char character) noexcept
{
	return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

[[nodiscard]] inline bool contains_text(std::string_view text, std::string_view part)
{
	const auto found =
		std::search(text.begin(), text.end(), part.begin(), part.end(), [](char left, char right) { return lower(left) == lower(right); });
	return found != text.end() || part.empty();
}

} // namespace bajin
