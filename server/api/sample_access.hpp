// May this caller look at this sample? Used by the endpoints about samples and by the evidence package of one.
#pragma once

#include "server/people/access.hpp"
#include "server/store/sample_store.hpp"

namespace bajin::api
{

[[nodiscard]] inline bool may_read(const people::Caller& caller, const AreaTree& areas, const store::Sample& sample)
{
	const DateSpan days = people::days_of(caller);
	return people::covers(caller, areas, sample.area) && days.first <= sample.days.first && sample.days.last <= days.last;
}

} // namespace bajin::api
