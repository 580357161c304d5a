// May this caller look at this sample? Used by the endpoints about samples and by the evidence package of one.
#pragma once

#include "server/people/access.hpp"
#include "server/store/sample_store.hpp"

namespace bajin::api
{

[[nodiscard]] inline bool may_read(const people::Principal& principal, const AreaTree& areas, const store::Sample& sample)
{
	return people::covers(principal, areas, sample.area) && people::may_see_days(principal, sample.days);
}

} // namespace bajin::api
