// Pairs of records that look alike, what was said of them, and how far the scan for them came.
//
// Called by server/events/look_alikes (the scan reads on its own reader and writes in a group), by the lists, and by
// load_event_state for the warning. A pair is open while both events count and nobody said that they differ.
#pragma once

#include "server/store/event_store.hpp"
#include "shared/look_alike.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace bajin::store
{

struct PairId
{
	Uuid low;
	Uuid high;

	auto operator<=>(const PairId&) const = default;
};
[[nodiscard]] PairId make_pair_id(const Uuid& one, const Uuid& other) noexcept; // in order

// "These are two different visits", said by somebody.
struct Clearance
{
	std::string by;
	Timestamp at;
	std::string reason; // empty: none
};

struct LookAlikePair
{
	PairId id;
	std::int64_t low_seq = 0; // history rows whose records were compared
	std::int64_t high_seq = 0;
	AreaId branch = 0;
	Date occurred_on;
	LookAlike found;
	std::optional<Clearance> cleared;
};

[[nodiscard]] std::optional<LookAlikePair> find_look_alike(Database& database, const PairId& id);
[[nodiscard]] std::vector<LookAlikePair> list_look_alikes_of(Database& database, const Uuid& event); // at most 1,000

// Whether an event that counts is in an open pair.
[[nodiscard]] bool has_open_look_alike(Database& database, const Uuid& event);

// Adds the pair or judges it anew; a clearance stays. Nothing, when newer records of it were compared meanwhile.
void put_look_alike(Database& database, const LookAlikePair& pair);

// Nothing, when the stored pair is of other records than this one.
void remove_look_alike(Database& database, const LookAlikePair& pair);

void set_clearance(Database& database, const PairId& id, const std::optional<Clearance>& clearance);

enum class PairState : std::uint8_t
{
	open,
	cleared, // whatever the states of its events
	all,     // open or cleared
};

// Where a list goes on: after this pair, in the order newest day first, then highest ids.
struct PairPosition
{
	Date occurred_on;
	PairId id;

	auto operator<=>(const PairPosition&) const = default;
};

// Pairs of these branches between two days, both included, newest day first. `after` is exclusive.
struct PairScan
{
	std::span<const AreaId> branches;
	Date first;
	Date last;
	PairState state = PairState::open;
	std::optional<PairPosition> after;
	std::int64_t limit = 0;
};
[[nodiscard]] std::vector<LookAlikePair> list_look_alikes(Database& database, const PairScan& scan);

// Open pairs of these branches between two days.
[[nodiscard]] std::int64_t count_open_look_alikes(Database& database, std::span<const AreaId> branches, const DateSpan& days);

// Events in open pairs, each once, as list_events gives them.
[[nodiscard]] std::vector<EventHead> list_look_alike_events(Database& database, const EventScan& scan);

struct LookAlikeProgress
{
	std::int64_t seq = 0; // of the newest history row that was looked at
	int rules = 0;        // by which look_alike_rules
};
[[nodiscard]] LookAlikeProgress find_look_alike_progress(Database& database);
void save_look_alike_progress(Database& database, const LookAlikeProgress& progress);

// Rows of the history after `after` that brought a record, oldest first.
struct RecordRow
{
	std::int64_t seq = 0;
	Uuid event;
};
[[nodiscard]] std::vector<RecordRow> list_record_rows(Database& database, std::int64_t after, std::int64_t limit);

} // namespace bajin::store
