// The lists of events by branch and by team: two tables, brought up behind the records many at a time, and what is behind them.
//
// Used by event_store. An index of the table of events would be written with each record, on a page of its own for each branch,
// day and team; so the lists are written later, sorted, and what they lack is found by the history, which is in the order in
// which everything happened. Events whose newest history row is up to `event_listed.upto` stand in both lists, the others in
// neither: these each connection keeps as EventTail, exact in every snapshot.
#pragma once

#include "server/store/database.hpp"
#include "server/store/event_store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace bajin::store
{

struct ListedEvent
{
	Uuid id;
	std::int64_t seq = 0; // newest history row
	Uuid team;
	AreaId branch = 0;
	Date occurred_on;
};

// Of the event as it was before it changes: it goes to the end of the lists.
void take_from_lists(Database& database, const ListedEvent& before);

// Lists what the next `rows` of the history are about; false: nothing was left.
bool list_events_behind(Database& database, std::int64_t rows);

[[nodiscard]] std::int64_t count_listed_events(Database& database); // reads a list from end to end

// By how many numbers the newest row of the history is ahead of the lists: at least as many as there are rows between.
[[nodiscard]] std::int64_t numbers_behind_lists(Database& database);

class EventTail
{
public:
	// Reads what is new. Within a transaction only the first call looks; what the transaction itself writes is seen with the next.
	void follow(Database& database);

	// Up to `limit`, in the order of the lists: of a branch on the days first to last and before `before`, newest first;
	[[nodiscard]] std::vector<EventPosition>
	of_branch(AreaId branch, const DateSpan& days, const EventPosition& before, std::int64_t limit) const;
	// of a team behind `after`, in the order of seqs;
	[[nodiscard]] std::vector<ListedEvent> of_team(const Uuid& team, std::int64_t after, std::int64_t limit) const;
	// of a team as of a branch.
	[[nodiscard]] std::vector<EventPosition>
	of_team_on(const Uuid& team, const DateSpan& days, const EventPosition& before, std::int64_t limit) const;

private:
	void put(const ListedEvent& event);
	void drop(const Uuid& id);
	void drop_listed(std::int64_t upto);
	void start_again(std::int64_t upto);

	std::unordered_map<Uuid, ListedEvent> events_;
	std::unordered_map<AreaId, std::set<EventPosition>> branches_;
	std::unordered_map<Uuid, std::map<std::int64_t, Uuid>> teams_;
	std::map<std::int64_t, Uuid> seqs_;
	std::int64_t upto_ = 0;
	std::int64_t last_ = 0; // row of the history that was read
	std::optional<std::uint64_t> view_;
	bool has_read_unwritten_ = false; // of a transaction that may come to nothing
};

} // namespace bajin::store
