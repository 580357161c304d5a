// The parameters that a route takes in its query: named once, in the tables of routes. What nobody named is refused, for a
// mistyped filter would give a list that is wrong and does not look it.
#pragma once

#include <boost/algorithm/string/replace.hpp>

#include <string>
#include <string_view>

namespace bajin::api
{

// Names with blanks between, of which several routes have the first part in common.
struct Parameters
{
	constexpr Parameters() = default;
	constexpr Parameters(const char* names) : own(names) {}
	constexpr Parameters(std::string_view names) : own(names) {}
	constexpr Parameters(std::string_view shared_names, std::string_view own_names) : shared(shared_names), own(own_names) {}

	[[nodiscard]] constexpr bool contain(std::string_view name) const noexcept { return holds(shared, name) || holds(own, name); }

	// "area, from, to"
	[[nodiscard]] std::string text() const
	{
		std::string names(shared);
		if (!shared.empty() && !own.empty()) { names += ' '; }
		names += own;
		return boost::algorithm::replace_all_copy(names, " ", ", ");
	}

	std::string_view shared{};
	std::string_view own{};

private:
	static constexpr bool holds(std::string_view names, std::string_view name) noexcept
	{
		while (!names.empty())
		{
			const std::string_view next = names.substr(0, names.find(' '));
			if (next == name) { return true; }
			names.remove_prefix(next.size() == names.size() ? next.size() : next.size() + 1);
		}
		return false;
	}
};

// Of a figure: figure_request.hpp.
inline constexpr std::string_view figure_parameters = "year from to area basis attribution";

// Of a list of events: event_list_request.hpp.
inline constexpr std::string_view event_filter_parameters =
	"area exact attribution place_type venue venue_type kind team state basis has from to topic campaign item audience source warning text";

} // namespace bajin::api
