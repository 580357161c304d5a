#include "shared/whole_number.hpp"

#include "shared/characters.hpp"
#include "shared/csv_table.hpp"
#include "shared/plain_text.hpp"
#include "shared/text_encoding.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace bajin
{

namespace
{

constexpr std::size_t number_digits_max = 15;
constexpr std::size_t number_bytes_max = 200;
constexpr std::string_view ten_thousand = "万";
constexpr std::array<std::string_view, 20> number_units = {"人次", "人", "名", "位", "份", "册",   "本", "套", "张", "件",
														   "盒",   "个", "处", "所", "户", "场次", "场", "次", "项", "部"};

// At half width, with one kind of blank, minus, apostrophe and tilde; without what cannot be seen.
std::string plain_number(std::string_view text)
{
	constexpr std::u32string_view minuses = U"‐‑‒–—―−";
	std::string plain;
	for (std::string_view rest = text; !rest.empty();)
	{
		const std::string_view before = rest;
		const char32_t character = next_character(rest);
		const bool is_space = character <= 0x20 || character == 0xA0 || character == 0x1680 ||
							  (character >= 0x2000 && character <= 0x200A) || character == 0x202F || character == 0x205F ||
							  character == 0x3000;
		if (is_space) { plain += ' '; }
		else if (is_invisible(character)) { continue; }
		else if (minuses.find(character) != std::u32string_view::npos) { plain += '-'; }
		else if (character == U'’') { plain += '\''; }
		else if (character == U'。') { plain += '.'; }
		else if (character == U'〜') { plain += '~'; }
		else { plain += to_half_width(before.substr(0, before.size() - rest.size())); }
	}
	return std::string(trimmed(plain));
}

bool is_digit(char character) noexcept
{
	return character >= '0' && character <= '9';
}

bool take_end(std::string_view& text, std::string_view end) noexcept
{
	if (!text.ends_with(end)) { return false; }
	text.remove_suffix(end.size());
	if (text.ends_with(' ')) { text.remove_suffix(1); }
	return true;
}

// What stands before the unit, whose blank goes with it.
bool take_ten_thousands(std::string_view& text)
{
	static_cast<void>(std::ranges::any_of(number_units, [&text](std::string_view unit) { return take_end(text, unit); }));
	return take_end(text, ten_thousand);
}

// The digits of "1200", "1,200", "1 200" or "1'200"; empty when they are anything else.
std::string digits_of(std::string_view text)
{
	const auto separator = std::ranges::find_if_not(text, is_digit);
	if (separator == text.end()) { return std::string(text); }
	if (std::string_view(", '").find(*separator) == std::string_view::npos) { return {}; }
	std::string digits;
	bool is_first = true;
	for (std::string_view rest = text; !rest.empty(); is_first = false)
	{
		const std::size_t length = std::min(rest.find(*separator), rest.size());
		const std::string_view group = rest.substr(0, length);
		const bool is_group = is_first ? length >= 1 && length <= 3 : length == 3;
		if (!is_group || !std::ranges::all_of(group, is_digit) || length + 1 == rest.size()) { return {}; }
		digits += group;
		rest.remove_prefix(std::min(length + 1, rest.size()));
	}
	return digits;
}

bool begins_a_number(std::string_view text)
{
	static_cast<void>(take_ten_thousands(text));
	return !text.empty() && is_digit(text.front()) && text.find_first_not_of("0123456789,. '") == std::string_view::npos;
}

// "200-300", "200 至 300 人"
bool is_range(std::string_view plain)
{
	for (const std::string_view between : {"-", "~", "至", "到"})
	{
		const std::size_t at = plain.find(between);
		if (at == std::string_view::npos || at == 0) { continue; }
		return begins_a_number(trimmed(plain.substr(0, at))) && begins_a_number(trimmed(plain.substr(at + between.size())));
	}
	return false;
}

} // namespace

WholeNumber read_whole_number(std::string_view text)
{
	if (is_blank(text)) { return {}; }
	const WholeNumber none = {std::nullopt, "not_a_number"};
	if (text.size() > number_bytes_max || !is_utf8(text)) { return none; }
	const std::string plain = plain_number(text);
	if (is_range(plain)) { return {std::nullopt, "range"}; }
	std::string_view rest = plain;
	const bool is_negative = rest.starts_with('-');
	if (is_negative) { rest.remove_prefix(1); }
	const std::size_t places = take_ten_thousands(rest) ? 4 : 0;
	const std::size_t point = std::min(rest.find('.'), rest.size());
	std::string digits = digits_of(rest.substr(0, point));
	std::string fraction(rest.substr(std::min(point + 1, rest.size())));
	if (digits.empty() || !std::ranges::all_of(fraction, is_digit)) { return none; }
	fraction.erase(fraction.find_last_not_of('0') + 1);
	const bool is_zero = digits.find_first_not_of('0') == std::string::npos && fraction.empty();
	if (is_negative && !is_zero) { return {std::nullopt, "negative"}; }
	if (fraction.size() > places) { return {std::nullopt, "not_whole"}; }
	fraction.resize(places, '0');
	digits += fraction;
	digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
	if (digits.size() > number_digits_max) { return {std::nullopt, "too_large"}; }
	return {std::stoll(digits), {}};
}

} // namespace bajin
