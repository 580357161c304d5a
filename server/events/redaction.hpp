// Redaction: an administrator takes personal fields out of every version of an event, and out of what was kept of it.
//
// Runs inside a job of the write lane. Figures do not change: no field that may be redacted is counted. The event gets a
// new version, so that phones pull the record without the fields; an edit that a phone made from an earlier version does
// not bring them back. The index of searches loses what was taken out in the same transaction.
#pragma once

#include "server/store/writer.hpp"
#include "shared/protocol.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::events
{

struct RedactionRequest
{
	Uuid event;
	std::vector<std::string> fields;
	std::string by;
};

// The event as it stands afterwards. Errors: `not_found`, `invalid_field` (a field that stays, or none).
[[nodiscard]] Result<protocol::EventState> redact(store::Writer& writer, const RedactionRequest& request, Timestamp now);

// The record as sent, without what was redacted after the version that it was made from. Gives whether anything went.
[[nodiscard]] bool remove_redacted(store::Database& database, const Uuid& event, std::int64_t base, Json& record);

} // namespace bajin::events
