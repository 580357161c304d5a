// The file into which a phone writes what it could not send, for the office to import: the way out when it cannot sync.
//
// Read by `bajin import`. Changes are those of a sync request, so that a later sync of the same is unchanged. Pure.
#pragma once

#include "shared/protocol.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::protocol
{

inline constexpr std::int64_t outbox_version = 1;
inline constexpr std::size_t outbox_bytes_max = 64U * 1024 * 1024;

struct Outbox
{
	std::optional<Timestamp> made_at; // by the phone's clock; empty: not told
	std::string app;                  // name and version, as told
	Uuid device_id;
	std::string device_name;
	std::vector<Change> changes;
	std::vector<NilReport> nil_reports;
	std::vector<EnvelopeProblem> problems; // of what is no change: taken as not said
};

// Refuses the file as a whole: `invalid_json` (damaged), `no_outbox` (something else; `detail` says what is missing),
// `outbox_too_new` (`detail` is its format_version). What is wrong with one change stands in that change's `problems`.
[[nodiscard]] Result<Outbox> parse_outbox(std::string_view text);

} // namespace bajin::protocol
