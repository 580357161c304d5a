// Cross tables against statistics: whatever two axes are crossed, rows, columns and the total are the figures that every other
// table has, and cells add up to them where an event stands in one of each.
#include "server/figures/cross.hpp"
#include "server/figures/statistics.hpp"
#include "tests/figures/varied_records.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <numeric>

using namespace bajin;
using namespace bajin::test;
using figures::Attribution;
using figures::Axis;
using figures::Cross;

namespace
{

using ValueByKey = std::map<std::string, std::int64_t>;

ValueByKey totals_of(const std::vector<figures::CrossHead>& heads)
{
	ValueByKey values;
	for (const figures::CrossHead& head : heads)
	{
		if (head.total != 0) { values[head.key.value_or("")] += head.total; }
	}
	return values;
}

ValueByKey values_in(const std::vector<figures::StatisticsRow>& rows, Metric metric)
{
	ValueByKey values;
	for (const figures::StatisticsRow& row : rows)
	{
		if (row.metrics[metric] != 0) { values[row.key.value_or("")] += row.metrics[metric]; }
	}
	return values;
}

figures::CrossQuery crossed(const figures::FigureQuery& query, Axis rows, Axis columns, Metric measure)
{
	return {query, rows, columns, measure};
}

void check_cells(const Cross& cross)
{
	std::vector<std::int64_t> columns(cross.columns.size(), 0);
	std::int64_t total = 0;
	for (std::size_t row = 0; row < cross.rows.size(); ++row)
	{
		CHECK(std::accumulate(cross.cells[row].begin(), cross.cells[row].end(), std::int64_t{0}) == cross.rows[row].total);
		for (std::size_t column = 0; column < columns.size(); ++column) { columns[column] += cross.cells[row][column]; }
		total += cross.rows[row].total;
	}
	for (std::size_t column = 0; column < columns.size(); ++column) { CHECK(columns[column] == cross.columns[column].total); }
	CHECK(total == cross.total);
}

} // namespace

TEST_CASE("cross: rows and columns are those of statistics, on both bases and by both attributions")
{
	VariedRecords records(11);
	auto& reader = records.database.reader();
	for (const Basis basis : {Basis::received, Basis::verified})
	{
		for (const Attribution attribution : {Attribution::area, Attribution::team})
		{
			for (const char* const area : {"410400", "410423"})
			{
				auto query = records.database.query("2015-01-05", "2015-12", area);
				query.basis = basis;
				query.attribution = attribution;
				INFO(area << " " << figures::code_of(attribution) << " " << static_cast<int>(basis));
				const auto statistics = figures::compute_statistics(reader, query);
				for (const Metric metric : {Metric::events, Metric::sessions, Metric::reach, Metric::materials})
				{
					const Cross places = figures::compute_cross(reader, crossed(query, Axis::area, Axis::month, metric));
					CHECK(totals_of(places.rows) == values_in(statistics.by_area, metric));
					CHECK(totals_of(places.columns) == values_in(statistics.by_month, metric));
					CHECK(places.total == statistics.totals[metric]);
					check_cells(places);
					const Cross teams = figures::compute_cross(reader, crossed(query, Axis::team, Axis::venue_type, metric));
					CHECK(totals_of(teams.rows) == values_in(statistics.by_team, metric));
					CHECK(totals_of(teams.columns) == values_in(statistics.by_venue_type, metric));
					check_cells(teams);
					const Cross topics = figures::compute_cross(reader, crossed(query, Axis::topic, Axis::campaign, metric));
					CHECK(topics.overlaps);
					CHECK(totals_of(topics.rows) == values_in(statistics.by_topic, metric));
					CHECK(totals_of(topics.columns) == values_in(statistics.by_campaign, metric));
					CHECK(topics.total == statistics.totals[metric]);
				}
				const Cross audiences = figures::compute_cross(reader, crossed(query, Axis::audience, Axis::quarter, Metric::lectures));
				CHECK(totals_of(audiences.rows) == values_in(statistics.by_audience, Metric::lectures));
				check_cells(audiences);
				const Cross attendance =
					figures::compute_cross(reader, crossed(query, Axis::venue_type, Axis::audience, Metric::attendance));
				CHECK(totals_of(attendance.columns) == values_in(statistics.by_audience, Metric::attendance));
				check_cells(attendance);
				const Cross items = figures::compute_cross(reader, crossed(query, Axis::item, Axis::half, Metric::materials));
				CHECK(totals_of(items.rows) == values_in(statistics.by_material, Metric::materials));
				check_cells(items);
			}
		}
	}
}

TEST_CASE("cross: every measure by years, quarters and months is that of the stretch, from counts as from events")
{
	VariedRecords records(12);
	auto& reader = records.database.reader();
	const auto query = records.database.query("2014-11-10", "2015-12", "410423");
	for (const Axis axis : {Axis::year, Axis::half, Axis::quarter, Axis::month})
	{
		const Cross by_counts = figures::compute_cross(reader, crossed(query, axis, Axis::measure, Metric::events));
		REQUIRE(by_counts.columns.size() == 11);
		for (std::size_t column = 0; column < by_counts.columns.size(); ++column)
		{
			const auto metric = static_cast<Metric>(column);
			INFO(by_counts.columns[column].name);
			CHECK(by_counts.columns[column].key == to_string(metric));
			const Cross by_events = figures::compute_cross(reader, crossed(query, axis, Axis::venue_type, metric));
			REQUIRE(by_events.rows.size() == by_counts.rows.size());
			for (std::size_t row = 0; row < by_events.rows.size(); ++row)
			{
				CHECK(by_counts.rows[row].key == by_events.rows[row].key);
				CHECK(by_counts.cells[row][column] == by_events.rows[row].total);
			}
		}
	}
	const Cross quarters = figures::compute_cross(reader, crossed(query, Axis::quarter, Axis::measure, Metric::events));
	CHECK(quarters.rows.front().key == "2014-Q4");
	CHECK(quarters.rows.front().name == "2014年第四季度");
	CHECK(quarters.rows.size() == 5);
}

TEST_CASE("cross: axes and measures that do not go together are refused")
{
	const auto code = [](Axis rows, Axis columns, Metric measure)
	{
		const auto checked = figures::check_axes({{}, rows, columns, measure});
		return checked ? std::string() : checked.error().pointer;
	};
	CHECK(code(Axis::area, Axis::month, Metric::reach).empty());
	CHECK(code(Axis::area, Axis::area, Metric::reach) == "/columns");
	CHECK(code(Axis::measure, Axis::area, Metric::reach) == "/rows");
	CHECK(code(Axis::audience, Axis::item, Metric::lectures) == "/columns");
	CHECK(code(Axis::audience, Axis::measure, Metric::lectures) == "/columns");
	CHECK(code(Axis::audience, Axis::month, Metric::reach) == "/measure");
	CHECK(code(Axis::month, Axis::item, Metric::reach) == "/measure");
	CHECK(code(Axis::month, Axis::area, Metric::attendance) == "/measure");
}
