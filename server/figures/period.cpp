#include "server/figures/period.hpp"

#include <algorithm>
#include <charconv>

namespace bajin::figures
{

namespace
{

constexpr int years_max = 100; // of one question: each month costs a look-up

bool begins_month(Date day)
{
	return day == first_day(month_of(day));
}
bool ends_month(Date day)
{
	return day == last_day(month_of(day));
}

std::string month_name(Month month)
{
	return std::to_string(month.year()) + "年" + std::to_string(month.month_of_year()) + "月";
}

std::string day_name(Date day)
{
	const Month month = month_of(day);
	return month_name(month) + std::to_string(day.days - first_day(month).days + 1) + "日";
}

std::optional<int> parse_year(std::string_view text)
{
	if (text.size() != 4) { return std::nullopt; }
	const auto january = parse_month(std::string(text) + "-01");
	return january ? std::optional(january->year()) : std::nullopt;
}

} // namespace

std::optional<int> Period::whole_year() const noexcept
{
	const int year = year_of(days.first);
	const bool whole = days.first == make_date(year, 1, 1) && days.last == make_date(year, 12, 31);
	return whole ? std::optional(year) : std::nullopt;
}

std::vector<int> Period::whole_years() const
{
	const int first = year_of(days.first);
	const int last = year_of(days.last);
	if (days.first != make_date(first, 1, 1) || days.last != make_date(last, 12, 31)) { return {}; }
	std::vector<int> years;
	for (int year = first; year <= last; ++year) { years.push_back(year); }
	return years;
}

std::optional<int> Period::length_in_years() const noexcept
{
	const int first = year_of(days.first);
	const int last = year_of(days.last);
	const bool whole = days.first == make_date(first, 1, 1) && days.last == make_date(last, 12, 31);
	return whole || first == last ? std::optional(last - first + 1) : std::nullopt;
}

Period Period::years_before(int years) const
{
	const auto move = [years](Date day)
	{
		const Month before{month_of(day).index - 12 * years};
		const std::int32_t days_before_it = day.days - first_day(month_of(day)).days;
		return std::min(last_day(before), Date{first_day(before).days + days_before_it});
	};
	Period moved;
	moved.days.first = move(days.first);
	moved.days.last = ends_month(days.last) ? last_day(month_of(move(days.last))) : move(days.last);
	// One that is made of whole months is named by them.
	const bool by_months = begins_month(moved.days.first) && ends_month(moved.days.last);
	moved.from = by_months ? to_string(moved.first_month()) : to_string(moved.days.first);
	moved.to = by_months ? to_string(moved.last_month()) : to_string(moved.days.last);
	return moved;
}

MonthCut cut_months(const DateSpan& days)
{
	MonthCut cut;
	Month first = month_of(days.first);
	Month last = month_of(days.last);
	if (first == last && !(begins_month(days.first) && ends_month(days.last)))
	{
		cut.parts.push_back(days);
		return cut;
	}
	if (!begins_month(days.first))
	{
		cut.parts.push_back({days.first, last_day(first)});
		++first.index;
	}
	if (!ends_month(days.last))
	{
		cut.parts.push_back({first_day(last), days.last});
		--last.index;
	}
	if (first <= last) { cut.months.emplace(first, last); }
	return cut;
}

MonthCut cut_months_short(const DateSpan& days)
{
	const auto length = [](const DateSpan& span) { return span.last.days - span.first.days + 1; };
	const DateSpan before = {first_day(month_of(days.first)), Date{days.first.days - 1}};
	const DateSpan after = {Date{days.last.days + 1}, last_day(month_of(days.last))};
	DateSpan wider = days;
	const bool is_within_one = month_of(days.first) == month_of(days.last);
	if (is_within_one && length(before) + length(after) < length(days)) { wider = {before.first, after.last}; }
	if (!is_within_one && length(before) < length({days.first, last_day(month_of(days.first))})) { wider.first = before.first; }
	if (!is_within_one && length(after) < length({first_day(month_of(days.last)), days.last})) { wider.last = after.last; }
	MonthCut cut = cut_months(wider);
	if (wider.first < days.first) { cut.excess.push_back(before); }
	if (days.last < wider.last) { cut.excess.push_back(after); }
	return cut;
}

std::string span_name(const DateSpan& days)
{
	if (!begins_month(days.first) || !ends_month(days.last)) { return day_name(days.first) + "至" + day_name(days.last); }
	const Month first = month_of(days.first);
	const Month last = month_of(days.last);
	return first == last ? month_name(first) : month_name(first) + "至" + month_name(last);
}

std::string_view code_of(Attribution attribution) noexcept
{
	return attribution == Attribution::area ? "area" : "team";
}

std::optional<Date> parse_first_day(std::string_view text) noexcept
{
	if (const auto month = parse_month(text)) { return first_day(*month); }
	return parse_date(text);
}

std::optional<Date> parse_last_day(std::string_view text) noexcept
{
	if (const auto month = parse_month(text)) { return last_day(*month); }
	return parse_date(text);
}

Error invalid_parameter(std::string_view name, const std::string& why)
{
	return {"invalid_parameter", std::string(name) + ": " + why, "/" + std::string(name)};
}

Result<std::int64_t> parse_limit(std::string_view text, std::int64_t most)
{
	std::int64_t limit = 0;
	const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
	const bool is_number = end == text.data() + text.size() && !text.empty();
	if (is_number && error == std::errc::result_out_of_range && !text.starts_with('-')) { return most; }
	if (!is_number || error != std::errc() || limit < 1)
	{
		return invalid_parameter("limit", "expected a number from 1 to " + std::to_string(most));
	}
	return std::min(limit, most);
}

Result<Period> parse_period(std::string_view year, std::string_view from, std::string_view to)
{
	if (!year.empty())
	{
		if (!from.empty() || !to.empty()) { return invalid_parameter("year", "give either year or from and to"); }
		const auto number = parse_year(year);
		if (!number) { return invalid_parameter("year", "expected YYYY"); }
		return Period{{make_date(*number, 1, 1), make_date(*number, 12, 31)}, std::string(year) + "-01", std::string(year) + "-12"};
	}
	const auto first = parse_first_day(from);
	if (!first) { return invalid_parameter("from", "expected YYYY-MM or YYYY-MM-DD"); }
	const auto last = parse_last_day(to);
	if (!last) { return invalid_parameter("to", "expected YYYY-MM or YYYY-MM-DD"); }
	if (*last < *first) { return invalid_parameter("to", "lies before from"); }
	if (year_of(*last) - year_of(*first) >= years_max) { return invalid_parameter("to", "more than 100 years after from"); }
	return Period{{*first, *last}, std::string(from), std::string(to)};
}

Result<FigureQuery> parse_figure_query(const FigureText& text, const Reference& reference, Timestamp now)
{
	auto period = parse_period(text.year, text.from, text.to);
	if (!period) { return period.error(); }
	FigureQuery query;
	query.period = std::move(*period);
	query.now = now;
	query.area = reference.areas.root().id;
	if (!text.area.empty())
	{
		const Area* area = reference.areas.find(text.area);
		if (area == nullptr) { return Error{"unknown_area", "area: " + std::string(text.area), "/area"}; }
		query.area = area->id;
	}
	if (!text.basis.empty())
	{
		const auto basis = parse_basis(text.basis);
		if (!basis) { return invalid_parameter("basis", "expected received or verified"); }
		query.basis = *basis;
	}
	if (!text.attribution.empty())
	{
		if (text.attribution != "area" && text.attribution != "team") { return invalid_parameter("attribution", "expected area or team"); }
		query.attribution = text.attribution == "area" ? Attribution::area : Attribution::team;
	}
	return query;
}

} // namespace bajin::figures
