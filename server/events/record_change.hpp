// The one way an event moves from a state to the next: history row, newest state, counts and what hangs on it, together.
//
// Called by push, heal and review, inside a job of the write lane. Decides nothing.
#pragma once

#include "server/store/event_store.hpp"
#include "server/store/writer.hpp"

#include <optional>
#include <string>

namespace bajin::events
{

// An event as it is stored, its record read when there is one.
struct StoredEvent
{
	store::EventHead head;
	protocol::Review review;
	Json record; // null for a tombstone
	Event event; // valid with a record
};
[[nodiscard]] StoredEvent load_stored(store::Writer& writer, const store::EventHead& head);

// What follows: `row` and `head` without sequence numbers (they are taken here). `event` is the record after the step,
// nullptr for a tombstone. `team_area` of the head's team.
struct Step
{
	store::EventHead head;
	store::HistoryRow row;
	protocol::Review review;
	const Event* event = nullptr;
	AreaId team_area = 0;
};

// Writes the step and gives the head as stored. When the event stops counting, duplicates and joint records that point
// at it become submitted again in the same job.
store::EventHead take_step(store::Writer& writer, const StoredEvent* before, Step step, Timestamp now);

// The version that follows, above any that a lost time can have issued.
[[nodiscard]] std::int64_t next_version(const store::Epoch& epoch, const store::EventHead* head) noexcept;

// The fields of a head that come from the record.
void describe(store::EventHead& head, const Event& event, const AreaTree& areas);

[[nodiscard]] AreaId area_of_team(store::Writer& writer, const Uuid& team);

} // namespace bajin::events
