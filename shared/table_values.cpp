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

std::string without_guard(const std::string& cell)
{
	const bool is_guarded = cell.size() > 1 && cell[0] == '\'' && std::string_view("=+-@").find(cell[1]) != std::string_view::npos;
	return is_guarded ? cell.substr(1) : cell;
}

} // namespace bajin
