#include "server/figures/statistics.hpp"
#include "tests/figures/figure_fixture.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace bajin;
using figures::compute_statistics;
using figures::StatisticsRow;
using test::FigureDatabase;

namespace
{

const StatisticsRow* find_row(const std::vector<StatisticsRow>& rows, const std::optional<std::string>& key)
{
	const auto found = std::ranges::find(rows, key, &StatisticsRow::key);
	return found == rows.end() ? nullptr : &*found;
}

std::int64_t sum(const std::vector<StatisticsRow>& rows, Metric metric)
{
	std::int64_t total = 0;
	for (const StatisticsRow& row : rows) { total += row.metrics[metric]; }
	return total;
}

void check_rows_add_up(const figures::Statistics& statistics)
{
	for (std::size_t i = 0; i + 1 < metric_count; ++i)
	{
		const auto metric = static_cast<Metric>(i);
		INFO(to_string(metric));
		for (const auto* rows : {&statistics.by_venue_type, &statistics.by_area, &statistics.by_month, &statistics.by_team})
		{
			CHECK(sum(*rows, metric) == statistics.totals[metric]);
		}
	}
}

// Three teams; one of 鲁山县 once worked in 叶县; events at every level; every state.
struct Records
{
	FigureDatabase database;
	Uuid lushan = database.add_team("鲁山讲师团", "410423");
	Uuid ye = database.add_team("叶县讲师团", "410422");
	Uuid city = database.add_team("市讲师团", "410400");

	Records()
	{
		const Json full = {
			{"topics", {"marriage_law", "marriage_law", "unheard_of"}},
			{"campaigns", {"womens_day"}},
			{"materials", {{{"item", "leaflet"}, {"copies", 30}}, {{"item", "gift"}, {"copies", 5}}}},
			{"lectures", {{{"audience", "women"}, {"attendance", 20}}}},
			{"consultations", 3},
		};
		database.add_event(lushan, {.area = "410423100201", .occurred_on = "2015-01-10", .state = ReviewState::verified, .more = full});
		database.add_event(lushan, {.area = "410423100202", .occurred_on = "2015-01-20", .more = full});
		database.add_event(lushan, {.area = "410422100", .occurred_on = "2015-02-01", .venue_type = "school"});
		database.add_event(ye, {.area = "410422", .occurred_on = "2015-03-31", .venue_type = "agency"});
		database.add_event(city, {.area = "410400", .occurred_on = "2015-03-15", .venue_type = "other"});
		database.add_event(city, {.area = "410423", .occurred_on = "2015-03-16", .venue_type = "agency"});
		database.add_event(ye, {.area = "410422", .occurred_on = "2015-03-01", .venue_type = "agency", .state = ReviewState::returned});
		database.add_event(ye, {.area = "410422", .occurred_on = "2015-03-02", .venue_type = "agency", .state = ReviewState::duplicate});
		database.add_event(ye, {.area = "410422", .occurred_on = "2015-03-03", .venue_type = "agency", .state = ReviewState::deleted});
		database.add_event(
			ye,
			{.area = "410423100201", .occurred_on = "2015-01-10", .state = ReviewState::joint, .adds = {.materials = true}, .more = full});
	}
};

} // namespace

TEST_CASE("statistics: totals, states and every breakdown of a prefecture")
{
	Records records;
	records.database.add_heard_device(records.ye, parse_timestamp("2015-12-30T00:00:00Z"), 4);
	const auto query = records.database.query("2015-01", "2015-04");
	const auto statistics = compute_statistics(records.database.reader(), query);

	CHECK(statistics.totals[Metric::events] == 6);
	CHECK(statistics.totals[Metric::eight_entry_sessions] == 5);
	CHECK(statistics.totals[Metric::materials] == 90);
	CHECK(statistics.totals[Metric::women_children_lectures] == 2);
	CHECK(statistics.states.counts == StateCounts{1, 5, 1, 1, 1});
	CHECK(statistics.states.on_phones == 4);
	check_rows_add_up(statistics);

	REQUIRE(statistics.by_venue_type.size() == 5);
	CHECK(statistics.by_venue_type[0].key == "agency");
	CHECK(find_row(statistics.by_venue_type, "community")->metrics[Metric::events] == 0);
	CHECK(find_row(statistics.by_venue_type, "temple") == nullptr);

	REQUIRE(statistics.by_area.size() == 3);
	CHECK(statistics.by_area.back().key == "410400");
	CHECK(statistics.by_area.back().metrics[Metric::sessions] == 1);
	CHECK(find_row(statistics.by_area, "410422")->states.on_phones == 4);

	REQUIRE(statistics.by_month.size() == 4);
	CHECK(statistics.by_month[3].key == "2015-04");
	CHECK(statistics.by_month[3].metrics == Metrics{});

	CHECK(find_row(statistics.by_topic, "marriage_law")->metrics[Metric::sessions] == 2);
	CHECK(find_row(statistics.by_topic, "unheard_of")->metrics[Metric::sessions] == 2);
	CHECK(find_row(statistics.by_campaign, std::nullopt)->metrics[Metric::sessions] == 4);
	CHECK(find_row(statistics.by_team, to_string(records.ye))->states.counts.joint == 1);
	CHECK(find_row(statistics.by_material, "leaflet")->metrics[Metric::materials] == 90);
	CHECK(find_row(statistics.by_material, "gift")->metrics[Metric::materials] == 15);
	CHECK(find_row(statistics.by_audience, "women")->metrics[Metric::attendance] == 40);
	CHECK(statistics.text.find("活动6场次") != std::string::npos);
}

