#include "shared/table_values.hpp"

#include "shared/csv_table.hpp"

#include <algorithm>
#include <array>

namespace bajin
{

namespace
{

bool is_digits(std::string_view text)
{
	return !text.empty() && std::ranges::all_of(text, [](char character) { return character >= '0' && character <= '9'; });
}

} // namespace

bool is_scientific(std::string_view text)
{
	const auto exponent = text.find_first_of("eE");
	return exponent != std::string_view::npos && exponent > 0 && is_digits(text.substr(0, 1)) &&
		   is_digits(text.substr(std::min(text.size(), exponent + (text.find('+') == exponent + 1 ? 2 : 1))));
}

std::optional<Date> parse_day(std::string_view text)
{
	std::array<int, 3> numbers{};
	std::size_t position = 0;
	bool in_number = false;
	for (const char character : to_half_width(text))
	{
		if (character >= '0' && character <= '9')
		{
			position += in_number || numbers[position] == 0 ? 0U : 1U;
			if (position > 2 || numbers[position] > 9'999) { return std::nullopt; }
			numbers[position] = numbers[position] * 10 + (character - '0');
			in_number = true;
			continue;
		}
		const bool separates = character == '-' || character == '/' || character == '.' || static_cast<unsigned char>(character) >= 0x80;
		if (!separates) { return std::nullopt; }
		in_number = false;
	}
	const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
	return parse_date(std::to_string(numbers[0]) + "-" + two(numbers[1]) + "-" + two(numbers[2]));
}

bool needs_guard(std::string_view cell) noexcept
{
	constexpr std::array<std::string_view, 4> wide_signs = {"＝", "＋", "－", "＠"};
	const auto begins = [cell](std::string_view sign) { return cell.starts_with(sign); };
	// An apostrophe of the text's own gets another, or reading would take it off.
	return (!cell.empty() && std::string_view("=+-@\t\r'").find(cell.front()) != std::string_view::npos) ||
		   std::ranges::any_of(wide_signs, begins);
}

std::string without_guard(std::string_view cell)
{
	if (cell.size() > 1 && cell.front() == '\'')
	{
		const std::string narrow = to_half_width(cell.substr(1));
		const bool is_guard = needs_guard(cell.substr(1)) || (narrow.front() >= '0' && narrow.front() <= '9');
		return std::string(is_guard ? cell.substr(1) : cell);
	}
	if (cell.size() < 3 || !cell.starts_with("=\"") || !cell.ends_with('"')) { return std::string(cell); }
	const std::string_view inside = cell.substr(2, cell.size() - 3);
	std::string text;
	for (std::size_t i = 0; i < inside.size(); ++i)
	{
		if (inside[i] == '"')
		{
			++i;
			const bool is_doubled = i < inside.size() && inside[i] == '"';
			if (!is_doubled) { return std::string(cell); } // a formula of more than a text
		}
		text += inside[i];
	}
	return text;
}

std::string code_in_cell(std::string_view cell)
{
	std::string code = to_half_width(cell);
	std::erase(code, ' ');
	const std::size_t point = code.find('.');
	const bool has_zeros_behind =
		point != std::string::npos && point + 1 < code.size() && code.find_first_not_of('0', point + 1) == std::string::npos;
	if (has_zeros_behind && is_digits(std::string_view(code).substr(0, point))) { code.resize(point); }
	return code;
}

} // namespace bajin
