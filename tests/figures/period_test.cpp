#include "server/figures/period.hpp"
#include "shared/area_list.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using namespace bajin::figures;

namespace
{

Reference small_reference()
{
	Reference reference;
	reference.areas =
		*AreaTree::build(*parse_area_csv("code,name,level,parent\n410400,平顶山市,prefecture,\n410423,鲁山县,county,410400\n"));
	return reference;
}

DateSpan span(std::string_view first, std::string_view last)
{
	return {*parse_date(first), *parse_date(last)};
}

} // namespace

TEST_CASE("period: months, dates and a mix of both name whole days")
{
	CHECK(parse_period("", "2011-01", "2015-12")->days == span("2011-01-01", "2015-12-31"));
	CHECK(parse_period("", "2012-02", "2012-02")->days == span("2012-02-01", "2012-02-29"));
	CHECK(parse_period("", "2012-02-03", "2012-04")->days == span("2012-02-03", "2012-04-30"));
	const auto year = parse_period("2015", "", "");
	REQUIRE(year.has_value());
	CHECK(year->days == span("2015-01-01", "2015-12-31"));
	CHECK(year->whole_year() == 2015);
	CHECK(year->from == "2015-01");
}

TEST_CASE("period: a span is named by months where it is made of them, else by days")
{
	CHECK(span_name(span("2011-01-01", "2015-12-31")) == "2011年1月至2015年12月");
	CHECK(span_name(span("2012-02-01", "2012-02-29")) == "2012年2月");
	CHECK(span_name(span("2013-02-01", "2013-02-27")) == "2013年2月1日至2013年2月27日");
	CHECK(span_name(span("2015-01-02", "2015-12-31")) == "2015年1月2日至2015年12月31日");
}

TEST_CASE("period: what is no period is refused with the name of the parameter")
{
	const auto pointer_of = [](std::string_view year, std::string_view from, std::string_view to)
	{
		const auto period = parse_period(year, from, to);
		REQUIRE(period.has_error());
		CHECK(period.error().code == "invalid_parameter");
		return period.error().pointer;
	};
	CHECK(pointer_of("", "", "") == "/from");
	CHECK(pointer_of("", "2011-13", "2012-01") == "/from");
	CHECK(pointer_of("", "2011-02-30", "2012-01") == "/from");
	CHECK(pointer_of("", "2011-01", "") == "/to");
	CHECK(pointer_of("", "2011-02", "2011-01") == "/to");
	CHECK(pointer_of("", "2011-01-02", "2011-01-01") == "/to");
	CHECK(pointer_of("", "1900-01", "2011-01") == "/to");
	CHECK(pointer_of("15", "", "") == "/year");
	CHECK(pointer_of("abcd", "", "") == "/year");
	CHECK(pointer_of("2015", "2015-01", "") == "/year");
}

TEST_CASE("period: whole months go to the counts, the rest to events")
{
	const MonthCut years = cut_months(span("2011-01-01", "2015-12-31"));
	REQUIRE(years.months);
	CHECK(to_string(years.months->first) == "2011-01");
	CHECK(to_string(years.months->second) == "2015-12");
	CHECK(years.parts.empty());

	const MonthCut ragged = cut_months(span("2011-01-02", "2011-03-30"));
	REQUIRE(ragged.months);
	CHECK(to_string(ragged.months->first) == "2011-02");
	CHECK(to_string(ragged.months->second) == "2011-02");
	CHECK(ragged.parts == std::vector{span("2011-01-02", "2011-01-31"), span("2011-03-01", "2011-03-30")});

	const MonthCut inside = cut_months(span("2011-01-02", "2011-01-30"));
	CHECK(!inside.months);
	CHECK(inside.parts == std::vector{span("2011-01-02", "2011-01-30")});

	const MonthCut across = cut_months(span("2011-01-31", "2011-02-01"));
	CHECK(!across.months);
	CHECK(across.parts == std::vector{span("2011-01-31", "2011-01-31"), span("2011-02-01", "2011-02-01")});
}

TEST_CASE("period: of a month that is there for more than half, the days beyond the period are read and taken away")
{
	const MonthCut autumn = cut_months_short(span("2015-01-01", "2015-11-20"));
	REQUIRE(autumn.months);
	CHECK(to_string(autumn.months->first) == "2015-01");
	CHECK(to_string(autumn.months->second) == "2015-11");
	CHECK(autumn.parts.empty());
	CHECK(autumn.excess == std::vector{span("2015-11-21", "2015-11-30")});

	const MonthCut both = cut_months_short(span("2015-01-25", "2015-03-30"));
	CHECK(both.parts == std::vector{span("2015-01-25", "2015-01-31")});
	CHECK(both.excess == std::vector{span("2015-03-31", "2015-03-31")});
	CHECK(to_string(both.months->first) == "2015-02");
	CHECK(to_string(both.months->second) == "2015-03");

	const MonthCut inside = cut_months_short(span("2011-01-02", "2011-01-30"));
	REQUIRE(inside.months);
	CHECK(inside.months->first == inside.months->second);
	CHECK(inside.excess == std::vector{span("2011-01-01", "2011-01-01"), span("2011-01-31", "2011-01-31")});

	const MonthCut few = cut_months_short(span("2011-01-10", "2011-01-12"));
	CHECK(!few.months);
	CHECK(few.excess.empty());
	CHECK(few.parts == std::vector{span("2011-01-10", "2011-01-12")});

	const MonthCut whole = cut_months_short(span("2011-01-01", "2011-12-31"));
	CHECK(whole.parts.empty());
	CHECK(whole.excess.empty());
}

TEST_CASE("period: only whole calendar years have yearly targets")
{
	CHECK(parse_period("", "2011-01", "2013-12")->whole_years() == std::vector{2011, 2012, 2013});
	CHECK(parse_period("", "2011-02", "2013-12")->whole_years().empty());
	CHECK(!parse_period("", "2011-01", "2012-12")->whole_year());
}

TEST_CASE("period: area, basis and attribution have their defaults and are checked")
{
	const Reference reference = small_reference();
	const auto parse = [&](std::string_view area, std::string_view basis, std::string_view attribution)
	{ return parse_figure_query({"2015", "", "", area, basis, attribution}, reference, Timestamp{}); };

	const auto defaults = parse("", "", "");
	REQUIRE(defaults.has_value());
	CHECK(reference.areas.at(defaults->area).code == "410400");
	CHECK(defaults->basis == Basis::received);
	CHECK(defaults->attribution == Attribution::area);
	CHECK(parse("410423", "verified", "team")->attribution == Attribution::team);
	CHECK(parse("999999", "", "").error().code == "unknown_area");
	CHECK(parse("", "all", "").error().pointer == "/basis");
	CHECK(parse("", "", "place").error().pointer == "/attribution");
}
