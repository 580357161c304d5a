#include "server/store/team_store.hpp"

#include "server/store/query.hpp"
#include "server/store/reference_store.hpp"

namespace bajin::store
{

namespace
{

constexpr const char* insert_team_row = "INSERT INTO team (id, name, area, created_at, leader, phone) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr const char* update_team_row = "UPDATE team SET name = $1, area = $2, leader = $3, phone = $4 WHERE id = $5";
constexpr const char* select_team = "SELECT id, name, area, created_at, leader, phone FROM team WHERE id = $1";
constexpr const char* select_teams = "SELECT id, name, area, created_at, leader, phone FROM team ORDER BY area, name, id LIMIT 100000";
constexpr const char* delete_members = "DELETE FROM team_member WHERE team = $1";
constexpr const char* insert_member = R"(INSERT INTO team_member (team, number, name, unit, "from", "to") VALUES ($1, $2, $3, $4, $5, $6))";
constexpr const char* select_members = R"(SELECT name, unit, "from", "to" FROM team_member WHERE team = $1 ORDER BY number LIMIT 1000)";

Team read_team(const Query& query)
{
	return {query.uuid(0),      std::string(query.text(1)), static_cast<AreaId>(query.integer(2)),
			query.timestamp(3), std::string(query.text(4)), std::string(query.text(5))};
}

} // namespace

void insert_team(Database& database, const Team& team)
{
	Query(database, insert_team_row).bind_all(team.id, team.name, team.area, team.created_at, team.leader, team.phone).run();
	note_reference_change(database);
}

void update_team(Database& database, const Team& team)
{
	Query(database, update_team_row).bind_all(team.name, team.area, team.leader, team.phone, team.id).run();
	note_reference_change(database);
}

void replace_team_members(Database& database, const Uuid& team, const std::vector<TeamMember>& members)
{
	Query(database, delete_members).bind_all(team).run();
	Query query(database, insert_member);
	std::int64_t number = 0;
	for (const TeamMember& member : members)
	{
		query.bind_all(team, ++number, member.name, member.unit, member.from, member.to);
		query.run();
		query.rewind();
	}
	note_reference_change(database);
}

std::optional<Team> find_team(Database& database, const Uuid& id)
{
	Query query(database, select_team);
	query.bind(id);
	return query.step() ? std::optional(read_team(query)) : std::nullopt;
}

std::vector<Team> list_teams(Database& database)
{
	std::vector<Team> teams;
	Query query(database, select_teams);
	while (query.step()) { teams.push_back(read_team(query)); }
	return teams;
}

std::vector<TeamMember> list_team_members(Database& database, const Uuid& team)
{
	std::vector<TeamMember> members;
	Query query(database, select_members);
	query.bind(team);
	while (query.step())
	{
		members.push_back({std::string(query.text(0)), std::string(query.text(1)), query.optional_date(2), query.optional_date(3)});
	}
	return members;
}

} // namespace bajin::store
