#include "server/store/notice_store.hpp"

#include "server/store/query.hpp"

#include <algorithm>

namespace bajin::store
{

namespace
{

#define BAJIN_NOTICE_COLUMNS "id, number, kind, title, text, due_on, area, team, made_by, made_at, withdrawn_at"

constexpr const char* insert_notice_row = "INSERT INTO notice (id, number, kind, title, text, due_on, area, team, made_by, made_at) "
										  "VALUES ($1, $2, $3, $4, $5, $6, nullif($7, 0), $8, $9, $10)";
constexpr const char* update_withdrawn = "UPDATE notice SET number = $1, withdrawn_at = $2 WHERE id = $3";
constexpr const char* select_notice = "SELECT " BAJIN_NOTICE_COLUMNS " FROM notice WHERE id = $1";
constexpr const char* select_newest_number = "SELECT number FROM notice ORDER BY number DESC LIMIT 1";
constexpr const char* select_notices = "SELECT " BAJIN_NOTICE_COLUMNS " FROM notice WHERE number < $1 ORDER BY number DESC LIMIT $2";
constexpr const char* select_of_area =
	"SELECT " BAJIN_NOTICE_COLUMNS " FROM notice "
	"WHERE area = $1 AND number > $2 AND made_at >= $3 AND (withdrawn_at IS NULL OR $4) ORDER BY number LIMIT $5";
constexpr const char* select_of_team =
	"SELECT " BAJIN_NOTICE_COLUMNS " FROM notice "
	"WHERE team = $1 AND number > $2 AND made_at >= $3 AND (withdrawn_at IS NULL OR $4) ORDER BY number LIMIT $5";
constexpr const char* insert_read_row =
	"INSERT INTO notice_read (notice, device, team, read_at, received_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
constexpr const char* select_own_read = "SELECT 1 FROM notice_read WHERE notice = $1 AND device = $2 LIMIT 1";
constexpr const char* count_readers = "SELECT count(DISTINCT team) FROM notice_read WHERE notice = $1";
constexpr const char* select_reads =
	"SELECT notice_read.notice, notice_read.device, notice_read.team, notice_read.read_at, notice_read.received_at, device.name "
	"FROM notice_read JOIN device ON device.id = notice_read.device WHERE notice_read.notice = $1 "
	"ORDER BY notice_read.received_at, notice_read.device, notice_read.team LIMIT 1000000";

Notice read_notice(const Query& query)
{
	Notice notice;
	notice.id = query.uuid(0);
	notice.number = query.integer(1);
	notice.kind = static_cast<protocol::NoticeKind>(query.integer(2));
	notice.title = query.text(3);
	notice.text = query.text(4);
	notice.due_on = query.optional_date(5);
	notice.area = static_cast<AreaId>(query.integer(6)); // null reads as 0
	notice.team = query.optional_uuid(7);
	notice.made_by = query.text(8);
	notice.made_at = query.timestamp(9);
	notice.withdrawn_at = query.optional_timestamp(10);
	return notice;
}

std::vector<Notice> read_notices(Query& query)
{
	std::vector<Notice> notices;
	while (query.step()) { notices.push_back(read_notice(query)); }
	return notices;
}

// Above all of this epoch; and a new epoch begins above all that an earlier one can have given.
std::int64_t next_number(Database& database, const Epoch& epoch)
{
	return std::max(newest_notice_number(database) + 1, epoch.first_seq);
}

} // namespace

void insert_notice(Database& database, const Epoch& epoch, Notice& notice)
{
	notice.number = next_number(database, epoch);
	Query(database, insert_notice_row)
		.bind_all(
			notice.id, notice.number, static_cast<int>(notice.kind), notice.title, notice.text, notice.due_on, notice.area, notice.team,
			notice.made_by, notice.made_at)
		.run();
}

void withdraw_notice(Database& database, const Epoch& epoch, Notice& notice, Timestamp at)
{
	notice.number = next_number(database, epoch);
	notice.withdrawn_at = at;
	Query(database, update_withdrawn).bind_all(notice.number, at, notice.id).run();
}

std::optional<Notice> find_notice(Database& database, const Uuid& id)
{
	Query query(database, select_notice);
	query.bind(id);
	return query.step() ? std::optional(read_notice(query)) : std::nullopt;
}

std::int64_t newest_notice_number(Database& database)
{
	Query query(database, select_newest_number);
	return query.step() ? query.integer(0) : 0;
}

std::vector<Notice> list_notices(Database& database, std::int64_t before, std::int64_t limit)
{
	Query query(database, select_notices);
	query.bind_all(before, limit);
	return read_notices(query);
}

std::vector<Notice> list_notices_of_area(Database& database, AreaId area, const NoticePage& page)
{
	Query query(database, select_of_area);
	query.bind_all(area, page.after, page.made_since, page.withdrawn_too ? 1 : 0, page.limit);
	return read_notices(query);
}

std::vector<Notice> list_notices_of_team(Database& database, const Uuid& team, const NoticePage& page)
{
	Query query(database, select_of_team);
	query.bind_all(team, page.after, page.made_since, page.withdrawn_too ? 1 : 0, page.limit);
	return read_notices(query);
}

void insert_notice_read(Database& database, const NoticeRead& read)
{
	Query(database, insert_read_row).bind_all(read.notice, read.device, read.team, read.read_at, read.received_at).run();
}

bool has_read_notice(Database& database, const Uuid& notice, const Uuid& device)
{
	Query query(database, select_own_read);
	query.bind_all(notice, device);
	return query.step();
}

std::int64_t count_teams_that_read(Database& database, const Uuid& notice)
{
	Query query(database, count_readers);
	query.bind(notice);
	return query.step() ? query.integer(0) : 0;
}

std::vector<NoticeRead> list_notice_reads(Database& database, const Uuid& notice)
{
	std::vector<NoticeRead> reads;
	Query query(database, select_reads);
	query.bind(notice);
	while (query.step())
	{
		reads.push_back({query.uuid(0), query.uuid(1), query.uuid(2), query.timestamp(3), query.timestamp(4), std::string(query.text(5))});
	}
	return reads;
}

} // namespace bajin::store
