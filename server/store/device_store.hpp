// Devices, the teams they stand for, enrolment codes, and what devices last told of themselves.
#pragma once

#include "server/store/database.hpp"
#include "shared/calendar.hpp"
#include "shared/protocol.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::store
{

struct Device
{
	Uuid id;
	std::string name;
	Timestamp created_at;
	std::optional<Timestamp> revoked_at;
	std::optional<Timestamp> lost_at;
	std::optional<Timestamp> last_heard_at;
	std::string app_version;
	std::optional<std::int64_t> clock_offset_s;
	protocol::Pending pending;
	bool outbox_only = false; // may bring what it still holds, and pulls nothing

	struct Membership
	{
		Uuid team;
		AreaId team_area = 0;
		bool present = true;
	};
	std::vector<Membership> teams; // those it stands for now first, then those before; by time
};

[[nodiscard]] std::optional<Device> find_device_by_token(Database& database, const TokenHash& hash);
[[nodiscard]] std::optional<Device> find_device(Database& database, const Uuid& id);
[[nodiscard]] std::vector<Device> list_devices(Database& database); // every one, by id and so by age
void insert_device(Database& database, const Device& device, const TokenHash& token_hash);
void rename_device(Database& database, const Uuid& device, std::string_view name);

// The device is let in again with this token, revoked or lost as it may have been.
void update_device_token(Database& database, const Uuid& device, const TokenHash& token_hash, bool outbox_only);
void set_device_revoked(Database& database, const Uuid& device, std::optional<Timestamp> revoked_at, std::optional<Timestamp> lost_at);

// The device stands for these teams from now on (at least one), and for no other any more.
void set_device_teams(Database& database, const Uuid& device, std::span<const Uuid> teams, Timestamp now);
inline void set_device_team(Database& database, const Uuid& device, const Uuid& team, Timestamp now)
{
	set_device_teams(database, device, std::span(&team, 1), now);
}

struct LastContact
{
	Uuid device;
	Timestamp at;
	std::string app_version;
	std::optional<std::int64_t> clock_offset_s;
	protocol::Pending pending;
};
void update_last_contact(Database& database, const LastContact& heard);

struct Enrolment
{
	std::string code;
	Uuid team;
	Timestamp created_at;
	Timestamp expires_at;
	std::optional<Timestamp> used_at;
	std::string request_id; // empty while unused
	std::optional<Uuid> device;
	std::optional<Uuid> for_device = std::nullopt; // only this one, known already; empty: a new one
	bool outbox_only = false;
	std::string made_by = {};
	std::optional<Timestamp> cancelled_at = std::nullopt;
};
void insert_enrolment(Database& database, const Enrolment& enrolment);
[[nodiscard]] std::optional<Enrolment> find_enrolment(Database& database, std::string_view code);
void mark_enrolment_used(Database& database, const Enrolment& enrolment);
void cancel_enrolment(Database& database, std::string_view code, Timestamp at);

// The newest codes of a team, used and expired ones included.
[[nodiscard]] std::vector<Enrolment> list_enrolments(Database& database, const Uuid& team, std::int64_t limit);

// True when it is new; a month already reported stays as it was.
struct NilReport
{
	Uuid team;
	Month month;
	std::optional<Uuid> device;
	std::optional<Uuid> change_id;
	Timestamp at;
};
bool insert_nil_report(Database& database, const NilReport& report);
// False: there was none.
bool remove_nil_report(Database& database, const Uuid& team, Month month);
[[nodiscard]] std::vector<NilReport> list_nil_reports(Database& database, Month first, Month last);

// How a team was last heard of: over all devices that stand for it now and are neither revoked nor lost.
struct TeamContact
{
	Uuid team;
	AreaId area = 0;
	std::optional<Timestamp> last_heard_at;  // of the device heard last; empty: never
	std::int64_t pending_events = 0;         // on those phones, by their last word
	std::int64_t written_off_events = 0;     // on phones declared lost, by their last word
	std::optional<Timestamp> pending_oldest; // since when something waits on those phones; empty: nothing does
};
[[nodiscard]] std::vector<TeamContact> list_team_contacts(Database& database);

} // namespace bajin::store
