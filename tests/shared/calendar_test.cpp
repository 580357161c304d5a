#include "shared/calendar.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;

TEST_CASE("calendar: dates are read and written as days since 1970")
{
	CHECK(parse_date("1970-01-01")->days == 0);
	CHECK(parse_date("2025-03-08")->days == 20'155);
	CHECK(to_string(Date{20'155}) == "2025-03-08");
	CHECK(parse_date("1900-01-01"));
	CHECK(to_string(*parse_date("9999-12-31")) == "9999-12-31");
	CHECK(to_string(Date{-1}) == "1969-12-31");
}

TEST_CASE("calendar: leap days exist in leap years only")
{
	CHECK(parse_date("2024-02-29"));
	CHECK(parse_date("2000-02-29"));
	CHECK_FALSE(parse_date("2025-02-29"));
	CHECK_FALSE(parse_date("1900-02-29"));
}

TEST_CASE("calendar: what is no date is refused")
{
	const char* text = GENERATE(
		"", "2025", "2025-3-8", "2025-03-8", "2025/03/08", "20250308", "2025-00-10", "2025-13-01", "2025-04-31", "2025-01-00", "1899-12-31",
		"2025-03-08T00:00:00Z", " 2025-03-08", "+025-03-08", "2025-0a-08", "二〇二五-三-八");
	CHECK_FALSE(parse_date(text));
}

TEST_CASE("calendar: months are consecutive numbers")
{
	const auto december = parse_month("2014-12");
	const auto january = parse_month("2015-01");
	REQUIRE(december);
	REQUIRE(january);
	CHECK(january->index == december->index + 1);
	CHECK(january->year() == 2015);
	CHECK(january->month_of_year() == 1);
	CHECK(december->year() == 2014);
	CHECK(december->month_of_year() == 12);
	CHECK(to_string(*january) == "2015-01");
}

TEST_CASE("calendar: what is no month is refused")
{
	const char* text = GENERATE("", "2015", "2015-1", "2015-00", "2015-13", "1899-12", "2015-01-01", "2015/01", "2o15-01");
	CHECK_FALSE(parse_month(text));
}

TEST_CASE("calendar: a month runs from its first to its last day")
{
	const Month february = *parse_month("2024-02");
	CHECK(to_string(first_day(february)) == "2024-02-01");
	CHECK(to_string(last_day(february)) == "2024-02-29");
	CHECK(to_string(last_day(*parse_month("2015-12"))) == "2015-12-31");
	CHECK(month_of(last_day(february)) == february);
	CHECK(year_of(make_date(2015, 12, 31)) == 2015);
	CHECK(make_date(2025, 3, 8) == *parse_date("2025-03-08"));
}

TEST_CASE("calendar: the day in Shanghai begins at 16:00 UTC")
{
	CHECK(to_string(shanghai_date(*parse_timestamp("2025-03-07T15:59:59.999Z"))) == "2025-03-07");
	CHECK(to_string(shanghai_date(*parse_timestamp("2025-03-07T16:00:00Z"))) == "2025-03-08");
	CHECK(to_string(shanghai_date(*parse_timestamp("1969-12-31T15:59:59Z"))) == "1969-12-31");
}
