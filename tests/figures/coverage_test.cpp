#include "server/figures/coverage.hpp"
#include "server/figures/recount.hpp"
#include "server/store/count_store.hpp"
#include "server/store/event_store.hpp"
#include "server/store/target_store.hpp"
#include "tests/figures/figure_fixture.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace bajin;
using figures::compute_coverage;
using figures::Coverage;
using figures::CoverageCell;
using figures::CoverageRow;
using test::FigureDatabase;

namespace
{

constexpr std::chrono::days two_weeks{14};

const CoverageRow& row_of(const Coverage& coverage, std::string_view area)
{
	const auto found = std::ranges::find(coverage.rows, area, &CoverageRow::area);
	REQUIRE(found != coverage.rows.end());
	return *found;
}

const CoverageCell& cell_of(const Coverage& coverage, const CoverageRow& row, std::string_view type)
{
	const auto found = std::ranges::find(coverage.venue_types, type, &figures::VenueTypeName::key);
	REQUIRE(found != coverage.venue_types.end());
	return row.cells[static_cast<std::size_t>(found - coverage.venue_types.begin())];
}

void check_rows_add_up(const Coverage& coverage)
{
	CoverageCell sum;
	StateCounts states;
	for (const CoverageRow& row : coverage.rows)
	{
		sum.add(row.total);
		states.submitted += row.states.counts.submitted;
	}
	CHECK(sum.sessions == coverage.total.total.sessions);
	CHECK(sum.reach == coverage.total.total.reach);
	CHECK(sum.places_visited == coverage.total.total.places_visited);
	CHECK(sum.places_total == coverage.total.total.places_total);
	CHECK(states.submitted == coverage.total.states.counts.submitted);
}

void set_target(FigureDatabase& database, std::string_view area, const std::string& type, std::int64_t value)
{
	store::Target target;
	target.year = 2015;
	target.area = database.reader().reference()->areas.find(area)->id;
	target.venue_type = type;
	target.metric = "sessions";
	target.value = value;
	database.writer().run_alone([&] { store::insert_target(database.writer().database(), target); });
}

} // namespace

TEST_CASE("coverage: every child of the area has a row, and the area itself one when something was recorded there")
{
	FigureDatabase database;
	const Uuid team = database.add_team("市讲师团", "410400");
	database.add_event(team, {.area = "410423100201", .occurred_on = "2015-01-10"});
	const auto without = compute_coverage(database.reader(), database.query("2015-01", "2015-12"), two_weeks);
	CHECK(without.rows.size() == 2);
	CHECK(row_of(without, "410422").total.sessions == 0);

	database.add_event(team, {.area = "410400", .occurred_on = "2015-05-10", .venue_type = "agency"});
	const auto with = compute_coverage(database.reader(), database.query("2015-01", "2015-12"), two_weeks);
	REQUIRE(with.rows.size() == 3);
	CHECK(with.rows.back().area == "410400");
	CHECK(with.total.total.sessions == 2);
	check_rows_add_up(with);
}

TEST_CASE("coverage: a place counts once however often it is visited")
{
	FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423");
	database.add_venue("school-1", "school", "410423101");
	database.add_event(team, {.area = "410423100201", .occurred_on = "2015-01-10"});
	database.add_event(team, {.area = "410423100201", .occurred_on = "2015-02-10"});
	database.add_event(team, {.area = "410423100202", .occurred_on = "2015-02-11", .state = ReviewState::returned});
	database.add_event(team, {.area = "410423101001", .occurred_on = "2015-02-12", .venue_type = "community"});
	database.add_event(
		team, {.area = "410423101", .occurred_on = "2015-02-13", .venue_type = "school", .more = {{"venue_id", "school-1"}}});
	database.add_event(team, {.area = "410423101", .occurred_on = "2015-02-14", .venue_type = "school"});

	// A whole year comes from the roll-up, any other span from the visits; both agree.
	for (const auto& [from, to] : {std::pair("2015-01", "2015-12"), std::pair("2015-01", "2015-02"), std::pair("2015-01-02", "2015-12-30")})
	{
		INFO(from << " to " << to);
		for (const char* area : {"410400", "410423"})
		{
			const auto coverage = compute_coverage(database.reader(), database.query(from, to, area), two_weeks);
			const CoverageRow& total = coverage.total;
			CHECK(cell_of(coverage, total, "village").places_visited == 1);
			CHECK(cell_of(coverage, total, "village").places_total == 2);
			CHECK(cell_of(coverage, total, "village").sessions == 2);
			CHECK(cell_of(coverage, total, "community").places_visited == 1);
			CHECK(cell_of(coverage, total, "school").places_visited == 1);
			CHECK(cell_of(coverage, total, "school").places_total == 1);
			CHECK(cell_of(coverage, total, "school").sessions == 2);
			check_rows_add_up(coverage);
		}
		const auto township = compute_coverage(database.reader(), database.query(from, to, "410423100"), two_weeks);
		CHECK(cell_of(township, row_of(township, "410423100201"), "village").places_visited == 1);
		CHECK(cell_of(township, row_of(township, "410423100202"), "village").places_visited == 0);
		CHECK(row_of(township, "410423100202").states.counts.returned == 1);
		check_rows_add_up(township);
	}
}

