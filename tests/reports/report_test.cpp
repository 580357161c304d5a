// The year-end report held against the figures it is made of, over records of every kind.
#include "server/reports/report.hpp"
#include "server/store/target_store.hpp"
#include "server/store/team_store.hpp"
#include "tests/figures/varied_records.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <map>

using namespace bajin;
using figures::Attribution;
using figures::FigureQuery;
using reports::Report;
using test::FigureDatabase;
using test::VariedRecords;

namespace
{

Metrics sum(const std::vector<reports::AttributionRow>& rows, Metrics reports::AttributionRow::* member)
{
	Metrics total;
	for (const reports::AttributionRow& row : rows)
	{
		for (std::size_t i = 0; i < metric_count; ++i) { total.values[i] += (row.*member).values[i]; }
	}
	return total;
}

void set_target(FigureDatabase& database, store::Target target)
{
	target.year = 2015;
	target.from = make_date(2015, 1, 1);
	database.writer().run_alone([&] { store::insert_target(database.writer().database(), target); });
}

store::Target area_target(FigureDatabase& database, std::string_view area, const std::string& type, const std::string& metric, int value)
{
	store::Target target;
	target.area = database.reader().reference()->areas.find(area)->id;
	target.venue_type = type;
	target.metric = metric;
	target.value = value;
	return target;
}

// Of the area, its children and deeper, and of a team: every metric.
void set_targets(VariedRecords& records)
{
	FigureDatabase& database = records.database;
	for (const char* area : {"410400", "410422", "410423"})
	{
		for (const char* metric : {"sessions", "women_children_lectures", "places_visited", "materials"})
		{
			set_target(database, area_target(database, area, "village", metric, 7));
			set_target(database, area_target(database, area, "", metric, 9));
		}
	}
	set_target(database, area_target(database, "410423", "village", "sessions", 5));
	set_target(database, area_target(database, "410423100", "", "sessions", 3));
	set_target(database, area_target(database, "410423100201", "", "sessions", 1));
	store::Target of_team;
	of_team.team = records.teams[2];
	of_team.metric = "sessions";
	of_team.value = 4;
	set_target(database, of_team);
	of_team.venue_type = "village";
	set_target(database, of_team);
}

} // namespace

TEST_CASE("report: its figures are those of statistics and coverage, and attributions add up, on every question")
{
	VariedRecords records(11);
	for (const char* area : {"410400", "410423", "410423100"})
	{
		for (const char* to : {"2015-12", "2015-11-20"})
		{
			for (const Basis basis : {Basis::received, Basis::verified})
			{
				for (const Attribution attribution : {Attribution::area, Attribution::team})
				{
					FigureQuery query = records.database.query("2015-01", to, area);
					query.basis = basis;
					query.attribution = attribution;
					INFO(area << " to " << to << " " << to_string(basis) << " " << figures::code_of(attribution));
					store::Reader& reader = records.database.reader();
					const Report report = reports::compute_report(reader, query);
					const Metrics totals = figures::compute_statistics(reader, query).totals;
					CHECK(report.statistics.totals == totals);
					CHECK(report.coverage.total.total.sessions == totals[Metric::sessions]);
					CHECK(report.coverage.total.total.materials == totals[Metric::materials]);
					const auto& both = report.attributions;
					CHECK((attribution == Attribution::area ? both.by_area : both.by_team) == totals);
					CHECK(sum(both.rows, &reports::AttributionRow::by_area) == both.by_area);
					CHECK(sum(both.rows, &reports::AttributionRow::by_team) == both.by_team);
					CHECK((both.by_area == both.by_team || std::string_view(area) != "410400"));
				}
			}
		}
	}
}

