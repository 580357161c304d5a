// Which branches can hold events of a list in a month: the rolled-up counts know, so that a rare state or venue type is not looked
// for among all events.
//
// Used by the list of events, inside a snapshot. Leaves out only what cannot be meant.
#pragma once

#include "server/figures/event_list.hpp"
#include "server/store/reader.hpp"

#include <cstdint>
#include <vector>

namespace bajin::figures
{

class MonthZones
{
public:
	MonthZones(store::Reader& reader, const EventFilter& filter);

	// False: the counts say nothing of what the list is narrowed by.
	[[nodiscard]] bool tells() const noexcept { return tells_; }

	// Of the branches at or below the area, as branches_of lists them, those that may hold an event of that month.
	[[nodiscard]] std::vector<AreaId> branches_of(AreaId area, Month month) const;

	// Events of the list's team in its months, whatever their state but deleted.
	[[nodiscard]] std::int64_t events_of_team() const;

private:
	void collect(AreaId area, Month month, std::vector<AreaId>& branches) const;
	[[nodiscard]] bool may_hold(AreaId area, Month month) const;
	[[nodiscard]] bool may_hold(AreaId area, Month month, Dimension dimension, const std::string& key) const;
	[[nodiscard]] bool has_wanted_state(const StateCounts& states) const;

	store::Reader& reader_;
	const EventFilter& filter_;
	bool tells_ = false;
};

} // namespace bajin::figures
