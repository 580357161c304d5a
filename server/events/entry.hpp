// Entry and correction of records by a coordinator on a team's behalf (代录, 代更正): from paper, or after a telephone call.
//
// Runs inside a job of the write lane. The record goes the same way as one from a phone: validated, in the history, counted,
// reviewed anew. Unlike a phone's, it is never merged: who corrects has seen the newest version.
#pragma once

#include "server/store/writer.hpp"
#include "shared/event.hpp"
#include "shared/protocol.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bajin::events
{

// A record made ready off the write lane; `problems` is empty when it is valid.
struct PreparedEntry
{
	Uuid id;
	Event event;
	std::string body;
	std::vector<std::string> warnings;
	std::vector<Problem> problems;
};

// The record's `id` is set to `id` when it has none. Pure.
[[nodiscard]] PreparedEntry
prepare_entry(Json record, const std::optional<Uuid>& id, const Reference& reference, std::optional<Date> today);

struct Entry
{
	const PreparedEntry& record;
	Uuid team;                // whose event it is
	std::int64_t version = 0; // the newest, for a correction; 0: a new event
	std::string by;           // who
	std::string reason;
};

// The event as it stands afterwards; the same record again changes nothing. The record must have no problems, and the
// caller has checked that it may be written. Errors: `event_exists` (a new one with an id that is taken by another
// record), `not_found`, `version_stale`, `invalid_review` (the event is deleted).
[[nodiscard]] Result<protocol::EventState> enter_record(store::Writer& writer, const Entry& entry, Timestamp now);

} // namespace bajin::events
