// Calendar dates and months as the field uses them: plain days of Asia/Shanghai, never instants.
//
// An event's `occurred_on` is a Date, counts are kept by Month. Values are plain and thread-free.
#pragma once

#include "shared/timestamp.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bajin
{

// Days since 1970-01-01 in the proleptic Gregorian calendar.
struct Date
{
	std::int32_t days = 0;

	auto operator<=>(const Date&) const = default;
};

// year * 12 + (month - 1), so that consecutive months are consecutive numbers.
struct Month
{
	std::int32_t index = 0;

	auto operator<=>(const Month&) const = default;
	[[nodiscard]] int year() const noexcept { return index / 12; }
	[[nodiscard]] int month_of_year() const noexcept { return index % 12 + 1; } // 1 to 12
};

// Days from first to last, both included.
struct DateSpan
{
	Date first;
	Date last;

	bool operator==(const DateSpan&) const = default;
};

// "2025-03-08", a day that exists, years 1900 to 9999; empty otherwise.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text) noexcept;
[[nodiscard]] std::string to_string(Date date);

// "2025-03"; empty otherwise.
[[nodiscard]] std::optional<Month> parse_month(std::string_view text) noexcept;
[[nodiscard]] std::string to_string(Month month);

[[nodiscard]] Date make_date(int year, int month, int day) noexcept; // the caller guarantees that the day exists
[[nodiscard]] Month month_of(Date date) noexcept;
[[nodiscard]] int year_of(Date date) noexcept;
[[nodiscard]] Date first_day(Month month) noexcept;
[[nodiscard]] Date last_day(Month month) noexcept;

// The calendar day in Asia/Shanghai (fixed +08:00) at that instant.
[[nodiscard]] Date shanghai_date(Timestamp at) noexcept;
[[nodiscard]] Timestamp shanghai_midnight(Date date) noexcept; // the first instant of that day

} // namespace bajin
