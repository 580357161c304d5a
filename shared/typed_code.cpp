#include "shared/typed_code.hpp"

#include "shared/csv_table.hpp"
#include "shared/plain_text.hpp"
#include "shared/text_encoding.hpp"

#include <algorithm>

namespace bajin
{

namespace
{

constexpr std::size_t typed_bytes_max = 2'000;

char upper_letter(char letter) noexcept
{
	return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

// What stands behind "code=" in a link, or else the whole.
std::string_view code_of_link(std::string_view text)
{
	constexpr std::string_view name = "CODE=";
	const auto same = [](char left, char right) { return upper_letter(left) == right; };
	const auto* const found = std::search(text.begin(), text.end(), name.begin(), name.end(), same);
	if (found == text.end()) { return text; }
	const auto rest = text.substr(static_cast<std::size_t>(found - text.begin()) + name.size());
	const auto ends = [](char letter) { return letter == '&' || letter == '#' || letter <= ' '; }; // other scripts are below 0
	return rest.substr(0, static_cast<std::size_t>(std::ranges::find_if(rest, ends) - rest.begin()));
}

} // namespace

std::optional<std::string> read_code_letters(std::string_view typed)
{
	if (typed.size() > typed_bytes_max || !is_utf8(typed)) { return std::nullopt; }
	const std::string wide = to_half_width(typed);
	std::string letters;
	for (const char letter : folded(code_of_link(wide)))
	{
		if (letter == '-') { continue; }
		const char upper = upper_letter(letter);
		const char meant = upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper;
		if (code_letters.find(meant) == std::string_view::npos) { return std::nullopt; }
		letters += meant;
	}
	return letters;
}

} // namespace bajin
