// The question that every figure answers: from when to when, where, on which basis, attributed how.
//
// Parsed from a query string by the endpoints and from options by the tool. Pure.
#pragma once

#include "shared/calendar.hpp"
#include "shared/event.hpp"
#include "shared/result.hpp"
#include "shared/review.hpp"
#include "shared/timestamp.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::figures
{

// Days first to last, and how they were asked for.
struct Period
{
	DateSpan days;
	std::string from; // as given, "2011-01" or "2011-01-01"
	std::string to;

	[[nodiscard]] Month first_month() const noexcept { return month_of(days.first); }
	[[nodiscard]] Month last_month() const noexcept { return month_of(days.last); }

	// The calendar year when it is exactly one.
	[[nodiscard]] std::optional<int> whole_year() const noexcept;

	// The years it spans when it is made of whole calendar years; 1 when it lies within one; else none.
	[[nodiscard]] std::optional<int> length_in_years() const noexcept;

	// The same days so many years before. The last day of a month stays one, so that February keeps whole.
	[[nodiscard]] Period years_before(int years) const;

	// Every year when it is made of whole calendar years, else none.
	[[nodiscard]] std::vector<int> whole_years() const;
};

// A period cut into whole months, which the rolled-up counts answer, and parts of months, which only events can.
struct MonthCut
{
	std::optional<std::pair<Month, Month>> months; // both included
	std::vector<DateSpan> parts;                   // at most two
	std::vector<DateSpan> excess;                  // at most two; of `months`, to be taken away again
};
[[nodiscard]] MonthCut cut_months(const DateSpan& days);

// With the fewest days to read: of a month that is there for more than half, the days beyond the period are the excess.
[[nodiscard]] MonthCut cut_months_short(const DateSpan& days);

// As pages and files name it: "2011年1月至2015年12月", one month "2015年3月", "2015年1月1日至2015年11月20日".
[[nodiscard]] std::string span_name(const DateSpan& days);

// By where an event was (属地口径) or by where its team belongs (组织方口径).
enum class Attribution : std::uint8_t
{
	area,
	team,
};
[[nodiscard]] std::string_view code_of(Attribution attribution) noexcept;

// The key under which teams outside a caller's scope are summed up.
inline constexpr std::string_view other_teams = "other";

struct FigureQuery
{
	Period period;
	AreaId area = 0;
	Basis basis = Basis::received;
	Attribution attribution = Attribution::area;
	AreaId scope = 0; // whose figures: teams based beside it appear as one, "other"; 0: all are known
	Timestamp now;    // for as_of, and for who is silent
};

// The parameters as text; empty means absent. Either `year` or both `from` and `to`; the area defaults to the whole.
struct FigureText
{
	std::string_view year;
	std::string_view from;
	std::string_view to;
	std::string_view area;
	std::string_view basis;
	std::string_view attribution;
};

// Errors: `invalid_parameter` with the parameter as pointer, `unknown_area`.
[[nodiscard]] Result<Period> parse_period(std::string_view year, std::string_view from, std::string_view to);
[[nodiscard]] Result<FigureQuery> parse_figure_query(const FigureText& text, const Reference& reference, Timestamp now);

// A day, or the first (last) day of a month; empty when it is neither.
[[nodiscard]] std::optional<Date> parse_first_day(std::string_view text) noexcept;
[[nodiscard]] std::optional<Date> parse_last_day(std::string_view text) noexcept;

// How many rows of a list, never more than `most`. Error `invalid_parameter` when it is no whole number of at least 1.
[[nodiscard]] Result<std::int64_t> parse_limit(std::string_view text, std::int64_t most);

[[nodiscard]] Error invalid_parameter(std::string_view name, const std::string& why);

} // namespace bajin::figures
