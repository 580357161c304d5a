#include "tools/demo/draft.hpp"

#include <algorithm>

namespace bajin::demo
{

std::vector<Target> set_targets(const std::vector<Draft>& drafts)
{
	constexpr std::int64_t years = published::last_year - published::first_year + 1;
	std::vector<Target> targets;
	for (std::size_t county = 0; county < counties().size(); ++county)
	{
		for (std::size_t type = 0; type < venue_type_codes.size(); ++type)
		{
			if (type == other_type)
			{
				continue;
			}
			const auto here = [&](const Draft& draft)
			{ return draft.county == county && draft.type == type && draft.kind == EventKind::session && is_counted(draft.fate); };
			const std::int64_t mean = (std::ranges::count_if(drafts, here) + years - 1) / years;
			for (int year = published::first_year; year <= published::last_year; ++year)
			{
				// What is asked for grows over the five years.
				const std::int64_t value = std::max<std::int64_t>(1, mean * (85 + 8 * (year - published::first_year)) / 100);
				targets.push_back(
				    {.area = std::string(counties()[county].code),
				     .venue_type = std::string(venue_type_codes[type]),
				     .year = year,
				     .value = value});
			}
		}
	}
	return targets;
}

} // namespace bajin::demo
