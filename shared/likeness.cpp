#include "shared/likeness.hpp"

#include "shared/characters.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace bajin
{

namespace
{

constexpr char32_t full_width_first = 0xFF01;
constexpr char32_t full_width_last = 0xFF5E;
constexpr char32_t full_width_offset = 0xFEE0;
constexpr std::u32string_view numerals = U"〇一二三四五六七八九";

// Long form, short form; the longer of two that begin alike comes first.
using Short = std::pair<std::u32string_view, std::u32string_view>;
constexpr std::array<Short, 9> shorts = {{
	{U"村民委员会", U""},
	{U"居民委员会", U""},
	{U"人力资源和社会保障局", U"人社局"},
	{U"教育体育局", U"教体局"},
	{U"有限公司", U""},
	{U"高级中学", U"高"},
	{U"初级中学", U"中"},
	{U"中学", U"中"},
	{U"小学", U"小"},
}};

// What tells one of several apart: numbers, directions, grades, shifts. (第 falls away with them.)
constexpr std::u32string_view ordinals = U"0123456789十东西南北上下前后初高男女甲乙丙丁";

// 0: to be left out.
char32_t plain(char32_t character) noexcept
{
	if (character >= full_width_first && character <= full_width_last) { character -= full_width_offset; }
	if (character >= U'A' && character <= U'Z') { return character - U'A' + U'a'; }
	const bool is_digit = character >= U'0' && character <= U'9';
	const bool is_letter = character >= U'a' && character <= U'z';
	if (is_digit || is_letter) { return character; }
	if (const auto numeral = numerals.find(character); numeral != std::u32string_view::npos)
	{
		return U'0' + static_cast<char32_t>(numeral);
	}
	const bool is_ideograph = (character >= 0x3400 && character <= 0x9FFF) || character >= 0x20000;
	return is_ideograph && character != U'第' ? character : 0;
}

void replace_all(Characters& text, std::u32string_view part, std::u32string_view by)
{
	for (auto at = text.find(part); at != Characters::npos; at = text.find(part, at + by.size())) { text.replace(at, part.size(), by); }
}

int percent(std::size_t part, std::size_t whole) noexcept
{
	return whole == 0 ? 0 : static_cast<int>(100 * part / whole);
}

bool all_ordinal(std::u32string_view text) noexcept
{
	return !text.empty() &&
		   std::ranges::all_of(text, [](char32_t character) { return ordinals.find(character) != std::u32string_view::npos; });
}

} // namespace

Characters to_plain(std::string_view text)
{
	Characters result;
	while (!text.empty())
	{
		if (const char32_t character = plain(next_character(text)); character != 0) { result.push_back(character); }
	}
	for (const auto& [part, by] : shorts) { replace_all(result, part, by); }
	return result;
}

void remove_all(Characters& text, std::u32string_view part)
{
	if (!part.empty()) { replace_all(text, part, {}); }
}

Likeness::Likeness(Characters plain_text) : text_(std::move(plain_text))
{
	for (std::size_t i = 0; i + 1 < text_.size(); ++i) { pairs_.push_back(std::uint64_t{text_[i]} << 32U | text_[i + 1]); }
	if (text_.size() == 1) { pairs_.push_back(text_[0]); }
	std::ranges::sort(pairs_);
}

std::size_t Likeness::common(const Likeness& other) const noexcept
{
	std::size_t count = 0;
	for (auto left = pairs_.begin(), right = other.pairs_.begin(); left != pairs_.end() && right != other.pairs_.end();)
	{
		if (*left == *right)
		{
			++count;
			++left;
			++right;
		}
		else if (*left < *right) { ++left; }
		else { ++right; }
	}
	return count;
}

int Likeness::dice(const Likeness& other) const noexcept
{
	return percent(2 * common(other), pairs_.size() + other.pairs_.size());
}

int Likeness::within(const Likeness& other) const noexcept
{
	return percent(common(other), std::min(pairs_.size(), other.pairs_.size()));
}

bool Likeness::differs_by_ordinal(const Likeness& other) const noexcept
{
	std::u32string_view left = text_;
	std::u32string_view right = other.text_;
	const auto shared_front = static_cast<std::size_t>(std::ranges::mismatch(left, right).in1 - left.begin());
	left.remove_prefix(shared_front);
	right.remove_prefix(shared_front);
	std::size_t shared_back = 0;
	while (shared_back < std::min(left.size(), right.size()) &&
		   left[left.size() - 1 - shared_back] == right[right.size() - 1 - shared_back])
	{
		++shared_back;
	}
	left.remove_suffix(shared_back);
	right.remove_suffix(shared_back);
	return shared_front + shared_back > 0 && all_ordinal(left) && all_ordinal(right);
}

} // namespace bajin
