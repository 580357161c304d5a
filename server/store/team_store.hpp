// Lecturer teams and their rosters.
//
// Called by the teams endpoints, by sync and figures for where a team is based, and by the tool.
#pragma once

#include "server/store/database.hpp"
#include "shared/area.hpp"
#include "shared/calendar.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bajin::store
{

// Somebody who speaks or records for a team; the phone picks names from this list.
struct TeamMember
{
	std::string name;
	std::string unit;         // where the person works; may be empty
	std::optional<Date> from; // empty: from the beginning
	std::optional<Date> to;   // the last day; empty: still

	bool operator==(const TeamMember&) const = default;
};

struct Team
{
	Uuid id;
	std::string name;
	AreaId area = 0;
	Timestamp created_at;
	std::string leader = {};
	std::string phone = {}; // the leader's

	bool operator==(const Team&) const = default;
};

// Each of these changes the etag of /reference.
void insert_team(Database& database, const Team& team);
void update_team(Database& database, const Team& team);
void replace_team_members(Database& database, const Uuid& team, const std::vector<TeamMember>& members);

[[nodiscard]] std::optional<Team> find_team(Database& database, const Uuid& id);
[[nodiscard]] std::vector<Team> list_teams(Database& database); // by area, then name
[[nodiscard]] std::vector<TeamMember> list_team_members(Database& database, const Uuid& team);

} // namespace bajin::store
