#include "server/figures/session_targets.hpp"

#include "server/store/target_store.hpp"

namespace bajin::figures
{

std::string_view code_of(TargetFrom from) noexcept
{
	switch (from)
	{
	case TargetFrom::area:
		return "area";
	case TargetFrom::types:
		return "types";
	case TargetFrom::rows:
		return "rows";
	case TargetFrom::none:
		break;
	}
	return "";
}

SessionTargets::SessionTargets(store::Reader& reader, const Period& period) : areas_(reader.reference()->areas)
{
	for (const int year : period.whole_years())
	{
		for (const store::Target& target : store::list_targets(reader.database(), year))
		{
			if (target.area != 0 && target.metric == "sessions") { values_[{target.area, target.venue_type}] += *target.value; }
		}
	}
	for (const auto& [key, value] : values_)
	{
		for (AreaId above = key.first; above != 0 && touched_.insert(above).second; above = areas_.at(above).parent) {}
	}
}

AreaTargets SessionTargets::of(AreaId area) const
{
	AreaTargets targets;
	for (auto own = values_.lower_bound({area, ""}); own != values_.end() && own->first.first == area; ++own)
	{
		if (own->first.second.empty()) { targets.total = own->second; }
		else { targets.types.emplace(own->first.second, own->second); }
	}
	if (targets.total)
	{
		targets.from = TargetFrom::area;
		targets.is_of_all_types = true;
	}
	else if (!targets.types.empty())
	{
		targets.from = TargetFrom::types;
		targets.total = 0;
		for (const auto& [type, value] : targets.types) { *targets.total += value; }
	}
	if (!targets.types.empty()) { return targets; }
	for (const AreaId child : areas_.children(area))
	{
		if (!touched_.contains(child)) { continue; }
		const AreaTargets below = of(child);
		for (const auto& [type, value] : below.types) { targets.types[type] += value; }
		if (targets.from == TargetFrom::area || !below.total) { continue; }
		targets.from = TargetFrom::rows;
		targets.total = targets.total.value_or(0) + *below.total;
		targets.is_of_all_types = targets.is_of_all_types || below.is_of_all_types;
	}
	return targets;
}

std::optional<std::int64_t> SessionTargets::find(AreaId area, const std::string& venue_type) const
{
	const auto found = values_.find({area, venue_type});
	return found == values_.end() ? std::nullopt : std::optional(found->second);
}

} // namespace bajin::figures
