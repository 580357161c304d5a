// Reading the events of an area or of its teams one by one: for figures that no rolled-up count holds, and for recounts.
//
// Called by the figures on a read lane; the deadline of the database bounds it. Deleted events are passed over.
#pragma once

#include "server/store/event_store.hpp"
#include "server/store/reader.hpp"
#include "server/store/team_store.hpp"

#include <functional>
#include <vector>

namespace bajin::figures
{

using EventVisitor = std::function<void(const store::EventHead&, const Event&)>;

// The keys by which the events at or below an area are listed (AreaTree::branch_of), each once.
[[nodiscard]] std::vector<AreaId> branches_of(const AreaTree& areas, AreaId area);

// The record of an event in its newest state. The head must have a body.
[[nodiscard]] Event read_record(store::Database& database, const store::EventHead& head, const AreaTree& areas);

// Events recorded at or below the area on those days, without their records.
using HeadVisitor = std::function<void(const store::EventHead&)>;
void for_each_head(store::Reader& reader, AreaId area, const DateSpan& days, const HeadVisitor& visit);

// Events recorded at or below the area on those days.
void for_each_event(store::Reader& reader, AreaId area, const DateSpan& days, const EventVisitor& visit);

// Events recorded anywhere on those days by this team.
void for_each_event_of_team(store::Reader& reader, const Uuid& team, const DateSpan& days, const EventVisitor& visit);

// Events recorded anywhere on those days by the teams based at or below the area.
void for_each_event_of_teams(store::Reader& reader, AreaId area, const DateSpan& days, const EventVisitor& visit);

// The same for the teams that `is_wanted` chooses.
using TeamChooser = std::function<bool(const store::Team&)>;
void for_each_event_of_teams(store::Reader& reader, const TeamChooser& is_wanted, const DateSpan& days, const EventVisitor& visit);

} // namespace bajin::figures
