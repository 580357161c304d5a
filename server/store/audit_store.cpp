#include "server/store/audit_store.hpp"

#include "server/store/query.hpp"

namespace bajin::store
{

namespace
{

#define BAJIN_AUDIT_COLUMNS "number, at, actor, actor_id, action, event, area, subject, address, details"

constexpr const char* insert_audit_row =
	"INSERT INTO audit (at, actor, actor_id, action, event, area, subject, address, details) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr const char* select_newest_audit = "SELECT " BAJIN_AUDIT_COLUMNS " FROM audit WHERE number < $1 ORDER BY number DESC LIMIT $2";
constexpr const char* select_of_event =
	"SELECT " BAJIN_AUDIT_COLUMNS " FROM audit WHERE event = $1 AND number < $2 ORDER BY number DESC LIMIT $3";
constexpr const char* select_of_actor =
	"SELECT " BAJIN_AUDIT_COLUMNS " FROM audit WHERE actor = $1 AND number < $2 ORDER BY number DESC LIMIT $3";

constexpr std::int64_t page_rows = 1'000;

AuditRow read_row(const Query& query)
{
	AuditRow row;
	row.number = query.integer(0);
	row.at = query.timestamp(1);
	row.actor = query.text(2);
	row.actor_id = query.optional_uuid(3);
	row.action = query.text(4);
	row.event = query.optional_uuid(5);
	row.area = static_cast<AreaId>(query.integer(6));
	row.subject = query.text(7);
	row.address = query.text(8);
	row.details = Json::parse(query.text(9), nullptr, false);
	return row;
}

std::vector<AuditRow> read_page(Database& database, const AuditFilter& filter, std::int64_t before)
{
	const char* sql = filter.event ? select_of_event : !filter.actor.empty() ? select_of_actor : select_newest_audit;
	Query query(database, sql);
	if (filter.event) { query.bind(*filter.event); }
	else if (!filter.actor.empty()) { query.bind(filter.actor); }
	query.bind_all(before, page_rows);
	std::vector<AuditRow> rows;
	while (query.step()) { rows.push_back(read_row(query)); }
	return rows;
}

bool matches(const AuditRow& row, const AuditFilter& filter)
{
	return (!filter.to || row.at <= *filter.to) && (filter.actor.empty() || row.actor == filter.actor) &&
		   (filter.action.empty() || row.action == filter.action) && (filter.subject.empty() || row.subject == filter.subject);
}

} // namespace

void insert_audit(Database& database, const AuditRow& row)
{
	Query(database, insert_audit_row)
		.bind_all(row.at, row.actor, row.actor_id, row.action, row.event, row.area, row.subject, row.address, to_text(row.details))
		.run();
}

std::vector<AuditRow> list_audit(Database& database, const AuditFilter& filter, const std::function<bool(const AuditRow&)>& is_shown)
{
	std::vector<AuditRow> shown;
	for (std::int64_t before = filter.before;;)
	{
		const auto page = read_page(database, filter, before);
		for (const AuditRow& row : page)
		{
			// Numbers rise with time, so nothing older can be within the span.
			if (filter.from && row.at < *filter.from) { return shown; }
			if (matches(row, filter) && is_shown(row)) { shown.push_back(row); }
			if (static_cast<std::int64_t>(shown.size()) == filter.limit) { return shown; }
		}
		if (static_cast<std::int64_t>(page.size()) < page_rows) { return shown; }
		before = page.back().number;
	}
}

} // namespace bajin::store
