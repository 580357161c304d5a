#include "server/store/event_lists.hpp"

#include "server/store/connection.hpp"
#include "server/store/query.hpp"
#include "server/store/sql_values.hpp"

#include <algorithm>
#include <tuple>

namespace bajin::store
{

namespace
{

constexpr const char* select_listed = "SELECT upto, coalesce((SELECT max(seq) FROM history), 0) FROM event_listed";
constexpr const char* count_list = "SELECT count(*) FROM team_event";
constexpr const char* update_listed = "UPDATE event_listed SET upto = $1";
constexpr const char* delete_of_branch = "DELETE FROM branch_event WHERE of_branch = $1 AND on_day = $2 AND event = $3";
constexpr const char* delete_of_team = "DELETE FROM team_event WHERE of_team = $1 AND at_seq = $2";
constexpr const char* insert_of_branch = "INSERT INTO branch_event (of_branch, on_day, event) VALUES ($1, $2, $3)";
constexpr const char* insert_of_team = "INSERT INTO team_event (of_team, at_seq, event) VALUES ($1, $2, $3)";
// A row that is not the newest of its event any more gives nothing.
constexpr const char* select_behind = "SELECT event.id, event.seq, event.team, event.branch, event.occurred_on FROM history "
									  "JOIN event ON event.id = history.event AND event.seq = history.seq "
									  "WHERE history.seq > $1 AND history.seq <= $2 ORDER BY history.seq LIMIT " BAJIN_SQL_ALL_ROWS;

constexpr const char* select_piece_end = "SELECT max(seq) FROM (SELECT seq FROM history WHERE seq > $1 ORDER BY seq LIMIT $2)";

struct Listed
{
	std::int64_t upto = 0;
	std::int64_t last = 0;
};

Listed read_listed(Database& database)
{
	Query query(database, select_listed);
	if (!query.step()) { throw StoreError("not_a_database", "how far events are listed is not told", false); }
	return {query.integer(0), std::max(query.integer(0), query.integer(1))};
}

std::vector<ListedEvent> read_behind(Database& database, std::int64_t after, std::int64_t last)
{
	std::vector<ListedEvent> events;
	Query query(database, select_behind);
	query.bind_all(after, last);
	while (query.step())
	{
		events.push_back({query.uuid(0), query.integer(1), query.uuid(2), static_cast<AreaId>(query.integer(3)), query.date(4)});
	}
	return events;
}

// Rows are counted, not numbers: an epoch begins far above the one before.
std::int64_t find_piece_end(Database& database, std::int64_t after, std::int64_t rows)
{
	Query query(database, select_piece_end);
	query.bind_all(after, rows);
	return query.step() && !query.is_null(0) ? query.integer(0) : after;
}

EventPosition position_in_list(const ListedEvent& event)
{
	return {event.occurred_on, event.id};
}

} // namespace

void take_from_lists(Database& database, const ListedEvent& before)
{
	if (before.seq > read_listed(database).upto) { return; }
	Query(database, delete_of_branch).bind_all(before.branch, before.occurred_on, before.id).run();
	Query(database, delete_of_team).bind_all(before.team, before.seq).run();
}

bool list_events_behind(Database& database, std::int64_t rows)
{
	const Listed listed = read_listed(database);
	if (listed.last == listed.upto) { return false; }
	const std::int64_t upto = find_piece_end(database, listed.upto, rows);
	std::vector<ListedEvent> events = read_behind(database, listed.upto, upto);
	// In the order of the tables, so that neighbours are written while their page is at hand.
	std::ranges::sort(
		events, [](const ListedEvent& left, const ListedEvent& right)
		{ return std::tie(left.branch, left.occurred_on, left.id) < std::tie(right.branch, right.occurred_on, right.id); });
	{
		Query insert(database, insert_of_branch);
		for (const ListedEvent& event : events)
		{
			insert.bind_all(event.branch, event.occurred_on, event.id).run();
			insert.rewind();
		}
	}
	std::ranges::sort(
		events,
		[](const ListedEvent& left, const ListedEvent& right) { return std::tie(left.team, left.seq) < std::tie(right.team, right.seq); });
	{
		Query insert(database, insert_of_team);
		for (const ListedEvent& event : events)
		{
			insert.bind_all(event.team, event.seq, event.id).run();
			insert.rewind();
		}
	}
	Query(database, update_listed).bind(upto).run();
	return true;
}

std::int64_t count_listed_events(Database& database)
{
	Query query(database, count_list);
	return query.step() ? query.integer(0) : 0;
}

std::int64_t numbers_behind_lists(Database& database)
{
	const Listed listed = read_listed(database);
	return listed.last - listed.upto;
}

void EventTail::follow(Database& database)
{
	const Connection& connection = database.connection();
	const bool is_same_view = view_ == connection.view();
	if (is_same_view && connection.is_reading()) { return; }
	const Listed now = read_listed(database);
	// What was read of a transaction that writes may have come to nothing since.
	const bool may_be_gone = has_read_unwritten_ && !is_same_view;
	if (may_be_gone || now.upto < upto_ || now.last < last_) { start_again(now.upto); }
	view_.reset(); // what throws leaves nothing half read behind it
	drop_listed(now.upto);
	for (const ListedEvent& event : read_behind(database, std::max(last_, now.upto), now.last))
	{
		drop(event.id);
		put(event);
	}
	upto_ = now.upto;
	last_ = now.last;
	has_read_unwritten_ = connection.in_transaction() && !connection.is_reading();
	view_ = connection.view();
}

void EventTail::put(const ListedEvent& event)
{
	events_[event.id] = event;
	branches_[event.branch].insert(position_in_list(event));
	teams_[event.team].emplace(event.seq, event.id);
	seqs_.emplace(event.seq, event.id);
}

void EventTail::drop(const Uuid& id)
{
	const auto found = events_.find(id);
	if (found == events_.end()) { return; }
	const ListedEvent& event = found->second;
	branches_[event.branch].erase(position_in_list(event));
	teams_[event.team].erase(event.seq);
	seqs_.erase(event.seq);
	events_.erase(found);
}

void EventTail::drop_listed(std::int64_t upto)
{
	if (upto >= last_) { return start_again(upto); }
	while (!seqs_.empty() && seqs_.begin()->first <= upto) { drop(seqs_.begin()->second); }
}

void EventTail::start_again(std::int64_t upto)
{
	events_ = {};
	branches_ = {};
	teams_ = {};
	seqs_ = {};
	upto_ = last_ = upto;
}

std::vector<EventPosition> EventTail::of_branch(AreaId branch, const DateSpan& days, const EventPosition& before, std::int64_t limit) const
{
	std::vector<EventPosition> positions;
	const auto found = branches_.find(branch);
	if (found == branches_.end()) { return positions; }
	const EventPosition end = std::min(before, EventPosition{Date{days.last.days + 1}, Uuid{}});
	for (auto next = found->second.lower_bound(end); next != found->second.begin() && static_cast<std::int64_t>(positions.size()) < limit;)
	{
		--next;
		if (next->occurred_on < days.first) { break; }
		positions.push_back(*next);
	}
	return positions;
}

std::vector<ListedEvent> EventTail::of_team(const Uuid& team, std::int64_t after, std::int64_t limit) const
{
	std::vector<ListedEvent> events;
	const auto found = teams_.find(team);
	if (found == teams_.end()) { return events; }
	for (auto next = found->second.upper_bound(after); next != found->second.end() && static_cast<std::int64_t>(events.size()) < limit;
		 ++next)
	{
		events.push_back(events_.at(next->second));
	}
	return events;
}

std::vector<EventPosition>
EventTail::of_team_on(const Uuid& team, const DateSpan& days, const EventPosition& before, std::int64_t limit) const
{
	std::vector<EventPosition> positions;
	const auto found = teams_.find(team);
	if (found == teams_.end()) { return positions; }
	for (const auto& [seq, id] : found->second)
	{
		const EventPosition position = position_in_list(events_.at(id));
		if (position.occurred_on >= days.first && position.occurred_on <= days.last && position < before) { positions.push_back(position); }
	}
	std::ranges::sort(positions, std::greater<>());
	if (static_cast<std::int64_t>(positions.size()) > limit) { positions.resize(static_cast<std::size_t>(limit)); }
	return positions;
}

} // namespace bajin::store
