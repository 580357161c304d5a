#include "server/store/look_alike_store.hpp"

#include "server/store/branch_merge.hpp"
#include "server/store/query.hpp"
#include "server/store/sql_values.hpp"

#include <algorithm>

namespace bajin::store
{

namespace
{

#define BAJIN_PAIR_COLUMNS                                                                                                                 \
	"look_alike.low, look_alike.high, low_seq, high_seq, look_alike.branch, look_alike.occurred_on, score, kind, reasons, cleared_by, "    \
	"cleared_at, cleared_reason"

// submitted, verified, void_requested: those that count (is_counted on basis received).
#define BAJIN_COUNTED " IN " BAJIN_SQL_COUNTED_STATES " "

constexpr const char* select_pair = "SELECT " BAJIN_PAIR_COLUMNS " FROM look_alike WHERE low = $1 AND high = $2";
constexpr const char* select_pairs_of = "SELECT " BAJIN_PAIR_COLUMNS " FROM look_alike WHERE low = $1 UNION ALL "
										"SELECT " BAJIN_PAIR_COLUMNS " FROM look_alike WHERE high = $1 LIMIT 1000";
constexpr const char* select_is_open = "SELECT EXISTS (SELECT 1 FROM look_alike JOIN event ON event.id = look_alike.high "
									   "WHERE look_alike.low = $1 AND cleared_at IS NULL AND event.state" BAJIN_COUNTED ") "
									   "OR EXISTS (SELECT 1 FROM look_alike JOIN event ON event.id = look_alike.low "
									   "WHERE look_alike.high = $1 AND cleared_at IS NULL AND event.state" BAJIN_COUNTED ")";
constexpr const char* upsert_pair =
	"INSERT INTO look_alike (low, high, low_seq, high_seq, branch, occurred_on, score, kind, reasons) VALUES ($1, $2, $3, $4, $5, $6, $7, "
	"$8, $9) "
	"ON CONFLICT (low, high) DO UPDATE SET low_seq = excluded.low_seq, high_seq = excluded.high_seq, branch = excluded.branch, "
	"occurred_on = excluded.occurred_on, score = excluded.score, kind = excluded.kind, reasons = excluded.reasons "
	"WHERE excluded.low_seq >= look_alike.low_seq AND excluded.high_seq >= look_alike.high_seq";
constexpr const char* delete_pair = "DELETE FROM look_alike WHERE low = $1 AND high = $2 AND low_seq = $3 AND high_seq = $4";
constexpr const char* update_clearance =
	"UPDATE look_alike SET cleared_by = $1, cleared_at = $2, cleared_reason = $3 WHERE low = $4 AND high = $5";

// Both events of pairs, of a branch.
#define BAJIN_PAIRS_WITH_EVENTS                                                                                                            \
	" FROM look_alike JOIN event AS low_event ON low_event.id = look_alike.low JOIN event AS high_event ON high_event.id = "               \
	"look_alike.high WHERE look_alike.branch = $1 AND look_alike.occurred_on BETWEEN $2 AND $3 "
#define BAJIN_OPEN "cleared_at IS NULL AND low_event.state" BAJIN_COUNTED "AND high_event.state" BAJIN_COUNTED

// Of one branch; walks its days from the newest on and stops at the limit. $7 is a PairState.
constexpr const char* select_pairs =
	"SELECT " BAJIN_PAIR_COLUMNS BAJIN_PAIRS_WITH_EVENTS "AND (look_alike.occurred_on, look_alike.low, look_alike.high) < ($4, $5, $6) "
	"AND (($7 <> 0 AND cleared_at IS NOT NULL) OR ($7 <> 1 AND " BAJIN_OPEN ")) "
	"ORDER BY look_alike.occurred_on DESC, look_alike.low DESC, look_alike.high DESC LIMIT $8";
constexpr const char* count_open = "SELECT count(*)" BAJIN_PAIRS_WITH_EVENTS "AND " BAJIN_OPEN;
constexpr const char* select_open_events =
	"SELECT occurred_on, id FROM (SELECT low_event.occurred_on, low_event.id" BAJIN_PAIRS_WITH_EVENTS "AND " BAJIN_OPEN
	"UNION SELECT high_event.occurred_on, high_event.id" BAJIN_PAIRS_WITH_EVENTS "AND " BAJIN_OPEN ") AS open "
	"WHERE occurred_on BETWEEN $2 AND $3 AND (occurred_on, id) < ($4, $5) ORDER BY occurred_on DESC, id DESC LIMIT $6";

constexpr const char* select_progress = "SELECT seq, rules FROM look_alike_scan";
constexpr const char* update_progress = "UPDATE look_alike_scan SET seq = $1, rules = $2";
constexpr const char* select_record_rows = "SELECT seq, event FROM history WHERE seq > $1 AND body IS NOT NULL ORDER BY seq LIMIT $2";

std::string reasons_text(const std::vector<LookAlikeReason>& reasons)
{
	Json list = Json::array();
	for (const LookAlikeReason& reason : reasons) { list.push_back({{"code", reason.code}, {"values", reason.values}}); }
	return to_text(list);
}

std::vector<LookAlikeReason> read_reasons(std::string_view text)
{
	const auto document = parse_json(text);
	if (!document) { throw StoreError("not_a_database", "the reasons of a pair of look-alikes are damaged", false); }
	std::vector<LookAlikeReason> reasons;
	for (const Json& json : document->value)
	{
		reasons.push_back({json.at("code").get<std::string>(), json.at("values").get<std::vector<std::string>>()});
	}
	return reasons;
}

LookAlikePair read_pair(const Query& query)
{
	LookAlikePair pair;
	pair.id = {query.uuid(0), query.uuid(1)};
	pair.low_seq = query.integer(2);
	pair.high_seq = query.integer(3);
	pair.branch = static_cast<AreaId>(query.integer(4));
	pair.occurred_on = query.date(5);
	pair.found.score = static_cast<int>(query.integer(6));
	pair.found.kind = static_cast<LookAlikeKind>(query.integer(7));
	pair.found.reasons = read_reasons(query.text(8));
	if (!query.is_null(10)) { pair.cleared = Clearance{std::string(query.text(9)), query.timestamp(10), std::string(query.text(11))}; }
	return pair;
}

std::vector<LookAlikePair> read_pairs(Query& query)
{
	std::vector<LookAlikePair> pairs;
	while (query.step()) { pairs.push_back(read_pair(query)); }
	return pairs;
}

} // namespace

PairId make_pair_id(const Uuid& one, const Uuid& other) noexcept
{
	return {std::min(one, other), std::max(one, other)};
}

std::optional<LookAlikePair> find_look_alike(Database& database, const PairId& id)
{
	Query query(database, select_pair);
	query.bind_all(id.low, id.high);
	return query.step() ? std::optional(read_pair(query)) : std::nullopt;
}

std::vector<LookAlikePair> list_look_alikes_of(Database& database, const Uuid& event)
{
	Query query(database, select_pairs_of);
	query.bind(event);
	return read_pairs(query);
}

bool has_open_look_alike(Database& database, const Uuid& event)
{
	Query query(database, select_is_open);
	query.bind(event);
	return query.step() && query.integer(0) != 0;
}

void put_look_alike(Database& database, const LookAlikePair& pair)
{
	const std::string reasons = reasons_text(pair.found.reasons);
	Query(database, upsert_pair)
		.bind_all(
			pair.id.low, pair.id.high, pair.low_seq, pair.high_seq, pair.branch, pair.occurred_on, pair.found.score,
			static_cast<int>(pair.found.kind), reasons)
		.run();
}

void remove_look_alike(Database& database, const LookAlikePair& pair)
{
	Query(database, delete_pair).bind_all(pair.id.low, pair.id.high, pair.low_seq, pair.high_seq).run();
}

void set_clearance(Database& database, const PairId& id, const std::optional<Clearance>& clearance)
{
	Query query(database, update_clearance);
	if (clearance) { query.bind_all(clearance->by, clearance->at, clearance->reason); }
	else { query.bind_all(nullptr, nullptr, nullptr); }
	query.bind_all(id.low, id.high);
	query.run();
}

std::vector<LookAlikePair> list_look_alikes(Database& database, const PairScan& scan)
{
	Query query(database, select_pairs);
	const auto fetch = [&](AreaId branch, const PairPosition& after, std::int64_t limit)
	{
		query.rewind();
		query.bind_all(branch, scan.first, scan.last, after.occurred_on, after.id.low, after.id.high, static_cast<int>(scan.state), limit);
		return read_pairs(query);
	};
	const auto position_of = [](const LookAlikePair& pair) { return PairPosition{pair.occurred_on, pair.id}; };
	const PairPosition after = scan.after.value_or(PairPosition{Date{scan.last.days + 1}, {highest_uuid(), highest_uuid()}});
	return merge_branches<LookAlikePair>(scan.branches, after, scan.limit, fetch, position_of);
}

std::int64_t count_open_look_alikes(Database& database, std::span<const AreaId> branches, const DateSpan& days)
{
	Query query(database, count_open);
	std::int64_t open = 0;
	for (const AreaId branch : branches)
	{
		query.rewind();
		query.bind_all(branch, days.first, days.last);
		if (query.step()) { open += query.integer(0); }
	}
	return open;
}

std::vector<EventHead> list_look_alike_events(Database& database, const EventScan& scan)
{
	Query query(database, select_open_events);
	const auto fetch = [&](AreaId branch, const EventPosition& after, std::int64_t limit)
	{
		query.rewind();
		query.bind_all(branch, scan.first, scan.last, after.occurred_on, after.id, limit);
		std::vector<EventPosition> positions;
		while (query.step()) { positions.push_back({query.date(0), query.uuid(1)}); }
		return positions;
	};
	const auto position_of = [](const EventPosition& position) { return position; };
	const EventPosition after = scan.after.value_or(EventPosition{Date{scan.last.days + 1}, highest_uuid()});
	std::vector<EventHead> heads;
	for (const auto& [day, id] : merge_branches<EventPosition>(scan.branches, after, scan.limit, fetch, position_of))
	{
		if (auto head = find_event(database, id)) { heads.push_back(std::move(*head)); }
	}
	return heads;
}

LookAlikeProgress find_look_alike_progress(Database& database)
{
	Query query(database, select_progress);
	return query.step() ? LookAlikeProgress{query.integer(0), static_cast<int>(query.integer(1))} : LookAlikeProgress{};
}

void save_look_alike_progress(Database& database, const LookAlikeProgress& progress)
{
	Query(database, update_progress).bind_all(progress.seq, progress.rules).run();
}

std::vector<RecordRow> list_record_rows(Database& database, std::int64_t after, std::int64_t limit)
{
	std::vector<RecordRow> rows;
	Query query(database, select_record_rows);
	query.bind_all(after, limit);
	while (query.step()) { rows.push_back({query.integer(0), query.uuid(1)}); }
	return rows;
}

} // namespace bajin::store
