#include "server/figures/session_targets.hpp"

#include "server/store/target_store.hpp"

namespace bajin::figures
{

SessionTargets::SessionTargets(store::Reader& reader, const Period& period)
{
	for (const int year : period.whole_years())
	{
		for (const store::Target& target : store::list_targets(reader.database(), year))
		{
			if (target.area != 0 && target.metric == "sessions") { values_[{target.area, target.venue_type}] += *target.value; }
		}
	}
}

std::optional<std::int64_t> SessionTargets::find(AreaId area, const std::string& venue_type) const
{
	const auto found = values_.find({area, venue_type});
	return found == values_.end() ? std::nullopt : std::optional(found->second);
}

} // namespace bajin::figures
