// Push: what becomes of each change that a phone sends. The rules of the protocol, section by section.
//
// Runs inside one job of the write lane. Every change gets exactly one result, in order, each judged alone; outcomes are
// plain values. What is rejected or conflicts is kept. No clock of its own.
#pragma once

#include "server/events/change.hpp"
#include "shared/protocol.hpp"

#include <span>
#include <vector>

namespace bajin::sync
{

struct PushResult
{
	std::vector<protocol::ChangeResult> results;
	std::vector<std::int64_t> own_seqs; // rows that brought exactly what the phone sent: need not be pulled back
};

[[nodiscard]] PushResult push(store::Writer& writer, const events::ChangeOptions& options, std::span<const events::PreparedChange> changes);

} // namespace bajin::sync
