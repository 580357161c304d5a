// An event in its newest state, with its receipt: as pages, lists and answers give it out.
#pragma once

#include "server/store/event_store.hpp"

#include <span>

namespace bajin::events
{

// The row whose receipt stands for the newest version of the record.
[[nodiscard]] std::int64_t record_seq(const store::EventHead& head) noexcept;

[[nodiscard]] protocol::EventState
load_state(store::Database& database, std::span<const store::Epoch> epochs, const store::EventHead& head);

// Whether the record was edited, created or deleted since the newest restore.
[[nodiscard]] bool is_edited_since_restore(const store::Epoch& epoch, const store::EventHead& head) noexcept;

} // namespace bajin::events