TEST_CASE("coverage: targets are those set for exactly that area and type")
{
	FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423");
	database.add_event(team, {.area = "410423100201", .occurred_on = "2015-01-10"});
	set_target(database, "410423", "village", 9);
	set_target(database, "410423", "village", 3);
	set_target(database, "410423", "school", 2);
	set_target(database, "410422", "", 5);
	const auto coverage = compute_coverage(database.reader(), database.query("2015-01", "2015-12"), two_weeks);
	const CoverageRow& lushan = row_of(coverage, "410423");
	CHECK(cell_of(coverage, lushan, "village").target == 3);
	CHECK(cell_of(coverage, lushan, "village").gap() == 2);
	CHECK(!cell_of(coverage, lushan, "agency").target);
	CHECK(!cell_of(coverage, lushan, "agency").gap());
	CHECK(lushan.total.target == 5);
	CHECK(row_of(coverage, "410422").total.target == 5);
	CHECK(coverage.total.total.target == 10);
	CHECK(coverage.total.total.gap() == 9);
	CHECK(cell_of(coverage, coverage.total, "village").target == 3);

	set_target(database, "410400", "", 100);
	CHECK(compute_coverage(database.reader(), database.query("2015-01", "2015-12"), two_weeks).total.total.target == 100);
	CHECK(!compute_coverage(database.reader(), database.query("2015-01", "2015-11"), two_weeks).total.total.target);
}

TEST_CASE("coverage: the total's completion and gap are those of the types that have a target")
{
	FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423");
	for (const char* type : {"village", "village", "village", "other", "other"})
	{
		database.add_event(team, {.area = "410423100201", .occurred_on = "2015-01-10", .venue_type = type});
	}
	set_target(database, "410423", "village", 2);
	set_target(database, "410423", "school", 2);
	for (const std::string_view area : {"410400", "410423"})
	{
		INFO(area);
		const auto coverage = compute_coverage(database.reader(), database.query("2015-01", "2015-12", area), two_weeks);
		CHECK(coverage.total.total.sessions == 5);
		CHECK(coverage.total.total.sessions_with_target == 3);
		CHECK(coverage.total.total.target == 4);
		CHECK(coverage.total.total.gap() == 2); // a village too many makes up for no school
		const Json total = to_json(coverage)["total"];
		CHECK(total["sessions_with_target"] == 3);
		CHECK(total["gap"] == 2);
		CHECK(total["target_from"] == (area == "410400" ? "rows" : "types"));
	}
}

TEST_CASE("coverage: one area has one target, in its row and on its own page")
{
	FigureDatabase database;
	const auto total_of = [&](std::string_view page, std::string_view area)
	{
		const auto coverage = compute_coverage(database.reader(), database.query("2015-01", "2015-12", page), two_weeks);
		return page == area ? coverage.total.total : row_of(coverage, area).total;
	};
	const auto check = [&](std::string_view area, std::int64_t target, figures::TargetFrom from)
	{
		for (const std::string_view page : {std::string_view("410400"), area})
		{
			INFO(page << " " << area);
			CHECK(total_of(page, area).target == target);
			CHECK(total_of(page, area).target_from == from);
		}
	};
	set_target(database, "410423100", "village", 4);
	set_target(database, "410423101", "school", 1);
	check("410423", 5, figures::TargetFrom::rows);
	check("410400", 5, figures::TargetFrom::rows);
	set_target(database, "410423", "village", 30);
	set_target(database, "410423", "school", 6);
	check("410423", 36, figures::TargetFrom::types);
	check("410400", 36, figures::TargetFrom::rows);
	set_target(database, "410423", "", 40);
	check("410423", 40, figures::TargetFrom::area);
	CHECK(!total_of("410400", "410422").target);
}

