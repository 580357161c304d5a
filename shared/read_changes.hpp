// The lists that a sync request and an outbox file have in common, read in the same way.
//
// Called by parse_sync_request and parse_outbox. Pure.
#pragma once

#include "shared/protocol.hpp"

#include <vector>

namespace bajin::protocol
{

// Takes the changes out of `list`, which is the member `changes` of its document. Flaws of the document inside a change are
// that change's problems; any other makes it unreadable (`invalid_envelope`).
[[nodiscard]] Result<std::vector<Change>> read_changes(Json& list, const std::vector<JsonFlaw>& flaws);

// Refuses (`invalid_envelope`) what is no list of at most 500 nil reports.
[[nodiscard]] Result<std::vector<NilReport>> read_nil_reports(const Json& json);

} // namespace bajin::protocol
