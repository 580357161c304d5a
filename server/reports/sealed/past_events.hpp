// The events of an area and a span as they stood at an earlier moment, read from their history.
//
// Called by sealed_report, on the export lane or in the tool, inside a snapshot. Reads the head of every event in the
// database, and the record of those that are in it or have changed since: a few seconds for a million events.
#pragma once

#include "server/store/event_store.hpp"
#include "server/store/reader.hpp"
#include "server/store/report_store.hpp"
#include "shared/event.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

namespace bajin::reports
{

using TeamAreas = std::unordered_map<Uuid, AreaId>;

// Whose events: recorded at or below the area, or by a team that is based there.
struct PastSpan
{
	AreaId area = 0;
	DateSpan days;
	std::int64_t seq = 0; // as of this history row
};

struct PastEvent
{
	store::SealedEvent entry;
	Uuid team;
	AreaId team_area = 0;
	Event event;
};

using PastVisitor = std::function<void(const PastEvent&)>;

// In the order of ids; deleted events are passed over. `read` gets the number of events looked at so far; may be empty.
void for_each_past_event(
	store::Reader& reader, const TeamAreas& teams, const PastSpan& span, const PastVisitor& visit,
	const std::function<void(std::int64_t)>& read = {});

// One event as of a history row; empty: unknown then, or deleted.
[[nodiscard]] std::optional<PastEvent> find_past_event(store::Reader& reader, const TeamAreas& teams, const Uuid& id, std::int64_t seq);

} // namespace bajin::reports
