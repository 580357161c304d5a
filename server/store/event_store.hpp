// Events: their newest state, their history, and pages of them.
//
// Called by server/sync (inside a group) and by read work (inside a snapshot). No rules are here: which change is taken
// is decided in server/sync. Bodies are JSON text, written once with the history row that brought them.
#pragma once

#include "server/store/database.hpp"
#include "shared/event.hpp"
#include "shared/protocol.hpp"
#include "shared/review.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace bajin::store
{

// Stored by number: append only.
enum class Source : std::uint8_t
{
	phone = 0,
	paper = 1,
	import = 2,
};
[[nodiscard]] std::string_view to_string(Source source) noexcept;
[[nodiscard]] std::optional<Source> parse_source(std::string_view text) noexcept;

// Stored by number: append only.
enum class HistoryOp : std::uint8_t
{
	put = 0,
	remove = 1,       // a tombstone
	review = 2,       // keeps version and body
	void_request = 3, // a phone deleted a verified event: keeps version and body
	redact = 4,       // the same record with fields taken out
	answer = 5,       // a phone answered a return: keeps version and body
};
[[nodiscard]] std::string_view to_string(HistoryOp op) noexcept;
// Whether such a row is a version of the record, for which a receipt is given; the others keep version and body.
[[nodiscard]] bool brings_record(HistoryOp op) noexcept;

struct EventHead
{
	Uuid id;
	std::int64_t seq = 0;
	std::int64_t body_seq = 0; // 0: a tombstone of an event that was never seen
	Uuid team;
	std::int64_t version = 0;
	std::int64_t ancestor = 0;
	ReviewState state = ReviewState::submitted;
	std::int64_t revision = 0;
	JointAdds adds;
	std::optional<Uuid> of;
	Source source = Source::phone;
	Timestamp received_at;
	AreaId area = 0;
	AreaId branch = 0;
	Date occurred_on;
	std::string venue_type;
	bool bulk = false; // stands verified by a review of many at once
};

struct HistoryRow
{
	std::int64_t seq = 0;
	Uuid event;
	std::optional<std::int64_t> previous_seq;
	std::int64_t version = 0;
	HistoryOp op = HistoryOp::put;
	Timestamp at;
	std::optional<Uuid> device;
	std::string actor;
	std::optional<Uuid> change_id;
	std::uint64_t content_digest = 0;
	std::int64_t base = 0;
	std::optional<Timestamp> edited_at;
	std::optional<std::int64_t> clock_offset_s;
	std::string warnings;            // codes, comma between
	std::string review;              // JSON; "" is submitted, revision 0
	std::optional<std::string> body; // JSON text of the record
};

[[nodiscard]] std::optional<EventHead> find_event(Database& database, const Uuid& id);

// The event whose newest record stands in that row of the history; empty: it was replaced since.
[[nodiscard]] std::optional<EventHead> find_event_of_record(Database& database, std::int64_t body_seq);

[[nodiscard]] std::int64_t count_events(Database& database); // reads an index from end to end

void insert_event(Database& database, const EventHead& head);
void update_event(Database& database, const EventHead& before, const EventHead& head);

void insert_history(Database& database, const HistoryRow& row);
[[nodiscard]] std::optional<HistoryRow> find_history(Database& database, std::int64_t seq);

// The rows of one event, newest first, following the chain from `seq`; at most `limit`.
[[nodiscard]] std::vector<HistoryRow> list_history(Database& database, std::int64_t seq, std::size_t limit);

// The row of this event (chain from `seq`) that a change with this id made, without its body; empty: never applied.
[[nodiscard]] std::optional<HistoryRow> find_applied_change(Database& database, std::int64_t seq, const Uuid& change_id);

// The newest record of this event (chain from `seq`) in a version up to `version`, reviews left out. The body is empty
// for a tombstone. Empty: there was none.
[[nodiscard]] std::optional<HistoryRow> find_record_version(Database& database, std::int64_t seq, std::int64_t version);

// JSON text of the record in that row. Throws when the row has none: the head would be damaged.
[[nodiscard]] std::string find_body(Database& database, std::int64_t body_seq);

// The newest state as it goes to phones; without the receipt, which the caller's keys make.
[[nodiscard]] protocol::EventState load_event_state(Database& database, const EventHead& head);

// Events of a team whose newest row is after `after_seq`, in commit order; at most `limit`.
[[nodiscard]] std::vector<EventHead> list_team_feed(Database& database, const Uuid& team, std::int64_t after_seq, std::int64_t limit);

// Live events that point at this one as duplicates or joint records.
[[nodiscard]] std::vector<EventHead> list_attached(Database& database, const Uuid& of);

// Where a list of events goes on: after this one, in the order newest occurred_on first, then highest id.
struct EventPosition
{
	Date occurred_on;
	Uuid id;

	auto operator<=>(const EventPosition&) const = default;
};

// Events of these branches (AreaTree::branch_of) between two days, both included, newest first. `after` is exclusive.
struct EventScan
{
	std::span<const AreaId> branches;
	Date first;
	Date last;
	std::optional<EventPosition> after;
	std::int64_t limit = 0;
};
[[nodiscard]] std::vector<EventHead> list_events(Database& database, const EventScan& scan);

// The same for the events of a team.
struct TeamEventScan
{
	Uuid team;
	Date first;
	Date last;
	std::optional<EventPosition> after;
	std::int64_t limit = 0;
};
[[nodiscard]] std::vector<EventHead> list_team_events(Database& database, const TeamEventScan& scan);

// How many requests to void wait, by the area of their events, between two days, both included.
struct VoidRequests
{
	AreaId area = 0;
	std::int64_t events = 0;
};
[[nodiscard]] std::vector<VoidRequests> count_void_requests(Database& database, Date first, Date last);

// Every event in the order of ids, `limit` at a time, after `after`; for `bajin check`.
[[nodiscard]] std::vector<EventHead> list_all_events(Database& database, const std::optional<Uuid>& after, std::int64_t limit);

} // namespace bajin::store
