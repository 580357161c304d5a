#include "server/store/device_store.hpp"

#include "server/store/query.hpp"

namespace bajin::store
{

namespace
{

#define BAJIN_DEVICE_COLUMNS                                                                                                               \
	"id, name, created_at, revoked_at, lost_at, last_heard_at, app_version, clock_offset_s, pending_events, pending_edits, "               \
	"pending_photos, pending_oldest, outbox_only"

constexpr const char* select_device_by_token = "SELECT " BAJIN_DEVICE_COLUMNS " FROM device WHERE token_hash = $1";
constexpr const char* select_device = "SELECT " BAJIN_DEVICE_COLUMNS " FROM device WHERE id = $1";
constexpr const char* select_devices = "SELECT " BAJIN_DEVICE_COLUMNS " FROM device ORDER BY id LIMIT 1000000";
constexpr const char* select_device_teams =
	"SELECT device_team.team, team.area, device_team.until IS NULL FROM device_team JOIN team ON team.id = device_team.team "
	"WHERE device_team.device = $1 ORDER BY device_team.until IS NOT NULL, device_team.since, device_team.team LIMIT 1000";
constexpr const char* insert_device_row = "INSERT INTO device (id, name, token_hash, created_at, outbox_only) VALUES ($1, $2, $3, $4, $5)";
constexpr const char* update_name = "UPDATE device SET name = $1 WHERE id = $2";
constexpr const char* update_token = "UPDATE device SET token_hash = $1, outbox_only = $2, revoked_at = NULL, lost_at = NULL WHERE id = $3";
constexpr const char* update_revoked = "UPDATE device SET revoked_at = $1, lost_at = $2 WHERE id = $3";
constexpr const char* end_teams = "UPDATE device_team SET until = $1 WHERE device = $2 AND until IS NULL";
constexpr const char* start_team =
	"INSERT INTO device_team (device, team, since, until) VALUES ($1, $2, $3, NULL) ON CONFLICT (device, team) DO UPDATE SET until = NULL";
constexpr const char* update_contact =
	"UPDATE device SET last_heard_at = $1, app_version = $2, clock_offset_s = $3, pending_events = $4, pending_edits = $5, "
	"pending_photos = $6, pending_oldest = $7 WHERE id = $8";
#define BAJIN_ENROLMENT_COLUMNS                                                                                                            \
	"code, team, created_at, expires_at, used_at, request_id, device, for_device, outbox_only, made_by, cancelled_at"

constexpr const char* insert_enrolment_row =
	"INSERT INTO enrolment (code, team, created_at, expires_at, for_device, outbox_only, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr const char* select_enrolment = "SELECT " BAJIN_ENROLMENT_COLUMNS " FROM enrolment WHERE code = $1";
constexpr const char* select_enrolments =
	"SELECT " BAJIN_ENROLMENT_COLUMNS " FROM enrolment WHERE team = $1 ORDER BY created_at DESC, code LIMIT $2";
constexpr const char* update_cancelled = "UPDATE enrolment SET cancelled_at = $1 WHERE code = $2";
constexpr const char* update_enrolment = "UPDATE enrolment SET used_at = $1, request_id = $2, device = $3 WHERE code = $4";
constexpr const char* insert_nil_report_row =
	"INSERT INTO nil_report (team, month, device, change_id, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (team, month) DO NOTHING";
constexpr const char* delete_nil_report = "DELETE FROM nil_report WHERE team = $1 AND month = $2";
constexpr const char* select_nil_reports =
	"SELECT team, month, device, change_id, at FROM nil_report WHERE month BETWEEN $1 AND $2 ORDER BY team, month LIMIT 1000000";
constexpr const char* select_team_contacts = R"(
SELECT
  team.id, team.area,
  max(CASE WHEN device.revoked_at IS NULL AND device.lost_at IS NULL THEN device.last_heard_at END),
  coalesce(sum(CASE WHEN device.revoked_at IS NULL AND device.lost_at IS NULL THEN device.pending_events END), 0),
  coalesce(sum(CASE WHEN device.lost_at IS NOT NULL THEN device.pending_events END), 0),
  min(CASE WHEN device.revoked_at IS NULL AND device.lost_at IS NULL THEN device.pending_oldest END)
FROM team
LEFT JOIN device_team ON device_team.team = team.id AND device_team.until IS NULL
LEFT JOIN device ON device.id = device_team.device
GROUP BY team.id ORDER BY team.id LIMIT 100000)";

Device read_device_row(const Query& query)
{
	Device device;
	device.id = query.uuid(0);
	device.name = query.text(1);
	device.created_at = query.timestamp(2);
	device.revoked_at = query.optional_timestamp(3);
	device.lost_at = query.optional_timestamp(4);
	device.last_heard_at = query.optional_timestamp(5);
	device.app_version = query.text(6);
	device.clock_offset_s = query.optional_integer(7);
	device.pending.events = query.integer(8);
	device.pending.edits = query.integer(9);
	device.pending.photos = query.integer(10);
	device.pending.oldest = query.optional_timestamp(11);
	device.outbox_only = query.integer(12) != 0;
	return device;
}

void read_teams(Database& database, Device& device)
{
	Query teams(database, select_device_teams);
	teams.bind(device.id);
	while (teams.step()) { device.teams.push_back({teams.uuid(0), static_cast<AreaId>(teams.integer(1)), teams.integer(2) != 0}); }
}

std::optional<Device> read_device(Database& database, Query& query)
{
	if (!query.step()) { return std::nullopt; }
	Device device = read_device_row(query);
	read_teams(database, device);
	return device;
}

Enrolment read_enrolment(const Query& query)
{
	Enrolment enrolment;
	enrolment.code = query.text(0);
	enrolment.team = query.uuid(1);
	enrolment.created_at = query.timestamp(2);
	enrolment.expires_at = query.timestamp(3);
	enrolment.used_at = query.optional_timestamp(4);
	enrolment.request_id = query.text(5);
	enrolment.device = query.optional_uuid(6);
	enrolment.for_device = query.optional_uuid(7);
	enrolment.outbox_only = query.integer(8) != 0;
	enrolment.made_by = query.text(9);
	enrolment.cancelled_at = query.optional_timestamp(10);
	return enrolment;
}

} // namespace

