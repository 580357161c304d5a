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

// The fields that were redacted after the version `base`: an edit that was made from it may not bring them back.
[[nodiscard]] std::vector<std::string> redacted_after(store::Database& database, const Uuid& event, std::int64_t base);

// Gives whether the record had any of them.
bool remove_fields(Json& record, const std::vector<std::string>& fields);

} // namespace bajin::events
