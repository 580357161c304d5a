#include "server/store/quarantine_store.hpp"

#include "server/store/query.hpp"
#include "server/store/sql_values.hpp"

namespace bajin::store
{

namespace
{

#define BAJIN_KEPT_COLUMNS "number, event, change_id, content_digest, device, team, outcome, received_at, problems, change, resolved_at"

constexpr const char* select_kept =
	"SELECT " BAJIN_KEPT_COLUMNS " FROM kept_change WHERE event = $1 AND change_id = $2 ORDER BY number LIMIT 1";
constexpr const char* select_same = "SELECT number FROM kept_change WHERE event IS NOT DISTINCT FROM $1 AND change_id IS NOT DISTINCT FROM "
									"$2 AND content_digest = $3 AND device = $4 ORDER BY number LIMIT 1";
constexpr const char* insert_kept =
	"INSERT INTO kept_change (event, change_id, content_digest, device, team, outcome, received_at, problems, change) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr const char* update_kept = "UPDATE kept_change SET outcome = $1, problems = $2 WHERE number = $3";
constexpr const char* delete_old = "DELETE FROM kept_change WHERE device = $1 AND outcome = $2 AND received_at < $3";
constexpr const char* delete_beyond =
	"DELETE FROM kept_change WHERE number IN (SELECT number FROM kept_change WHERE device = $1 AND outcome = $2 "
	"ORDER BY number DESC LIMIT " BAJIN_SQL_ALL_ROWS " OFFSET $3)";
constexpr const char* update_resolved = "UPDATE kept_change SET resolved_at = $1 WHERE device = $2 AND outcome IN " BAJIN_SQL_KEPT_OUTCOMES
										" AND change_id = $3 AND resolved_at IS NULL";
constexpr const char* select_all_kept = "SELECT " BAJIN_KEPT_COLUMNS " FROM kept_change WHERE number > $1 ORDER BY number LIMIT $2";

constexpr const char* select_open_kept =
	"SELECT " BAJIN_KEPT_COLUMNS " FROM kept_change WHERE resolved_at IS NULL AND number > $1 ORDER BY number LIMIT $2";
constexpr const char* select_open_counts = "SELECT team, outcome, count(*) FROM kept_change WHERE resolved_at "
										   "IS NULL GROUP BY team, outcome LIMIT 100000";
constexpr const char* select_kept_of_change =
	"SELECT " BAJIN_KEPT_COLUMNS " FROM kept_change WHERE change_id = $1 ORDER BY number LIMIT 1000";
constexpr const char* select_kept_by_number = "SELECT " BAJIN_KEPT_COLUMNS " FROM kept_change WHERE number = $1";
constexpr const char* update_closed = "UPDATE kept_change SET resolved_at = $1 WHERE number = $2 AND resolved_at IS NULL";

QuarantinedChange read_kept(const Query& query)
{
	QuarantinedChange kept;
	kept.number = query.integer(0);
	kept.event = query.optional_uuid(1);
	kept.change_id = query.optional_uuid(2);
	kept.content_digest = static_cast<std::uint64_t>(query.integer(3));
	kept.device = query.uuid(4);
	kept.team = query.uuid(5);
	kept.outcome = static_cast<protocol::Outcome>(query.integer(6));
	kept.received_at = query.timestamp(7);
	kept.problems = query.text(8);
	kept.change = query.text(9);
	kept.resolved_at = query.optional_timestamp(10);
	return kept;
}

std::vector<QuarantinedChange> read_all(Query& query)
{
	std::vector<QuarantinedChange> all;
	while (query.step()) { all.push_back(read_kept(query)); }
	return all;
}

} // namespace

std::optional<QuarantinedChange> find_quarantined(Database& database, const Uuid& event, const Uuid& change_id)
{
	Query query(database, select_kept);
	query.bind_all(event, change_id);
	return query.step() ? std::optional(read_kept(query)) : std::nullopt;
}

void quarantine_change(Database& database, const QuarantinedChange& kept, bool removes_old)
{
	const auto digest = static_cast<std::int64_t>(kept.content_digest);
	{
		Query same(database, select_same);
		same.bind_all(kept.event, kept.change_id, digest, kept.device);
		if (same.step())
		{
			Query(database, update_kept).bind_all(static_cast<int>(kept.outcome), kept.problems, same.integer(0)).run();
			return;
		}
	}
	Query(database, insert_kept)
		.bind_all(
			kept.event, kept.change_id, digest, kept.device, kept.team, static_cast<int>(kept.outcome), kept.received_at, kept.problems,
			kept.change)
		.run();
	if (kept.outcome != protocol::Outcome::rejected) { return; }
	const int rejected = static_cast<int>(protocol::Outcome::rejected);
	if (removes_old) { Query(database, delete_old).bind_all(kept.device, rejected, kept.received_at - kept_rejected_for).run(); }
	Query(database, delete_beyond).bind_all(kept.device, rejected, kept_rejected_per_device_max).run();
}

std::int64_t resolve_quarantined(Database& database, const Uuid& device, std::span<const Uuid> change_ids, Timestamp now)
{
	std::int64_t resolved = 0;
	for (const Uuid& change_id : change_ids)
	{
		Query(database, update_resolved).bind_all(now, device, change_id).run();
		resolved += database.connection().changed_rows();
	}
	return resolved;
}

std::vector<QuarantinedChange> list_quarantined(Database& database, std::int64_t after_number, std::int64_t limit)
{
	Query query(database, select_all_kept);
	query.bind_all(after_number, limit);
	return read_all(query);
}

std::vector<QuarantinedChange> list_open_quarantined(Database& database, std::int64_t after_number, std::int64_t limit)
{
	Query query(database, select_open_kept);
	query.bind_all(after_number, limit);
	return read_all(query);
}

std::vector<OpenQuarantined> count_open_quarantined(Database& database)
{
	std::vector<OpenQuarantined> counts;
	Query query(database, select_open_counts);
	while (query.step()) { counts.push_back({query.uuid(0), static_cast<protocol::Outcome>(query.integer(1)), query.integer(2)}); }
	return counts;
}

std::vector<QuarantinedChange> list_quarantined_of_change(Database& database, const Uuid& change_id)
{
	Query query(database, select_kept_of_change);
	query.bind(change_id);
	return read_all(query);
}

std::optional<QuarantinedChange> find_quarantined(Database& database, std::int64_t number)
{
	Query query(database, select_kept_by_number);
	query.bind(number);
	return query.step() ? std::optional(read_kept(query)) : std::nullopt;
}

void close_quarantined(Database& database, std::int64_t number, Timestamp at)
{
	Query(database, update_closed).bind_all(at, number).run();
}

} // namespace bajin::store
