#include "server/store/target_store.hpp"

#include "server/store/query.hpp"

#include <map>
#include <tuple>

namespace bajin::store
{

namespace
{

constexpr const char* insert_target_row =
	"INSERT INTO target (year, area, team, venue_type, metric, value, \"from\", document_no, reason, at, actor) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
constexpr const char* select_targets =
	"SELECT year, area, team, venue_type, metric, value, \"from\", document_no, reason, at, actor FROM target WHERE year = $1 "
	"ORDER BY number LIMIT 1000000";

} // namespace

void insert_target(Database& database, const Target& target)
{
	Query query(database, insert_target_row);
	query.bind(target.year);
	if (target.area == 0) { query.bind(nullptr); }
	else { query.bind(target.area); }
	query.bind_all(
		target.team, target.venue_type, target.metric, target.value, target.from, target.document_no, target.reason, target.at,
		target.actor);
	query.run();
}

std::vector<Target> list_target_history(Database& database, int year)
{
	std::vector<Target> targets;
	Query query(database, select_targets);
	query.bind(year);
	while (query.step())
	{
		Target target;
		target.year = static_cast<int>(query.integer(0));
		target.area = static_cast<AreaId>(query.optional_integer(1).value_or(0));
		target.team = query.optional_uuid(2);
		target.venue_type = query.text(3);
		target.metric = query.text(4);
		target.value = query.optional_integer(5);
		target.from = query.date(6);
		target.document_no = query.text(7);
		target.reason = query.text(8);
		target.at = query.timestamp(9);
		target.actor = query.text(10);
		targets.push_back(std::move(target));
	}
	return targets;
}

std::vector<Target> list_targets(Database& database, int year)
{
	std::map<std::tuple<std::optional<Uuid>, AreaId, std::string, std::string>, Target> newest;
	for (Target& target : list_target_history(database, year))
	{
		auto cell = std::tuple(target.team, target.area, target.venue_type, target.metric);
		newest.insert_or_assign(std::move(cell), std::move(target));
	}
	std::vector<Target> targets;
	for (auto& [cell, target] : newest)
	{
		if (target.value) { targets.push_back(std::move(target)); }
	}
	return targets;
}

} // namespace bajin::store