TEST_CASE("statistics: parts of months come from events and join whole months without a seam")
{
	Records records;
	const auto whole = compute_statistics(records.database.reader(), records.database.query("2015-01", "2015-03"));
	const auto dated = compute_statistics(records.database.reader(), records.database.query("2015-01-10", "2015-03-31"));
	CHECK(dated.totals == whole.totals);
	CHECK(dated.states == whole.states);
	check_rows_add_up(dated);
	CHECK(compute_statistics(records.database.reader(), records.database.query("2015-01-11", "2015-03-30")).totals[Metric::events] == 4);
}

TEST_CASE("statistics: a township and a village add up from their events")
{
	Records records;
	for (const auto& [area, events] : {std::pair("410423100", 2), std::pair("410423100201", 1), std::pair("410423101", 0)})
	{
		const auto statistics = compute_statistics(records.database.reader(), records.database.query("2015-01", "2015-12", area));
		CHECK(statistics.totals[Metric::events] == events);
		check_rows_add_up(statistics);
	}
}

TEST_CASE("statistics: by organiser, figures follow the team and not the place")
{
	Records records;
	auto query = records.database.query("2015-01", "2015-12", "410423");
	CHECK(compute_statistics(records.database.reader(), query).totals[Metric::events] == 3);
	query.attribution = figures::Attribution::team;
	const auto county = compute_statistics(records.database.reader(), query);
	CHECK(county.totals[Metric::events] == 3);
	CHECK(find_row(county.by_team, to_string(records.city)) == nullptr);
	CHECK(find_row(county.by_venue_type, "school")->metrics[Metric::events] == 1);
	CHECK(county.by_area.size() == 1);
	check_rows_add_up(county);

	query.area = records.database.reader().reference()->areas.root().id;
	const auto prefecture = compute_statistics(records.database.reader(), query);
	CHECK(find_row(prefecture.by_area, "410423")->metrics[Metric::events] == 3);
	CHECK(find_row(prefecture.by_area, "410422")->metrics[Metric::events] == 1);
	CHECK(find_row(prefecture.by_area, "410400")->metrics[Metric::events] == 2);
	check_rows_add_up(prefecture);

	query.area = records.database.reader().reference()->areas.find("410423")->id;
	query.period = figures::parse_period("", "2015-01-02", "2015-12-30").value();
	CHECK(compute_statistics(records.database.reader(), query).totals == county.totals);
}

TEST_CASE("statistics: on basis verified only verified events count")
{
	Records records;
	auto query = records.database.query("2015-01", "2015-12");
	query.basis = Basis::verified;
	const auto statistics = compute_statistics(records.database.reader(), query);
	CHECK(statistics.totals[Metric::events] == 1);
	CHECK(statistics.states.counts.submitted == 5);
	check_rows_add_up(statistics);
}

TEST_CASE("statistics: JSON has the shape of the contract")
{
	Records records;
	const auto statistics = compute_statistics(records.database.reader(), records.database.query("2015-01", "2015-12"));
	const Json json = figures::to_json(statistics);
	CHECK(json["from"] == "2015-01");
	CHECK(json["basis"] == "received");
	CHECK(json["attribution"] == "area");
	CHECK(json["as_of"]["seq"] == 10);
	CHECK(json["totals"].size() == 11);
	CHECK(json["by"].size() == 8);
	CHECK(json["by"]["topic"].back()["key"].is_null());
	CHECK(json["by"]["material"][0] == Json({{"key", "leaflet"}, {"name", "宣传单"}, {"unit", "份"}, {"copies", 90}, {"events", 2}}));
	CHECK(json["by"]["audience"][0] == Json({{"key", "women"}, {"name", "妇女"}, {"lectures", 2}, {"attendance", 40}}));
}

TEST_CASE("statistics: the table opens in a spreadsheet and runs nothing there")
{
	FigureDatabase database;
	const Uuid team = database.add_team("=cmd(\"x\"),甲", "410423");
	database.add_event(team, {.area = "410423", .occurred_on = "2015-01-10"});
	const auto statistics = compute_statistics(database.reader(), database.query("2015-01", "2015-01"));
	const std::string csv = figures::to_csv(statistics);
	CHECK(csv.starts_with("\xEF\xBB\xBF开始,截止,"));
	CHECK(csv.ends_with("\r\n"));
	CHECK(csv.find("\"'=cmd(\"\"x\"\"),甲\"") != std::string::npos);
	CHECK(csv.find("含待核实,属地口径") != std::string::npos);
	CHECK(figures::to_plain_text(statistics).starts_with("组织各级普法讲师团成员"));
}

TEST_CASE("statistics: the table and the text say the time as a clock in the office shows it")
{
	FigureDatabase database;
	auto query = database.query("2015-01", "2015-12");
	query.now = *parse_timestamp("2015-12-31T18:30:00Z"); // the first of January in Shanghai
	const auto statistics = compute_statistics(database.reader(), query);
	CHECK(figures::to_csv(statistics).find("2016-01-01 02:30") != std::string::npos);
	CHECK(figures::to_plain_text(statistics).find("数据时间：2016-01-01 02:30\n") != std::string::npos);
}
