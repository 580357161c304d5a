// The lists that a sync request and an outbox file have in common, read in the same way.
//
// Called by parse_sync_request and parse_outbox. Pure.
#pragma once

#include "shared/protocol.hpp"

#include <vector>

namespace bajin::protocol
{

using EnvelopeProblems = std::vector<EnvelopeProblem>;

// Takes the changes out of `list`, which is the member `changes` of its document. Flaws of the document inside a change are
// that change's problems, any other one of the envelope; but where `changes` stands twice (`invalid_envelope`), taking one of
// the two would lose the records of the other.
[[nodiscard]] Result<std::vector<Change>> read_changes(Json& list, const std::vector<JsonFlaw>& flaws, EnvelopeProblems& problems);

// Each is judged alone; at most 500 are read.
[[nodiscard]] std::vector<NilReport> read_nil_reports(JsonView json, EnvelopeProblems& problems);

} // namespace bajin::protocol
