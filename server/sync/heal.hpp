// Healing after a restore: a phone sends again what the server had acknowledged and has lost.
//
// Called by push, inside a job of the write lane.
#pragma once

#include "server/events/change.hpp"

#include <optional>

namespace bajin::sync
{

// Empty: nothing of a restore is concerned, and the change is to be judged like any other.
[[nodiscard]] std::optional<protocol::ChangeResult> apply_heal(events::ChangeContext& context);

} // namespace bajin::sync