TEST_CASE("report: beside last year and the mean of the last three, where there are records as old")
{
	FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423");
	const auto add = [&](const char* day) { database.add_event(team, {.area = "410423", .occurred_on = day}); };
	const auto compare = [&](std::string_view from, std::string_view to)
	{ return reports::compute_report(database.reader(), database.query(from, to)).comparison; };
	CHECK(!compare("2015-01", "2015-12").value().earlier[0].totals);
	for (const char* day : {"2012-05-01", "2013-05-01", "2013-12-01", "2014-11-21", "2014-11-20", "2015-03-01", "2015-04-01", "2015-05-01"})
	{
		add(day);
	}
	const auto year = compare("2015-01", "2015-12").value();
	CHECK(year.earlier[0].period.from == "2014-01");
	CHECK((*year.earlier[0].totals)[Metric::sessions] == 2);
	CHECK((*year.earlier[2].totals)[Metric::sessions] == 1);
	CHECK((*year.sum_of_three())[Metric::sessions] == 5);
	const Json json = reports::to_json(reports::compute_report(database.reader(), database.query("2015-01", "2015-12")))["comparison"];
	CHECK(json["change"]["sessions"] == 1);
	CHECK(json["change_percent"]["sessions"] == 50.0);
	CHECK(json["mean_of_three"]["sessions"] == 1.7);
	CHECK(json["change_from_mean_percent"]["sessions"] == 80.0);
	CHECK(json["change_percent"]["materials"].is_null());

	const auto to_date = compare("2015-01", "2015-11-20").value();
	CHECK(to_date.earlier[0].period.to == "2014-11-20");
	CHECK((*to_date.earlier[0].totals)[Metric::sessions] == 1);

	const auto two_years = compare("2014-01", "2015-12").value();
	CHECK(two_years.earlier[0].period.from == "2012-01");
	CHECK((*two_years.earlier[0].totals)[Metric::sessions] == 3);
	CHECK(!two_years.earlier[1].totals);
	CHECK(!two_years.sum_of_three());
	CHECK(!compare("2014-06", "2015-05"));

	// An auditor sees no day outside their own.
	const auto narrow =
		reports::compute_report(database.reader(), database.query("2015-01", "2015-12"), {make_date(2014, 1, 1), make_date(2015, 12, 31)});
	CHECK(narrow.comparison->earlier[0].totals);
	CHECK(!narrow.comparison->earlier[1].totals);
}

TEST_CASE("report: an earlier February is a whole one, leap year or not")
{
	const auto before = [](std::string_view from, std::string_view to)
	{
		const auto period = figures::parse_period("", from, to)->years_before(1);
		return period.from + " " + period.to;
	};
	CHECK(before("2016-02", "2016-02") == "2015-02 2015-02");
	CHECK(before("2017-02", "2017-02") == "2016-02 2016-02");
	CHECK(before("2016-02-29", "2016-03-10") == "2015-02-28 2015-03-10");
	CHECK(before("2016-01-05", "2016-02-28") == "2015-01-05 2015-02-28");
}

TEST_CASE("report: targets as progress tells them, without what only events could")
{
	VariedRecords records(5);
	set_targets(records);
	for (const char* area : {"410400", "410423"})
	{
		const FigureQuery query = records.database.query("2015-01", "2015-12", area);
		store::Reader& reader = records.database.reader();
		const auto rows = reports::compute_report(reader, query).targets.value().at(0).rows;
		const auto all = figures::compute_target_progress(reader, query);
		CHECK(rows.size() < all.size());
		for (const figures::TargetProgress& row : rows)
		{
			const auto same = std::ranges::find_if(
				all,
				[&](const figures::TargetProgress& one)
				{
					return one.initial.area == row.initial.area && one.initial.team == row.initial.team &&
						   one.initial.venue_type == row.initial.venue_type && one.initial.metric == row.initial.metric;
				});
			REQUIRE(same != all.end());
			CHECK(same->reached == row.reached);
			CHECK(same->changes == row.changes);
		}
	}
	const auto spans = reports::compute_report(records.database.reader(), records.database.query("2014-01", "2015-12")).targets.value();
	CHECK(spans.size() == 2);
	CHECK(spans[0].rows.empty());
	CHECK(!reports::compute_report(records.database.reader(), records.database.query("2014-02", "2015-12")).targets);
}

