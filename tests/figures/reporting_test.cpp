#include "server/figures/reporting.hpp"
#include "server/store/device_store.hpp"
#include "tests/figures/figure_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using figures::MonthStatus;
using figures::Reporting;
using test::FigureDatabase;

namespace
{

Month month(std::string_view text)
{
	return parse_month(text).value();
}

Reporting report(FigureDatabase& database, std::string_view area, Date today)
{
	store::Reader& reader = database.reader();
	figures::ReportingQuery query;
	query.area = reader.reference()->areas.find(area)->id;
	query.first = month("2015-01");
	query.last = month("2015-12");
	query.today = today;
	query.silent_before = shanghai_midnight(today) - std::chrono::days(14);
	return figures::compute_reporting(reader, query);
}

MonthStatus status(const Reporting& reporting, std::string_view of)
{
	return reporting.teams.at(0).months.at(static_cast<std::size_t>(month(of).index - month("2015-01").index)).status;
}

void report_nil(FigureDatabase& database, const Uuid& team, std::string_view of)
{
	database.writer().run_alone([&] { store::insert_nil_report(database.writer().database(), {team, month(of), {}, {}, Timestamp{}}); });
}

} // namespace

TEST_CASE("reporting: events, a report of none, nothing, and what is still to come")
{
	FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423");
	database.add_event(team, {.area = "410423100201", .occurred_on = "2015-01-31"});
	report_nil(database, team, "2015-02");
	report_nil(database, team, "2015-01");
	const Reporting reporting = report(database, "410423", make_date(2015, 4, 5));
	REQUIRE(reporting.teams.size() == 1);
	CHECK(reporting.teams[0].months[0].events == 1);
	CHECK(status(reporting, "2015-01") == MonthStatus::reported); // over the report of none
	CHECK(status(reporting, "2015-02") == MonthStatus::nil);
	CHECK(status(reporting, "2015-03") == MonthStatus::none);
	CHECK(status(reporting, "2015-04") == MonthStatus::none);
	CHECK(status(reporting, "2015-05") == MonthStatus::future);
}

TEST_CASE("reporting: a month is overdue from the day after the due day of the next month, over the turn of the year too")
{
	FigureDatabase database;
	database.add_team("鲁山讲师团", "410423");
	CHECK(status(report(database, "410423", make_date(2016, 1, 5)), "2015-12") == MonthStatus::none);
	CHECK(status(report(database, "410423", make_date(2016, 1, 6)), "2015-12") == MonthStatus::overdue);
	CHECK(status(report(database, "410423", make_date(2016, 1, 5)), "2015-11") == MonthStatus::overdue);
}

TEST_CASE("reporting: an event in any state but deleted reports the month, wherever it was")
{
	FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423");
	database.add_event(team, {.area = "410422100", .occurred_on = "2015-01-10"}); // in the county beside
	database.add_event(team, {.area = "410423", .occurred_on = "2015-02-10", .state = ReviewState::returned});
	database.add_event(team, {.area = "410423", .occurred_on = "2015-03-10", .state = ReviewState::duplicate});
	database.add_event(team, {.area = "410423", .occurred_on = "2015-04-10", .state = ReviewState::joint});
	database.add_event(team, {.area = "410423", .occurred_on = "2015-05-10", .state = ReviewState::void_requested});
	database.add_event(team, {.area = "410423", .occurred_on = "2015-06-10", .state = ReviewState::deleted});
	const Reporting reporting = report(database, "410423", make_date(2016, 2, 1));
	for (const char* reported : {"2015-01", "2015-02", "2015-03", "2015-04", "2015-05"})
	{
		INFO(reported);
		CHECK(status(reporting, reported) == MonthStatus::reported);
	}
	CHECK(status(reporting, "2015-06") == MonthStatus::overdue);
	CHECK(report(database, "410422", make_date(2016, 2, 1)).teams.empty());
}

TEST_CASE("reporting: nothing is owed for the months before a team was made")
{
	FigureDatabase database;
	store::Team team{*parse_uuid("00000000-0000-0000-0000-0000000000aa"), "新团", 0, shanghai_midnight(make_date(2015, 3, 1))};
	team.area = database.reader().reference()->areas.find("410423")->id;
	database.writer().run_alone([&] { store::insert_team(database.writer().database(), team); });
	const Reporting reporting = report(database, "410423", make_date(2015, 3, 20));
	CHECK(status(reporting, "2015-02") == MonthStatus::before);
	CHECK(status(reporting, "2015-03") == MonthStatus::none);
	CHECK(status(reporting, "2015-04") == MonthStatus::future);
}

TEST_CASE("reporting: who was heard of, what waits, and where no team is")
{
	FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423100");
	const Date today = make_date(2015, 6, 20);
	Reporting reporting = report(database, "410400", today);
	CHECK(reporting.teams[0].silent);
	CHECK(!reporting.teams[0].last_heard_at);
	database.add_heard_device(team, shanghai_midnight(today) - std::chrono::days(3), 4);
	reporting = report(database, "410400", today);
	CHECK(!reporting.teams[0].silent);
	CHECK(reporting.teams[0].unsent == 4);

	const AreaTree& areas = database.reader().reference()->areas;
	REQUIRE(reporting.areas_without_team.size() == 1);
	CHECK(areas.at(reporting.areas_without_team[0]).code == "410422");
	CHECK(report(database, "410423", today).areas_without_team.empty());
	CHECK(report(database, "410422", today).areas_without_team.size() == 1);
}
