// A change made ready for the write lane: validated, its text and digest made, its warnings found.
//
// Called on the I/O thread for every change of a request, so that the writer only decides and writes. Pure.
#pragma once

#include "shared/event.hpp"
#include "shared/protocol.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bajin::events
{

// A phone's clock that is further off is worth a warning.
inline constexpr std::int64_t clock_skew_warned_above_s = 600;

// When `change.problems` is empty, a put has `event` and `body`, and `change` has no record: few need it again (sent_record). No
// change looks into the request's document any more.
struct PreparedChange
{
	protocol::Change change;
	Event event;
	std::string body;         // JSON text of the record, as it will be stored
	std::uint64_t digest = 0; // of what was sent: the same change_id with another one is refused
	std::vector<std::string> warnings;
};

struct PrepareOptions
{
	const Reference& reference;
	std::optional<Date> today; // in China; empty: the server's own clock is in doubt
	std::optional<std::int64_t> clock_offset_s;
};

[[nodiscard]] PreparedChange prepare(protocol::Change change, const PrepareOptions& options);

// Phone minus server, in seconds; empty when the phone did not say.
[[nodiscard]] std::optional<std::int64_t> clock_offset_s(const protocol::SyncRequest& request, Timestamp now);

// The record of a put without problems, read once more from its text.
[[nodiscard]] Json sent_record(const PreparedChange& prepared);

// The change as it was sent, for the coordinator.
[[nodiscard]] std::string to_quarantined_text(const PreparedChange& prepared);

} // namespace bajin::events
