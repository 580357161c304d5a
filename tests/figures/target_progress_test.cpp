#include "server/figures/target_progress.hpp"
#include "tests/figures/figure_fixture.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace bajin;
using figures::TargetProgress;
using test::FigureDatabase;

namespace
{

struct Office
{
	FigureDatabase database;
	Uuid team = database.add_team("鲁山讲师团", "410423");

	void set(store::Target target)
	{
		target.year = 2015;
		target.from = target.from.days == 0 ? make_date(2015, 1, 1) : target.from;
		database.writer().run_alone([&] { store::insert_target(database.writer().database(), target); });
	}

	void set(std::string_view area, const std::string& type, const std::string& metric, std::optional<std::int64_t> value)
	{
		store::Target target;
		target.area = database.reader().reference()->areas.find(area)->id;
		target.venue_type = type;
		target.metric = metric;
		target.value = value;
		set(target);
	}

	void set_team(const std::string& type, const std::string& metric, std::int64_t value)
	{
		store::Target target;
		target.team = team;
		target.venue_type = type;
		target.metric = metric;
		target.value = value;
		set(target);
	}

	std::vector<TargetProgress> rows(std::string_view area = "410400", Basis basis = Basis::received)
	{
		auto query = database.query("2015-01", "2015-12", area);
		query.basis = basis;
		return figures::compute_target_progress(database.reader(), query);
	}

	std::int64_t reached(Basis basis = Basis::received) { return rows("410400", basis).at(0).reached; }
};

Json leaflets(int copies)
{
	return {{"materials", {{{"item", "leaflet"}, {"copies", copies}}}}};
}

} // namespace

TEST_CASE("target progress: the first value, the one in force, and what was reached")
{
	Office office;
	office.set("410423", "village", "sessions", 40);
	office.set("410423", "village", "sessions", 30);
	office.database.add_event(office.team, {.area = "410423100201", .occurred_on = "2015-01-10"});
	office.database.add_event(office.team, {.area = "410423101", .occurred_on = "2015-12-31"});
	office.database.add_event(office.team, {.area = "410423100201", .occurred_on = "2014-12-31"});
	office.database.add_event(office.team, {.area = "410422", .occurred_on = "2015-01-10"});
	office.database.add_event(office.team, {.area = "410423", .occurred_on = "2015-01-10", .venue_type = "school"});
	const auto rows = office.rows();
	REQUIRE(rows.size() == 1);
	CHECK(rows[0].initial.value == 40);
	CHECK(rows[0].current->value == 30);
	CHECK(rows[0].changes == 1);
	CHECK(rows[0].reached == 2);
	office.set("410423", "village", "sessions", std::nullopt);
	CHECK(!office.rows().at(0).current);
	CHECK(office.rows().at(0).changes == 2);
	CHECK(office.rows("410422").empty());
	CHECK(office.rows("410423101").empty());
}

TEST_CASE("target progress: a target taken back before it was set is none")
{
	Office office;
	office.set("410423", "village", "sessions", std::nullopt);
	CHECK(office.rows().empty());
}

TEST_CASE("target progress: every metric, by type and over all of them, on both bases")
{
	const auto reached = [](const std::string& type, const std::string& metric, Basis basis)
	{
		Office office;
		office.database.add_venue("school-1", "school", "410423100");
		office.set("410423", type, metric, 10);
		Json lectures = leaflets(50);
		lectures["lectures"] = {{{"audience", "women"}}, {{"audience", "general"}}};
		office.database.add_event(
			office.team, {.area = "410423100201", .occurred_on = "2015-02-01", .state = ReviewState::verified, .more = lectures});
		office.database.add_event(office.team, {.area = "410423100201", .occurred_on = "2015-03-01", .more = leaflets(7)});
		Json at_school = leaflets(5);
		at_school["venue_id"] = "school-1";
		office.database.add_event(
			office.team, {.area = "410423100", .occurred_on = "2015-04-01", .venue_type = "school", .more = at_school});
		return office.reached(basis);
	};
	CHECK(reached("village", "sessions", Basis::received) == 2);
	CHECK(reached("village", "sessions", Basis::verified) == 1);
	CHECK(reached("", "sessions", Basis::received) == 3);
	CHECK(reached("village", "women_children_lectures", Basis::received) == 1);
	CHECK(reached("", "materials", Basis::received) == 62);
	CHECK(reached("school", "materials", Basis::verified) == 0);
	CHECK(reached("village", "places_visited", Basis::received) == 1);
	CHECK(reached("school", "places_visited", Basis::received) == 1);
	CHECK(reached("", "places_visited", Basis::received) == 2);
	CHECK(reached("", "places_visited", Basis::verified) == 1);
	CHECK(reached("agency", "places_visited", Basis::received) == 0);
}

TEST_CASE("target progress: townships from counts, villages from their township's events")
{
	Office office;
	office.set("410423100", "village", "sessions", 5);
	office.set("410423100201", "village", "sessions", 2);
	office.set("410423100202", "", "materials", 100);
	office.set("410423100201", "village", "places_visited", 1);
	office.database.add_event(office.team, {.area = "410423100201", .occurred_on = "2015-02-01"});
	office.database.add_event(office.team, {.area = "410423100201", .occurred_on = "2015-03-01", .more = leaflets(3)});
	office.database.add_event(office.team, {.area = "410423100202", .occurred_on = "2015-03-01", .more = leaflets(4)});
	office.database.add_event(office.team, {.area = "410423100", .occurred_on = "2015-03-01"});
	office.database.add_event(office.team, {.area = "410423100201", .occurred_on = "2015-05-01", .state = ReviewState::returned});
	const auto rows = office.rows();
	REQUIRE(rows.size() == 4);
	CHECK(rows[0].reached == 4); // the township
	CHECK(rows[1].initial.metric == "places_visited");
	CHECK(rows[1].reached == 1);
	CHECK(rows[2].reached == 2);
	CHECK(rows[3].reached == 4);
}

TEST_CASE("target progress: a team's target counts what it did anywhere, by type and places too")
{
	Office office;
	const Uuid other = office.database.add_team("叶县讲师团", "410422");
	office.set_team("", "sessions", 10);
	office.database.add_event(office.team, {.area = "410422100", .occurred_on = "2015-02-01"}); // away from its county
	office.database.add_event(office.team, {.area = "410423100201", .occurred_on = "2015-02-02", .state = ReviewState::verified});
	office.database.add_event(office.team, {.area = "410423100", .occurred_on = "2015-02-03", .venue_type = "school"});
	office.database.add_event(other, {.area = "410423100201", .occurred_on = "2015-02-01"});
	CHECK(office.reached() == 3);
	CHECK(office.reached(Basis::verified) == 1);
	office.set_team("village", "sessions", 10);
	office.set_team("", "places_visited", 10);
	const auto rows = office.rows("410423");
	REQUIRE(rows.size() == 3);
	CHECK(rows[0].initial.venue_type == "village");
	CHECK(rows[0].reached == 2);
	CHECK(rows[1].initial.metric == "places_visited");
	CHECK(rows[1].reached == 1);
	CHECK(rows[2].reached == 3);
	CHECK(office.rows("410422").empty());
}
