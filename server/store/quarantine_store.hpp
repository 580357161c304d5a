// Changes that were refused or conflict, kept as they were sent until somebody closes them.
#pragma once

#include "server/store/database.hpp"
#include "shared/protocol.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace bajin::store
{

inline constexpr std::int64_t kept_rejected_per_device_max = 1'000;
inline constexpr std::chrono::days kept_rejected_for{180};

struct QuarantinedChange
{
	std::int64_t number = 0;
	std::optional<Uuid> event;
	std::optional<Uuid> change_id;
	std::uint64_t content_digest = 0;
	Uuid device;
	Uuid team;
	protocol::Outcome outcome = protocol::Outcome::rejected;
	Timestamp received_at;
	std::string problems; // JSON
	std::string change;   // JSON as sent
	std::optional<Timestamp> resolved_at;
};

// The kept copy of that change of that event, the oldest when several contents came under one change_id.
[[nodiscard]] std::optional<QuarantinedChange> find_quarantined(Database& database, const Uuid& event, const Uuid& change_id);

// Keeps it unless the same content of the same change by the same device is kept already; then only outcome and
// problems are brought up to date. Rejected ones beyond the bounds above make room, the oldest first, by their age only where
// `removes_old`; conflicts stay.
void quarantine_change(Database& database, const QuarantinedChange& kept, bool removes_old = true);

// Closes what a device kept under these change ids. Gives how many were open.
std::int64_t resolve_quarantined(Database& database, const Uuid& device, std::span<const Uuid> change_ids, Timestamp now);

[[nodiscard]] std::vector<QuarantinedChange> list_quarantined(Database& database, std::int64_t after_number, std::int64_t limit);
[[nodiscard]] std::vector<QuarantinedChange> list_open_quarantined(Database& database, std::int64_t after_number, std::int64_t limit);

// How many are open, by team and outcome.
struct OpenQuarantined
{
	Uuid team;
	protocol::Outcome outcome = protocol::Outcome::rejected;
	std::int64_t changes = 0;
};
[[nodiscard]] std::vector<OpenQuarantined> count_open_quarantined(Database& database);

// Every kept copy that came under that change id, from whatever device.
[[nodiscard]] std::vector<QuarantinedChange> list_quarantined_of_change(Database& database, const Uuid& change_id);
[[nodiscard]] std::optional<QuarantinedChange> find_quarantined(Database& database, std::int64_t number);
void close_quarantined(Database& database, std::int64_t number, Timestamp at);

} // namespace bajin::store
