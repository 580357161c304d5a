#include "server/store/cover_store.hpp"

#include "server/store/query.hpp"

namespace bajin::store
{

namespace
{

constexpr const char* select_fields =
	"SELECT field, value, changed_at, changed_by FROM report_cover WHERE area = $1 ORDER BY changed_at LIMIT 100";
constexpr const char* upsert_field =
	"INSERT INTO report_cover (area, field, value, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5) "
	"ON CONFLICT (area, field) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by";

} // namespace

CoverValues find_cover(Database& database, AreaId area)
{
	CoverValues cover;
	Query query(database, select_fields);
	query.bind(area);
	while (query.step())
	{
		if (!query.text(1).empty()) { cover.values.emplace(query.text(0), query.text(1)); }
		cover.changed_at = query.timestamp(2);
		cover.changed_by = query.text(3);
	}
	return cover;
}

void write_cover(Database& database, const CoverChange& change)
{
	Query(database, upsert_field).bind_all(change.area, change.field, change.value, change.at, change.actor).run();
}

} // namespace bajin::store