TEST_CASE("report: in a part of a year targets have reached what lies in it")
{
	VariedRecords records(6);
	set_targets(records);
	const auto rows_to = [&](std::string_view to)
	{ return reports::compute_report(records.database.reader(), records.database.query("2015-01", to)).targets.value().at(0).rows; };
	const auto year = rows_to("2015-12");
	const auto whole_but_asked_by_days = rows_to("2015-12-30");
	const auto half = rows_to("2015-06-15");
	REQUIRE(year.size() == half.size());
	std::int64_t missing = 0;
	for (std::size_t i = 0; i < year.size(); ++i)
	{
		INFO(year[i].initial.metric << " of " << year[i].initial.venue_type);
		CHECK(half[i].reached <= whole_but_asked_by_days[i].reached);
		CHECK(whole_but_asked_by_days[i].reached <= year[i].reached);
		missing += year[i].reached - half[i].reached;
	}
	CHECK(missing > 0);
	const AreaTree& areas = records.database.reader().reference()->areas;
	for (const figures::TargetProgress& row : half)
	{
		if (row.initial.team || !row.initial.venue_type.empty() || row.initial.metric == "women_children_lectures") { continue; }
		const FigureQuery of_area = records.database.query("2015-01", "2015-06-15", areas.at(row.initial.area).code);
		const auto total = figures::compute_coverage(records.database.reader(), of_area, std::chrono::days{14}).total.total;
		INFO(row.initial.metric << " of " << areas.at(row.initial.area).code);
		CHECK(
			row.reached == (row.initial.metric == "sessions"    ? total.sessions
							: row.initial.metric == "materials" ? total.materials
																: total.places_visited));
	}
}

TEST_CASE("report: teams with their rosters, and what stands behind the figures")
{
	FigureDatabase database;
	const Uuid lushan = database.add_team("鲁山讲师团", "410423");
	static_cast<void>(database.add_team("叶县讲师团", "410422"));
	const auto date = [](int year) { return make_date(year, 6, 1); };
	database.writer().run_alone(
		[&]
		{
			store::replace_team_members(
				database.writer().database(), lushan, {{"甲", "", {}, {}}, {"乙", "", date(2016), {}}, {"丙", "", {}, date(2014)}});
		});
	database.add_heard_device(lushan, database.query("2015-01", "2015-01").now, 2);
	const Json estimated = {{"reach", {{"total", 40}, {"method", "estimated"}}}};
	database.add_event(lushan, {.area = "410423", .occurred_on = "2015-01-10", .more = estimated});
	database.add_event(lushan, {.area = "410423", .occurred_on = "2015-02-10"});
	database.add_event(lushan, {.area = "410423", .occurred_on = "2015-02-11", .state = ReviewState::returned});
	database.add_event(lushan, {.area = "410423", .occurred_on = "2015-02-12", .state = ReviewState::void_requested});
	const Report report = reports::compute_report(database.reader(), database.query("2015-01", "2015-12"));
	CHECK(report.teams.teams == 2);
	CHECK(report.teams.active_teams == 1);
	CHECK(report.teams.members == 1);
	const Json json = reports::to_json(report)["quality"];
	CHECK(json["states"]["submitted"] == 2);
	CHECK(json["states"]["returned"] == 1);
	CHECK(json["states"]["on_phones"] == 2);
	CHECK(json["void_requested"] == 1);
	CHECK(json["reach_estimated"] == 40);
	CHECK(json["reach_not_estimated"] == 200);
	CHECK(json["months_reported"] == 2);
	CHECK(json["silent_teams"] == 1);
	REQUIRE(json["owing"].size() == 2);
	CHECK(json["owing"][0]["months_overdue"] == 11);
	CHECK(json["owing"][1]["months_overdue"] == 9);
	CHECK(json["areas_without_team"].empty());
}
