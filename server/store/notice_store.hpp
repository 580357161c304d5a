// Notices of coordinators to teams, and who read them. Nothing is ever removed.
//
// Called by the notices endpoint and by sync. A notice's number is its place in the feed: it rises whenever one is made
// or withdrawn, also over a restore, so that a phone that names the last number it has seen misses nothing.
#pragma once

#include "server/store/database.hpp"
#include "server/store/reference_store.hpp"
#include "shared/area.hpp"
#include "shared/calendar.hpp"
#include "shared/protocol.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bajin::store
{

struct Notice
{
	Uuid id;
	std::int64_t number = 0;
	protocol::NoticeKind kind = protocol::NoticeKind::notice;
	std::string title; // empty: none
	std::string text;
	std::optional<Date> due_on;
	AreaId area = 0;          // for all teams based at or below it; 0: for one team
	std::optional<Uuid> team; // empty: for an area
	std::string made_by;
	Timestamp made_at;
	std::optional<Timestamp> withdrawn_at;
};

// Both give the notice the next number of that epoch. Withdrawing sets withdrawn_at.
void insert_notice(Database& database, const Epoch& epoch, Notice& notice);
void withdraw_notice(Database& database, const Epoch& epoch, Notice& notice, Timestamp at);

[[nodiscard]] std::optional<Notice> find_notice(Database& database, const Uuid& id);

// 0: there is none.
[[nodiscard]] std::int64_t newest_notice_number(Database& database);

// Those with a number below `before`, highest first.
[[nodiscard]] std::vector<Notice> list_notices(Database& database, std::int64_t before, std::int64_t limit);

// Which part of a feed: by number, lowest first.
struct NoticePage
{
	std::int64_t after = 0;
	Timestamp made_since{};
	bool withdrawn_too = true;
	std::int64_t limit = 0;
};
[[nodiscard]] std::vector<Notice> list_notices_of_area(Database& database, AreaId area, const NoticePage& page); // of exactly that area
[[nodiscard]] std::vector<Notice> list_notices_of_team(Database& database, const Uuid& team, const NoticePage& page);

struct NoticeRead
{
	Uuid notice;
	Uuid device;
	Uuid team;
	Timestamp read_at; // by the phone's clock
	Timestamp received_at;
	std::string device_name = {}; // only when listed
};

// The first time stays.
void insert_notice_read(Database& database, const NoticeRead& read);
[[nodiscard]] bool has_read_notice(Database& database, const Uuid& notice, const Uuid& device);
[[nodiscard]] std::int64_t count_teams_that_read(Database& database, const Uuid& notice);
[[nodiscard]] std::vector<NoticeRead> list_notice_reads(Database& database, const Uuid& notice); // in the order of arrival

} // namespace bajin::store
