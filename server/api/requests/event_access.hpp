// people::access for an event that stands in the database: looks up where its team is based.
//
// Used by the endpoints about one event, on their lanes.
#pragma once

#include "server/people/access.hpp"
#include "server/store/reader.hpp"
#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"

namespace bajin::api
{

// `store` is a Reader or a Writer.
template <class Store>
[[nodiscard]] bool may_read(const people::Principal& principal, Store& store, const store::EventHead& event)
{
	const auto team = store::find_team(store.database(), event.team);
	return people::may_read(principal, store.reference()->areas, event, team ? team->area : 0);
}

template <class Store>
[[nodiscard]] bool may_act_on(const people::Principal& principal, Store& store, const store::EventHead& event)
{
	return people::may_act_on(principal, store.reference()->areas, event);
}

} // namespace bajin::api
