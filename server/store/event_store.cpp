#include "server/store/event_store.hpp"

#include "server/store/branch_merge.hpp"
#include "server/store/event_lists.hpp"
#include "server/store/look_alike_store.hpp"
#include "server/store/query.hpp"
#include "server/store/review_json.hpp"
#include "server/store/sql_values.hpp"

namespace bajin::store
{

namespace
{

#define BAJIN_EVENT_COLUMNS                                                                                                                \
	"id, seq, body_seq, team, version, ancestor, state, revision, adds, of, source, received_at, area, branch, occurred_on, venue_type, "  \
	"bulk"

constexpr const char* select_event = "SELECT " BAJIN_EVENT_COLUMNS " FROM event WHERE id = $1";
constexpr const char* select_event_of_record =
	"SELECT " BAJIN_EVENT_COLUMNS " FROM event WHERE id = (SELECT event FROM history WHERE seq = $1) AND body_seq = $1";
constexpr const char* insert_event_row =
	"INSERT INTO event (" BAJIN_EVENT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
constexpr const char* update_event_row =
	"UPDATE event SET seq = $2, body_seq = $3, team = $4, version = $5, ancestor = $6, state = $7, revision = $8, adds = $9, of = $10, "
	"source = $11, received_at = $12, area = $13, branch = $14, occurred_on = $15, venue_type = $16, bulk = $17 WHERE id = $1";
constexpr const char* select_team_feed = "SELECT " BAJIN_EVENT_COLUMNS " FROM team_event JOIN event ON event.id = team_event.event "
										 "WHERE of_team = $1 AND at_seq > $2 ORDER BY at_seq LIMIT $3";
constexpr const char* select_attached = "SELECT " BAJIN_EVENT_COLUMNS " FROM event WHERE of = $1 ORDER BY id LIMIT 1000";
constexpr const char* select_all_events = "SELECT " BAJIN_EVENT_COLUMNS " FROM event WHERE id > $1 ORDER BY id LIMIT $2";

constexpr const char* count_all_events = "SELECT count(*) FROM event";

constexpr const char* select_void_requests = "SELECT area, count(*) FROM event WHERE state = " BAJIN_SQL_VOID_REQUESTED
											 " AND occurred_on BETWEEN $1 AND $2 GROUP BY area LIMIT 100000";

constexpr const char* select_branch_events =
	"SELECT " BAJIN_EVENT_COLUMNS " FROM branch_event JOIN event ON event.id = branch_event.event WHERE of_branch = $1 "
	"AND on_day BETWEEN $2 AND $3 AND (on_day, branch_event.event) < ($4, $5) ORDER BY on_day DESC, branch_event.event DESC LIMIT $6";
constexpr const char* select_team_events =
	"SELECT " BAJIN_EVENT_COLUMNS " FROM team_event JOIN event ON event.id = team_event.event WHERE of_team = $1 "
	"AND occurred_on BETWEEN $2 AND $3 AND (occurred_on, id) < ($4, $5) ORDER BY occurred_on DESC, id DESC LIMIT $6";

#define BAJIN_HISTORY_COLUMNS                                                                                                              \
	"seq, event, previous_seq, version, op, at, device, actor, change_id, content_digest, base, edited_at, clock_offset_s, warnings, "     \
	"review, body"

constexpr const char* insert_history_row =
	"INSERT INTO history (" BAJIN_HISTORY_COLUMNS ", depth) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
	"$16, coalesce((SELECT depth + 1 FROM history WHERE seq = $3), 0))";
constexpr const char* select_history = "SELECT " BAJIN_HISTORY_COLUMNS " FROM history WHERE seq = $1";
constexpr const char* select_body = "SELECT body FROM history WHERE seq = $1";

constexpr const char* select_link = "SELECT event, previous_seq, depth, change_id, version, op FROM history WHERE seq = $1";

// Rows further than this from the first of their event stand in indexes of their own (migration 0010).
constexpr std::int64_t shallow_max = 16;
constexpr const char* select_deep_change = "SELECT seq FROM history WHERE event = $1 AND change_id = $2 AND depth > 16";
constexpr const char* select_deep_version =
	"SELECT seq FROM history WHERE event = $1 AND version <= $2 AND depth > 16 AND op IN " BAJIN_SQL_RECORD_OPS
	" ORDER BY version DESC, seq DESC LIMIT 1";
constexpr const char* select_deep_writing =
	"SELECT seq FROM history WHERE event = $1 AND version <= $2 AND depth > 16 AND op IN " BAJIN_SQL_RECORD_OPS
	" AND op < " BAJIN_SQL_REDACT " "
	"ORDER BY version DESC, seq DESC LIMIT 1";
constexpr const char* select_deep_start = "SELECT previous_seq FROM history WHERE event = $1 AND depth = 17";

// What a walk along a history looks at.
struct Link
{
	std::int64_t seq = 0;
	Uuid event;
	std::optional<std::int64_t> previous_seq;
	std::int64_t depth = 0;
	std::optional<Uuid> change_id;
	std::int64_t version = 0;
	HistoryOp op = HistoryOp::put;
};

Link find_link(Database& database, std::int64_t seq)
{
	Query query(database, select_link);
	query.bind(seq);
	if (!query.step()) { throw StoreError("not_a_database", "history row " + std::to_string(seq) + " is missing", false); }
	Link link;
	link.seq = seq;
	link.event = query.uuid(0);
	link.previous_seq = query.optional_integer(1);
	link.depth = query.integer(2);
	link.change_id = query.optional_uuid(3);
	link.version = query.integer(4);
	link.op = static_cast<HistoryOp>(query.integer(5));
	return link;
}

std::optional<std::int64_t> first_integer(Query& query)
{
	return query.step() ? std::optional(query.integer(0)) : std::nullopt;
}

// The newest row of the chain from `seq` for which `is_it` holds. `probe` finds it among the deep rows of an event, by an
// index; only the few rows below them are walked, so that a history of any length costs the same.
template <class IsIt, class Probe>
std::optional<std::int64_t> find_in_chain(Database& database, std::int64_t seq, IsIt is_it, Probe probe)
{
	Link link = find_link(database, seq);
	if (link.depth > shallow_max)
	{
		if (const auto deep = probe(link.event)) { return deep; }
		Query start(database, select_deep_start);
		start.bind(link.event);
		const auto shallow = first_integer(start);
		if (!shallow) { throw StoreError("not_a_database", "the history of event " + to_string(link.event) + " has a gap", false); }
		link = find_link(database, *shallow);
	}
	while (!is_it(link))
	{
		if (!link.previous_seq) { return std::nullopt; }
		link = find_link(database, *link.previous_seq);
	}
	return link.seq;
}

EventHead read_head(const Query& query)
{
	EventHead head;
	head.id = query.uuid(0);
	head.seq = query.integer(1);
	head.body_seq = query.integer(2);
	head.team = query.uuid(3);
	head.version = query.integer(4);
	head.ancestor = query.integer(5);
	head.state = static_cast<ReviewState>(query.integer(6));
	head.revision = query.integer(7);
	head.adds = read_adds(query.integer(8));
	head.of = query.optional_uuid(9);
	head.source = static_cast<Source>(query.integer(10));
	head.received_at = query.timestamp(11);
	head.area = static_cast<AreaId>(query.integer(12));
	head.branch = static_cast<AreaId>(query.integer(13));
	head.occurred_on = query.date(14);
	head.venue_type = query.text(15);
	head.bulk = query.integer(16) != 0;
	return head;
}

void bind_head(Query& query, const EventHead& head)
{
	query.bind_all(
		head.id, head.seq, head.body_seq, head.team, head.version, head.ancestor, static_cast<int>(head.state), head.revision,
		adds_bits(head.adds), head.of, static_cast<int>(head.source), head.received_at, head.area, head.branch, head.occurred_on,
		head.venue_type, head.bulk ? 1 : 0);
}

EventPosition position_of(const EventHead& head)
{
	return {head.occurred_on, head.id};
}

EventHead find_listed(Database& database, const Uuid& id)
{
	auto head = find_event(database, id);
	if (!head) { throw StoreError("not_a_database", "event " + to_string(id) + " is missing", false); }
	return std::move(*head);
}

const EventTail& tail_of(Database& database)
{
	EventTail& tail = database.event_tail();
	tail.follow(database);
	return tail;
}

// Both newest first, no event in both.
std::vector<EventHead>
with_tail(Database& database, std::vector<EventHead> listed, const std::vector<EventPosition>& tail, std::int64_t limit)
{
	if (tail.empty()) { return listed; }
	std::vector<EventHead> heads;
	auto next = listed.begin();
	auto behind = tail.begin();
	while (static_cast<std::int64_t>(heads.size()) < limit && (next != listed.end() || behind != tail.end()))
	{
		const bool is_listed = behind == tail.end() || (next != listed.end() && *behind < position_of(*next));
		if (is_listed) { heads.push_back(std::move(*next++)); }
		else { heads.push_back(find_listed(database, (behind++)->id)); }
	}
	return heads;
}

std::vector<EventHead> read_heads(Query& query)
{
	std::vector<EventHead> heads;
	while (query.step()) { heads.push_back(read_head(query)); }
	return heads;
}

std::vector<std::string> split_codes(std::string_view text)
{
	std::vector<std::string> codes;
	while (!text.empty())
	{
		const auto comma = text.find(',');
		codes.emplace_back(text.substr(0, comma));
		text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
	}
	return codes;
}

} // namespace

std::string_view to_string(Source source) noexcept
{
	switch (source)
	{
	case Source::phone:
		return "phone";
	case Source::paper:
		return "paper";
	case Source::import:
		return "import";
	}
	return "phone";
}

std::optional<Source> parse_source(std::string_view text) noexcept
{
	for (const Source source : {Source::phone, Source::paper, Source::import})
	{
		if (text == to_string(source)) { return source; }
	}
	return std::nullopt;
}

std::string_view to_string(HistoryOp op) noexcept
{
	switch (op)
	{
	case HistoryOp::put:
		return "put";
	case HistoryOp::remove:
		return "delete";
	case HistoryOp::review:
		return "review";
	case HistoryOp::void_request:
		return "void_request";
	case HistoryOp::redact:
		return "redact";
	case HistoryOp::answer:
		return "answer";
	}
	return "put";
}

bool brings_record(HistoryOp op) noexcept
{
	return op == HistoryOp::put || op == HistoryOp::remove || op == HistoryOp::redact;
}

std::optional<EventHead> find_event(Database& database, const Uuid& id)
{
	Query query(database, select_event);
	query.bind(id);
	return query.step() ? std::optional(read_head(query)) : std::nullopt;
}

std::optional<EventHead> find_event_of_record(Database& database, std::int64_t body_seq)
{
	Query query(database, select_event_of_record);
	query.bind(body_seq);
	return query.step() ? std::optional(read_head(query)) : std::nullopt;
}

std::int64_t count_events(Database& database)
{
	Query query(database, count_all_events);
	return query.step() ? query.integer(0) : 0;
}

void insert_event(Database& database, const EventHead& head)
{
	Query query(database, insert_event_row);
	bind_head(query, head);
	query.run();
}

void update_event(Database& database, const EventHead& before, const EventHead& head)
{
	if (before.seq != head.seq) { take_from_lists(database, {before.id, before.seq, before.team, before.branch, before.occurred_on}); }
	Query query(database, update_event_row);
	bind_head(query, head);
	query.run();
}

void insert_history(Database& database, const HistoryRow& row)
{
	Query query(database, insert_history_row);
	query.bind_all(
		row.seq, row.event, row.previous_seq, row.version, static_cast<int>(row.op), row.at, row.device, row.actor, row.change_id,
		static_cast<std::int64_t>(row.content_digest), row.base, row.edited_at, row.clock_offset_s, row.warnings, row.review, row.body);
	query.run();
}

std::optional<HistoryRow> find_history(Database& database, std::int64_t seq)
{
	Query query(database, select_history);
	query.bind(seq);
	if (!query.step()) { return std::nullopt; }
	HistoryRow row;
	row.seq = query.integer(0);
	row.event = query.uuid(1);
	row.previous_seq = query.optional_integer(2);
	row.version = query.integer(3);
	row.op = static_cast<HistoryOp>(query.integer(4));
	row.at = query.timestamp(5);
	row.device = query.optional_uuid(6);
	row.actor = query.text(7);
	row.change_id = query.optional_uuid(8);
	row.content_digest = static_cast<std::uint64_t>(query.integer(9));
	row.base = query.integer(10);
	row.edited_at = query.optional_timestamp(11);
	row.clock_offset_s = query.optional_integer(12);
	row.warnings = query.text(13);
	row.review = query.text(14);
	if (!query.is_null(15)) { row.body = std::string(query.text(15)); }
	return row;
}

std::vector<HistoryRow> list_history(Database& database, std::int64_t seq, std::size_t limit)
{
	std::vector<HistoryRow> rows;
	for (std::optional<std::int64_t> next = seq; next && rows.size() < limit;)
	{
		auto row = find_history(database, *next);
		if (!row) { throw StoreError("not_a_database", "history row " + std::to_string(*next) + " is missing", false); }
		next = row->previous_seq;
		rows.push_back(std::move(*row));
	}
	return rows;
}

std::optional<HistoryRow> find_applied_change(Database& database, std::int64_t seq, const Uuid& change_id)
{
	const auto probe = [&](const Uuid& event)
	{
		Query query(database, select_deep_change);
		query.bind_all(event, change_id);
		return first_integer(query);
	};
	const auto found = find_in_chain(database, seq, [&](const Link& link) { return link.change_id == change_id; }, probe);
	return found ? find_history(database, *found) : std::nullopt;
}

std::optional<HistoryRow> find_record_version(Database& database, std::int64_t seq, std::int64_t version)
{
	const auto probe = [&](const Uuid& event)
	{
		Query query(database, select_deep_version);
		query.bind_all(event, version);
		return first_integer(query);
	};
	const auto is_it = [version](const Link& link) { return brings_record(link.op) && link.version <= version; };
	const auto found = find_in_chain(database, seq, is_it, probe);
	return found ? find_history(database, *found) : std::nullopt;
}

std::string find_body(Database& database, std::int64_t body_seq)
{
	Query query(database, select_body);
	query.bind(body_seq);
	if (!query.step() || query.is_null(0))
	{
		throw StoreError("not_a_database", "the body of row " + std::to_string(body_seq) + " is missing", false);
	}
	return std::string(query.text(0));
}

namespace
{

// The change of a person that wrote what `redaction` took fields out of.
std::optional<HistoryRow> find_written(Database& database, const HistoryRow& redaction)
{
	const auto probe = [&](const Uuid& event)
	{
		Query query(database, select_deep_writing);
		query.bind_all(event, redaction.version);
		return first_integer(query);
	};
	const auto is_it = [](const Link& link) { return link.op == HistoryOp::put || link.op == HistoryOp::remove; };
	const auto found = find_in_chain(database, redaction.seq, is_it, probe);
	return found ? find_history(database, *found) : std::nullopt;
}

} // namespace

protocol::EventState load_event_state(Database& database, const EventHead& head)
{
	auto newest = find_history(database, head.seq);
	if (!newest) { throw StoreError("not_a_database", "history row " + std::to_string(head.seq) + " is missing", false); }
	protocol::EventState state;
	state.id = head.id;
	state.version = head.version;
	state.deleted = head.state == ReviewState::deleted;
	state.team = head.team;
	state.source = to_string(head.source);
	state.received_at = head.received_at;
	state.review = read_review(newest->review);

