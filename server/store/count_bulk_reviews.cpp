#include "server/store/count_bulk_reviews.hpp"

#include "server/store/count_base.hpp"
#include "server/store/query.hpp"
#include "server/store/sql_values.hpp"

#include <string>
#include <unordered_map>

namespace bajin::store
{

namespace
{

constexpr const char* select_area_parents = "SELECT id, coalesce(parent, 0), level FROM area ORDER BY id LIMIT " BAJIN_SQL_ALL_ROWS;
constexpr const char* select_team_areas = "SELECT id, area FROM team ORDER BY id LIMIT " BAJIN_SQL_ALL_ROWS;
constexpr const char* select_bulk = "SELECT occurred_on, area, venue_type, team, count(*) FROM event WHERE bulk = 1 GROUP BY occurred_on, "
									"area, venue_type, team LIMIT " BAJIN_SQL_ALL_ROWS;

struct Place
{
	AreaId parent = 0;
	std::optional<AreaLevel> level;
};

// Which rows of the counts an event stands in, as add_event in deltas has it for the rows of venue types and teams.
class BulkCounter
{
public:
	explicit BulkCounter(Database& database)
	{
		for (Query areas(database, select_area_parents); areas.step();)
		{
			places_[static_cast<AreaId>(areas.integer(0))] = {static_cast<AreaId>(areas.integer(1)), parse_area_level(areas.text(2))};
		}
		for (Query teams(database, select_team_areas); teams.step();)
		{
			team_areas_[teams.uuid(0)] = static_cast<AreaId>(teams.integer(1));
		}
		for (Query events(database, select_bulk); events.step();)
		{
			add(month_of(events.date(0)), static_cast<AreaId>(events.integer(1)), std::string(events.text(2)), events.uuid(3),
				events.integer(4));
		}
	}

	[[nodiscard]] const Deltas& deltas() const noexcept { return deltas_; }

private:
	[[nodiscard]] AreaId ancestor_at(AreaId area, AreaLevel level) const
	{
		while (area != 0)
		{
			const auto place = places_.find(area);
			if (place == places_.end()) { return 0; }
			if (place->second.level == level) { return area; }
			area = place->second.parent;
		}
		return 0;
	}

	void add_to(Month month, AreaId area, CountLayer layer, Dimension dimension, const std::string& key, std::int64_t events)
	{
		if (area != 0) { deltas_.at({month.index, area, layer, dimension, key}).states.verified_bulk += events; }
	}

	void add(Month month, AreaId area, const std::string& venue_type, const Uuid& team, std::int64_t events)
	{
		const AreaId county = ancestor_at(area, AreaLevel::county);
		const auto based = team_areas_.find(team);
		const AreaId team_county = based == team_areas_.end() ? 0 : ancestor_at(based->second, AreaLevel::county);
		const std::pair<Dimension, std::string> rows[] = {{Dimension::venue_type, venue_type}, {Dimension::team, to_string(team)}};
		for (const auto& [dimension, key] : rows)
		{
			add_to(month, ancestor_at(area, AreaLevel::prefecture), CountLayer::by_area, dimension, key, events);
			add_to(month, county, CountLayer::by_area, dimension, key, events);
			if (county != team_county)
			{
				add_to(month, county, CountLayer::team_difference, dimension, key, -events);
				add_to(month, team_county, CountLayer::team_difference, dimension, key, events);
			}
		}
		add_to(month, ancestor_at(area, AreaLevel::township), CountLayer::by_area, Dimension::venue_type, venue_type, events);
	}

	std::unordered_map<AreaId, Place> places_;
	std::unordered_map<Uuid, AreaId> team_areas_;
	Deltas deltas_;
};

} // namespace

void count_bulk_reviews(Database& database)
{
	const BulkCounter counter(database);
	const Deltas& deltas = counter.deltas();
	for (const auto& [slot, row] : deltas.rows()) { base::add_cells(database, slot, deltas.cells_of(slot)); }
}

} // namespace bajin::store
