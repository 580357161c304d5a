#include "server/figures/month_zones.hpp"

#include "server/store/count_store.hpp"

#include <algorithm>

namespace bajin::figures
{

namespace
{

std::int64_t number_of(const StateCounts& states, ReviewState state)
{
	switch (state)
	{
	case ReviewState::submitted:
		return states.submitted;
	case ReviewState::verified:
	case ReviewState::void_requested:
		return states.verified;
	case ReviewState::returned:
		return states.returned;
	case ReviewState::duplicate:
		return states.duplicate;
	case ReviewState::joint:
		return states.joint;
	case ReviewState::deleted:
		break; // stands in no count
	}
	return 0;
}

} // namespace

MonthZones::MonthZones(store::Reader& reader, const EventFilter& filter) : reader_(reader), filter_(filter)
{
	const bool wants_deleted = std::ranges::find(filter.states, ReviewState::deleted) != filter.states.end();
	tells_ = !wants_deleted && (!filter.states.empty() || !filter.venue_type.empty() || filter.team);
}

std::vector<AreaId> MonthZones::branches_of(AreaId area, Month month) const
{
	std::vector<AreaId> branches;
	collect(area, month, branches);
	return branches;
}

void MonthZones::collect(AreaId area, Month month, std::vector<AreaId>& branches) const
{
	const AreaTree& areas = reader_.reference()->areas;
	const AreaId branch = areas.branch_of(area);
	if (!may_hold(branch, month)) { return; }
	branches.push_back(branch);
	for (const AreaId child : areas.children(area))
	{
		if (areas.at(child).level <= AreaLevel::township) { collect(child, month, branches); }
	}
}

bool MonthZones::may_hold(AreaId area, Month month) const
{
	const KeptCounts kept = reader_.reference()->areas.kept_counts(area);
	if (kept == KeptCounts::none) { return true; }
	if (!may_hold(area, month, Dimension::venue_type, filter_.venue_type)) { return false; }
	return !filter_.team || kept != KeptCounts::all || may_hold(area, month, Dimension::team, to_string(*filter_.team));
}

// An empty key: of any.
bool MonthZones::may_hold(AreaId area, Month month, Dimension dimension, const std::string& key) const
{
	bool may = false;
	store::for_each_count(
		reader_.database(), {area, store::CountLayer::by_area, dimension, month, month},
		[&](const store::CountRow& row) { may = may || ((key.empty() || row.key.key == key) && has_wanted_state(row.counts.states)); });
	return may;
}

bool MonthZones::has_wanted_state(const StateCounts& states) const
{
	if (filter_.states.empty()) { return states.events() != 0; }
	return std::ranges::any_of(filter_.states, [&](ReviewState state) { return number_of(states, state) != 0; });
}

std::int64_t MonthZones::events_of_team() const
{
	std::int64_t events = 0;
	if (!filter_.team) { return events; }
	const std::string team = to_string(*filter_.team);
	const AreaId root = reader_.reference()->areas.root().id;
	store::for_each_count(
		reader_.database(), {root, store::CountLayer::by_area, Dimension::team, month_of(filter_.first), month_of(filter_.last)},
		[&](const store::CountRow& row) { events += row.key.key == team ? row.counts.states.events() : 0; });
	return events;
}

} // namespace bajin::figures