TEST_CASE("coverage: it tells no activity from a team that was not heard of")
{
	FigureDatabase database;
	const Uuid recent = database.add_team("甲", "410423");
	const Uuid old = database.add_team("乙", "410423100");
	const Uuid never = database.add_team("丙", "410422");
	const auto query = database.query("2015-01", "2015-12");
	database.add_heard_device(recent, query.now - std::chrono::days(1), 2);
	database.add_heard_device(old, query.now - std::chrono::days(15), 3);
	database.add_heard_device(never, std::nullopt, 0);
	const auto coverage = compute_coverage(database.reader(), query, two_weeks);
	const CoverageRow& lushan = row_of(coverage, "410423");
	CHECK(lushan.teams == 2);
	CHECK(lushan.silent_teams == 1);
	CHECK(lushan.states.on_phones == 5);
	CHECK(lushan.data_as_of == query.now - std::chrono::days(15));
	CHECK(row_of(coverage, "410422").silent_teams == 1);
	CHECK(!row_of(coverage, "410422").data_as_of);
	CHECK(coverage.total.teams == 3);
	CHECK(coverage.total.silent_teams == 2);
	CHECK(!coverage.total.data_as_of);
	const Json json = figures::to_json(coverage);
	CHECK(json["year"] == 2015);
	CHECK(json["total"]["states"]["on_phones"] == 5);
	CHECK(json["rows"][0]["data_as_of"].is_null());
	CHECK(json["rows"][0]["cells"]["school"]["gap"].is_null());
}

TEST_CASE("recount: records and figures agree, and a wrong count is found")
{
	FigureDatabase database;
	const Uuid team = database.add_team("叶县讲师团", "410422");
	database.add_event(team, {.area = "410423100201", .occurred_on = "2015-01-10"});
	database.add_event(team, {.area = "410422100", .occurred_on = "2015-01-10", .venue_type = "school", .state = ReviewState::verified});
	const auto clean = figures::recount(database.reader());
	CHECK(clean.events == 2);
	CHECK(clean.faults.empty());
	CHECK(clean.differences.empty());

	database.writer().run_alone(
		[&]
		{
			const AreaId county = database.writer().reference()->areas.find("410423")->id;
			store::CountKey key{Month{2015 * 12}.index, county, store::CountLayer::by_area, Dimension::venue_type, "village"};
			Counts counts;
			counts.received[Metric::reach] = 1;
			database.writer().count_changes().add(key, counts);
		});
	const auto report = figures::recount(database.reader());
	CHECK(!report.is_clean());
	REQUIRE(report.differences.size() == 3);
	CHECK(report.differences[0] == "2015-01 410423 area venue_type 'village': reach stored 101, recounted 100");
	CHECK(report.differences[1] == "plain SQL: 2015-01 410423 by area venue_type 'village': reach stored and summed differ by 1");
	CHECK(report.differences[2] == "plain SQL: 2015-01 410423 by team venue_type 'village': reach stored and summed differ by 1");
}

TEST_CASE("recount: a broken history is named")
{
	FigureDatabase database;
	const Uuid team = database.add_team("叶县讲师团", "410422");
	const Uuid id = database.add_event(team, {.area = "410422100", .occurred_on = "2015-01-10"});
	database.writer().run_alone(
		[&]
		{
			const auto before = store::find_event(database.writer().database(), id).value();
			auto head = before;
			head.seq = 99;
			store::update_event(database.writer().database(), before, head);
		});
	const auto report = figures::recount(database.reader());
	REQUIRE(!report.faults.empty());
	CHECK(report.faults[0].find("history row 99 is missing") != std::string::npos);
}
