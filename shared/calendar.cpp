#include "shared/calendar.hpp"

#include "shared/result.hpp"

#include <chrono>

namespace bajin
{

namespace
{

constexpr int year_min = 1900;
constexpr int year_max = 9999;
constexpr std::chrono::hours shanghai_offset{8};

std::optional<int> parse_digits(std::string_view text) noexcept
{
	int value = 0;
	for (const char c : text)
	{
		if (c < '0' || c > '9') { return std::nullopt; }
		value = value * 10 + (c - '0');
	}
	return value;
}

void append_padded(std::string& out, int value, int width)
{
	const std::string digits = std::to_string(value);
	for (int i = static_cast<int>(digits.size()); i < width; ++i) { out.push_back('0'); }
	out += digits;
}

std::chrono::year_month_day civil(Date date) noexcept
{
	return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{date.days}}};
}

Date from_civil(const std::chrono::year_month_day& day) noexcept
{
	return Date{static_cast<std::int32_t>(std::chrono::sys_days{day}.time_since_epoch().count())};
}

std::chrono::year_month_day to_civil(int year, int month, int day) noexcept
{
	return {std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}, std::chrono::day{static_cast<unsigned>(day)}};
}

} // namespace

std::optional<Date> parse_date(std::string_view text) noexcept
{
	if (text.size() != 10 || text[4] != '-' || text[7] != '-') { return std::nullopt; }
	const auto year = parse_digits(text.substr(0, 4));
	const auto month = parse_digits(text.substr(5, 2));
	const auto day = parse_digits(text.substr(8, 2));
	if (!year || !month || !day || *year < year_min) { return std::nullopt; }
	const std::chrono::year_month_day date = to_civil(*year, *month, *day);
	if (!date.ok()) { return std::nullopt; }
	return from_civil(date);
}

std::string to_string(Date date)
{
	const std::chrono::year_month_day day = civil(date);
	std::string text;
	text.reserve(10);
	append_padded(text, static_cast<int>(day.year()), 4);
	text.push_back('-');
	append_padded(text, static_cast<int>(static_cast<unsigned>(day.month())), 2);
	text.push_back('-');
	append_padded(text, static_cast<int>(static_cast<unsigned>(day.day())), 2);
	return text;
}

std::optional<Month> parse_month(std::string_view text) noexcept
{
	if (text.size() != 7 || text[4] != '-') { return std::nullopt; }
	const auto year = parse_digits(text.substr(0, 4));
	const auto month = parse_digits(text.substr(5, 2));
	if (!year || !month || *year < year_min || *month < 1 || *month > 12) { return std::nullopt; }
	return Month{*year * 12 + *month - 1};
}

std::string to_string(Month month)
{
	std::string text;
	text.reserve(7);
	append_padded(text, month.year(), 4);
	text.push_back('-');
	append_padded(text, month.month_of_year(), 2);
	return text;
}

Date make_date(int year, int month, int day) noexcept
{
	const std::chrono::year_month_day date = to_civil(year, month, day);
	BAJIN_ASSERT(date.ok() && year >= year_min && year <= year_max);
	return from_civil(date);
}

Month month_of(Date date) noexcept
{
	const std::chrono::year_month_day day = civil(date);
	return Month{static_cast<int>(day.year()) * 12 + static_cast<int>(static_cast<unsigned>(day.month())) - 1};
}

int year_of(Date date) noexcept
{
	return static_cast<int>(civil(date).year());
}

Date first_day(Month month) noexcept
{
	return from_civil(to_civil(month.year(), month.month_of_year(), 1));
}

Date last_day(Month month) noexcept
{
	return Date{first_day(Month{month.index + 1}).days - 1};
}

Timestamp shanghai_midnight(Date date) noexcept
{
	return Timestamp(std::chrono::days(date.days)) - shanghai_offset;
}

Date shanghai_date(Timestamp at) noexcept
{
	const auto day = std::chrono::floor<std::chrono::days>(at + shanghai_offset);
	return Date{static_cast<std::int32_t>(day.time_since_epoch().count())};
}

} // namespace bajin