	// A review keeps the record: device, times and warnings are those of the row that brought it.
	std::optional<HistoryRow> record = brings_record(newest->op) ? std::move(newest) : find_history(database, head.body_seq);
	if (record && !state.deleted && record->body) { state.body = std::move(*record->body); }
	// Who took fields out of a record did not write it.
	if (record && record->op == HistoryOp::redact)
	{
		if (auto written = find_written(database, *record)) { record = std::move(written); }
	}
	if (record)
	{
		state.entered_by = record->actor;
		state.device = record->device;
		state.edited_at = record->edited_at;
		state.clock_offset_s = record->clock_offset_s;
		state.warnings = split_codes(record->warnings);
	}
	// Found behind the commits, so it stands beside the record, not in its row of the history.
	if (is_counted(head.state, Basis::received) && has_open_look_alike(database, head.id)) { state.warnings.emplace_back("look_alike"); }
	return state;
}

std::vector<EventHead> list_team_feed(Database& database, const Uuid& team, std::int64_t after_seq, std::int64_t limit)
{
	const EventTail& tail = tail_of(database);
	Query query(database, select_team_feed);
	query.bind_all(team, after_seq, limit);
	std::vector<EventHead> heads = read_heads(query);
	for (const ListedEvent& event : tail.of_team(team, after_seq, limit - static_cast<std::int64_t>(heads.size())))
	{
		heads.push_back(find_listed(database, event.id));
	}
	return heads;
}

std::vector<EventHead> list_attached(Database& database, const Uuid& of)
{
	Query query(database, select_attached);
	query.bind(of);
	return read_heads(query);
}

std::vector<EventHead> list_events(Database& database, const EventScan& scan)
{
	const EventTail& tail = tail_of(database);
	Query query(database, select_branch_events);
	const auto fetch = [&](AreaId branch, const EventPosition& after, std::int64_t limit)
	{
		query.rewind();
		query.bind_all(branch, scan.first, scan.last, after.occurred_on, after.id, limit);
		return with_tail(database, read_heads(query), tail.of_branch(branch, {scan.first, scan.last}, after, limit), limit);
	};
	const EventPosition after = scan.after.value_or(EventPosition{Date{scan.last.days + 1}, highest_uuid()});
	return merge_branches<EventHead>(scan.branches, after, scan.limit, fetch, position_of);
}

std::vector<EventHead> list_team_events(Database& database, const TeamEventScan& scan)
{
	const EventPosition after = scan.after.value_or(EventPosition{Date{scan.last.days + 1}, highest_uuid()});
	const EventTail& tail = tail_of(database);
	Query query(database, select_team_events);
	query.bind_all(scan.team, scan.first, scan.last, after.occurred_on, after.id, scan.limit);
	return with_tail(database, read_heads(query), tail.of_team_on(scan.team, {scan.first, scan.last}, after, scan.limit), scan.limit);
}

std::vector<VoidRequests> count_void_requests(Database& database, Date first, Date last)
{
	std::vector<VoidRequests> requests;
	Query query(database, select_void_requests);
	query.bind_all(first, last);
	while (query.step()) { requests.push_back({static_cast<AreaId>(query.integer(0)), query.integer(1)}); }
	return requests;
}

std::vector<EventHead> list_all_events(Database& database, const std::optional<Uuid>& after, std::int64_t limit)
{
	const Uuid first_after = after.value_or(Uuid{});
	Query query(database, select_all_events);
	query.bind_all(first_after, limit);
	return read_heads(query);
}

} // namespace bajin::store