std::optional<Device> find_device_by_token(Database& database, const TokenHash& hash)
{
	Query query(database, select_device_by_token);
	query.bind(std::span<const std::uint8_t>(hash));
	return read_device(database, query);
}

std::optional<Device> find_device(Database& database, const Uuid& id)
{
	Query query(database, select_device);
	query.bind(id);
	return read_device(database, query);
}

void insert_device(Database& database, const Device& device, const TokenHash& token_hash)
{
	Query(database, insert_device_row)
		.bind_all(device.id, device.name, std::span<const std::uint8_t>(token_hash), device.created_at, device.outbox_only ? 1 : 0)
		.run();
}

std::vector<Device> list_devices(Database& database)
{
	std::vector<Device> devices;
	{
		Query query(database, select_devices);
		while (query.step()) { devices.push_back(read_device_row(query)); }
	}
	for (Device& device : devices) { read_teams(database, device); }
	return devices;
}

void rename_device(Database& database, const Uuid& device, std::string_view name)
{
	Query(database, update_name).bind_all(name, device).run();
}

void update_device_token(Database& database, const Uuid& device, const TokenHash& token_hash, bool outbox_only)
{
	Query(database, update_token).bind_all(std::span<const std::uint8_t>(token_hash), outbox_only ? 1 : 0, device).run();
}

void set_device_revoked(Database& database, const Uuid& device, std::optional<Timestamp> revoked_at, std::optional<Timestamp> lost_at)
{
	Query(database, update_revoked).bind_all(revoked_at, lost_at, device).run();
}

void set_device_teams(Database& database, const Uuid& device, std::span<const Uuid> teams, Timestamp now)
{
	Query(database, end_teams).bind_all(now, device).run();
	for (const Uuid& team : teams) { Query(database, start_team).bind_all(device, team, now).run(); }
}

void update_last_contact(Database& database, const LastContact& heard)
{
	const protocol::Pending& pending = heard.pending;
	Query(database, update_contact)
		.bind_all(
			heard.at, heard.app_version, heard.clock_offset_s, pending.events, pending.edits, pending.photos, pending.oldest, heard.device)
		.run();
}

void insert_enrolment(Database& database, const Enrolment& enrolment)
{
	Query(database, insert_enrolment_row)
		.bind_all(
			enrolment.code, enrolment.team, enrolment.created_at, enrolment.expires_at, enrolment.for_device, enrolment.outbox_only ? 1 : 0,
			enrolment.made_by)
		.run();
}

std::optional<Enrolment> find_enrolment(Database& database, std::string_view code)
{
	Query query(database, select_enrolment);
	query.bind(code);
	return query.step() ? std::optional(read_enrolment(query)) : std::nullopt;
}

std::vector<Enrolment> list_enrolments(Database& database, const Uuid& team, std::int64_t limit)
{
	std::vector<Enrolment> enrolments;
	Query query(database, select_enrolments);
	query.bind_all(team, limit);
	while (query.step()) { enrolments.push_back(read_enrolment(query)); }
	return enrolments;
}

void cancel_enrolment(Database& database, std::string_view code, Timestamp at)
{
	Query(database, update_cancelled).bind_all(at, code).run();
}

void mark_enrolment_used(Database& database, const Enrolment& enrolment)
{
	Query(database, update_enrolment).bind_all(enrolment.used_at, enrolment.request_id, enrolment.device, enrolment.code).run();
}

bool insert_nil_report(Database& database, const NilReport& report)
{
	Query(database, insert_nil_report_row).bind_all(report.team, report.month, report.device, report.change_id, report.at).run();
	return database.connection().changed_rows() > 0;
}

bool remove_nil_report(Database& database, const Uuid& team, Month month)
{
	Query(database, delete_nil_report).bind_all(team, month).run();
	return database.connection().changed_rows() > 0;
}

std::vector<NilReport> list_nil_reports(Database& database, Month first, Month last)
{
	std::vector<NilReport> reports;
	Query query(database, select_nil_reports);
	query.bind_all(first, last);
	while (query.step())
	{
		reports.push_back(
			{query.uuid(0), Month{static_cast<std::int32_t>(query.integer(1))}, query.optional_uuid(2), query.optional_uuid(3),
			 query.timestamp(4)});
	}
	return reports;
}

std::vector<TeamContact> list_team_contacts(Database& database)
{
	std::vector<TeamContact> contacts;
	Query query(database, select_team_contacts);
	while (query.step())
	{
		contacts.push_back(
			{query.uuid(0), static_cast<AreaId>(query.integer(1)), query.optional_timestamp(2), query.integer(3), query.integer(4),
			 query.optional_timestamp(5)});
	}
	return contacts;
}

} // namespace bajin::store
