// Coverage held against a recount over the records: every row and cell, both bases, both attributions.
#include "server/figures/coverage.hpp"
#include "tests/figures/varied_records.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <set>
#include <tuple>

using namespace bajin;
using figures::Attribution;
using figures::Coverage;
using figures::CoverageCell;
using figures::CoverageRow;
using test::VariedRecords;

namespace
{

using Key = std::pair<std::string, std::string>; // code of the row, venue type

// What coverage should say, from the records alone.
class Expected
{
public:
	Expected(VariedRecords& records, const figures::FigureQuery& query)
		: query_(query), reference_(records.database.reader().reference()), areas_(reference_->areas)
	{
		std::map<Uuid, AreaId> team_areas;
		for (const Uuid& team : records.teams) { team_areas[team] = records.area_of_team(team); }
		records.for_each(
			[&](const store::EventHead& head, const Event& event)
			{
				if (event.occurred_on < query.period.days.first || event.occurred_on > query.period.days.last) { return; }
				add_place(head, event);
				add(head, event, query.attribution == Attribution::team ? team_areas[head.team] : event.area);
			});
	}

	std::map<Key, CoverageCell> cells;
	std::map<std::string, StateCounts> states;
	std::map<Key, std::set<std::string>> places;

private:
	[[nodiscard]] std::string row_of(AreaId area) const
	{
		const AreaId child = areas_.child_towards(query_.area, area);
		return areas_.at(child == 0 ? query_.area : child).code;
	}

	void add(const store::EventHead& head, const Event& event, AreaId where)
	{
		if (!areas_.contains(query_.area, where)) { return; }
		const auto measured = measures(event, "", head.state, head.adds, reference_->vocabulary).front();
		const Metrics& metrics = measured.counts.on(query_.basis);
		CoverageCell& cell = cells[{row_of(where), event.venue_type}];
		cell.sessions += metrics[Metric::sessions];
		cell.lectures += metrics[Metric::lectures];
		cell.reach += metrics[Metric::reach];
		cell.materials += metrics[Metric::materials];
		Counts sum;
		sum.states = states[row_of(where)];
		sum.add(measured.counts);
		states[row_of(where)] = sum.states;
	}

	void add_place(const store::EventHead& head, const Event& event)
	{
		if (!is_counted(head.state, query_.basis)) { return; }
		AreaId where = event.area;
		std::string place = areas_.at(event.area).code;
		std::string type(to_string(areas_.at(event.area).level));
		if (event.venue_type == "village" || event.venue_type == "community")
		{
			if (type != "village" && type != "community") { return; }
		}
		else
		{
			const auto venue = reference_->venues.find(event.venue_id);
			if (venue == reference_->venues.end() || venue->second.venue_type != event.venue_type) { return; }
			where = venue->second.area;
			place = venue->second.id;
			type = event.venue_type;
		}
		if (areas_.contains(query_.area, where)) { places[{row_of(where), type}].insert(place); }
	}

	const figures::FigureQuery& query_;
	ReferencePointer reference_;
	const AreaTree& areas_;
};

void check_row(const Coverage& coverage, const CoverageRow& row, Expected& expected)
{
	for (std::size_t i = 0; i < coverage.venue_types.size(); ++i)
	{
		const Key key{row.area, coverage.venue_types[i].key};
		INFO("row " << key.first << ", type " << key.second);
		const CoverageCell wanted = expected.cells[key];
		expected.cells.erase(key);
		CHECK(row.cells[i].sessions == wanted.sessions);
		CHECK(row.cells[i].lectures == wanted.lectures);
		CHECK(row.cells[i].reach == wanted.reach);
		CHECK(row.cells[i].materials == wanted.materials);
		CHECK(row.cells[i].places_visited == static_cast<std::int64_t>(expected.places[key].size()));
		expected.places.erase(key);
	}
	CHECK(row.states.counts == expected.states[row.area]);
	expected.states.erase(row.area);
}

} // namespace

TEST_CASE("coverage: rows and cells equal a recount of the records, by place and by organiser")
{
	for (const std::uint32_t seed : {1U, 2U, 3U})
	{
		VariedRecords records(seed);
		for (const char* area : {"410400", "410422", "410423", "410423100", "410423101"})
		{
			for (const auto& [from, to] :
				 {std::pair("2015-01", "2015-12"), std::pair("2014-03-09", "2015-07-20"), std::pair("2014-02", "2014-05")})
			{
				for (const Basis basis : {Basis::received, Basis::verified})
				{
					for (const Attribution attribution : {Attribution::area, Attribution::team})
					{
						INFO(
							"seed " << seed << ", " << area << ", " << from << " to " << to << ", " << to_string(basis) << ", by "
									<< code_of(attribution));
						auto query = records.database.query(from, to, area);
						query.basis = basis;
						query.attribution = attribution;
						const Coverage coverage = compute_coverage(records.database.reader(), query, std::chrono::days(14));
						Expected expected(records, query);
						for (const CoverageRow& row : coverage.rows) { check_row(coverage, row, expected); }
						CHECK(std::ranges::all_of(expected.cells, [](const auto& cell) { return cell.second.sessions == 0; }));
						CHECK(expected.states.empty());
						CHECK(expected.places.empty());
					}
				}
			}
		}
	}
}
