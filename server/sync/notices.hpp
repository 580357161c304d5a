// Notices in a sync: what the phone read is noted, and it gets what is new for its teams.
//
// Reads are taken inside the push's job of the write lane; the feed is read in the snapshot of the pull. Both only when
// the request has the member `notices`: a push without it costs nothing. No clock of its own.
#pragma once

#include "server/store/device_store.hpp"
#include "shared/area.hpp"
#include "shared/protocol.hpp"

#include <optional>
#include <span>
#include <vector>

namespace bajin::sync
{

inline constexpr std::size_t notices_max = 50;             // of one answer
inline constexpr std::chrono::days notices_shown_for{180}; // to a phone that has none yet

// The phone, and what it stands for now; memberships that have ended do not count.
struct NoticeReader
{
	Uuid device;
	std::span<const store::Device::Membership> teams;
};

// Ids that are unknown, or of notices for other teams, are passed over; a second time changes nothing.
void take_notice_reads(
	store::Database& database, const AreaTree& areas, const NoticeReader& reader, std::span<const protocol::NoticeRead> reads,
	Timestamp now);

// Those with a number above `after`, lowest first, withdrawn ones too. Without `after`, or when it is above any number there
// is: those in force and not too old.
[[nodiscard]] std::vector<protocol::NoticeState> pull_notices(
	store::Database& database, const AreaTree& areas, const NoticeReader& reader, std::optional<std::int64_t> after, Timestamp now);

} // namespace bajin::sync
