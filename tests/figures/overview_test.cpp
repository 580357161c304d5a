#include "server/figures/overview.hpp"
#include "server/store/quarantine_store.hpp"
#include "tests/figures/varied_records.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using figures::compute_overview;
using figures::Overview;
using figures::OverviewQuery;
using test::FigureDatabase;
using test::VariedRecords;

namespace
{

// From the records alone.
Overview recount(VariedRecords& records, const OverviewQuery& query)
{
	const ReferencePointer reference = records.database.reader().reference();
	Overview expected;
	records.for_each(
		[&](const store::EventHead& head, const Event& event)
		{
			const bool is_within = query.days.first <= event.occurred_on && event.occurred_on <= query.days.last;
			if (!is_within || !reference->areas.contains(query.area, event.area)) { return; }
			StateCounts& states = expected.states.counts;
			const bool is_verified = head.state == ReviewState::verified || head.state == ReviewState::void_requested;
			states.verified += is_verified ? 1 : 0;
			states.submitted += head.state == ReviewState::submitted ? 1 : 0;
			states.returned += head.state == ReviewState::returned ? 1 : 0;
			states.duplicate += head.state == ReviewState::duplicate ? 1 : 0;
			states.joint += head.state == ReviewState::joint ? 1 : 0;
			expected.void_requested += head.state == ReviewState::void_requested ? 1 : 0;
			expected.years.insert(year_of(event.occurred_on));
			const Month month = month_of(event.occurred_on);
			expected.newest_month = std::max(expected.newest_month.value_or(month), month);
		});
	return expected;
}

void keep(FigureDatabase& database, const Uuid& team, protocol::Outcome outcome, std::uint64_t digest, bool resolved = false)
{
	store::QuarantinedChange kept;
	kept.content_digest = digest;
	kept.team = team;
	kept.outcome = outcome;
	kept.received_at = now();
	kept.problems = "[]";
	kept.change = "{}";
	database.writer().run_alone(
		[&]
		{
			store::quarantine_change(database.writer().database(), kept);
			if (resolved) { store::close_quarantined(database.writer().database(), static_cast<std::int64_t>(digest), now()); }
		});
}

} // namespace

TEST_CASE("overview: states, years and months equal a recount of the records, at every level and for an auditor's days")
{
	VariedRecords records(17);
	store::Reader& reader = records.database.reader();
	for (const char* code : {"410400", "410422", "410423", "410423100", "410423101", "410423100201"})
	{
		OverviewQuery query;
		query.area = reader.reference()->areas.find(code)->id;
		const DateSpan all = query.days;
		for (const DateSpan& days :
			 {all, DateSpan{make_date(2015, 1, 1), make_date(2015, 12, 31)}, DateSpan{make_date(2014, 3, 9), make_date(2015, 2, 20)},
			  DateSpan{make_date(2014, 5, 3), make_date(2014, 5, 20)}, DateSpan{make_date(2012, 1, 1), make_date(2012, 12, 31)}})
		{
			query.days = days;
			INFO(code << ", " << days.first.days << " to " << days.last.days);
			const Overview overview = compute_overview(reader, query);
			const Overview expected = recount(records, query);
			CHECK(overview.states.counts == expected.states.counts);
			CHECK(overview.void_requested == expected.void_requested);
			CHECK(overview.years == expected.years);
			CHECK(overview.newest_month == expected.newest_month);
		}
	}
}

TEST_CASE("overview: teams, what waits on phones, and what was refused")
{
	FigureDatabase database;
	const Uuid lushan = database.add_team("鲁山讲师团", "410423");
	const Uuid ye = database.add_team("叶县讲师团", "410422");
	OverviewQuery query;
	query.area = database.reader().reference()->areas.root().id;
	query.now = *parse_timestamp("2015-12-31T17:00:00Z");
	const Json empty = figures::to_json(compute_overview(database.reader(), query));
	CHECK(empty["years"] == Json::array());
	CHECK(empty["newest_month"].is_null());
	CHECK(empty["today"] == "2016-01-01");
	CHECK(empty["look_alikes"] == 0);

	database.add_event(lushan, {.area = "410423", .occurred_on = "2015-01-10", .state = ReviewState::deleted});
	database.add_event(lushan, {.area = "410423", .occurred_on = "2014-01-10", .state = ReviewState::returned});
	database.add_heard_device(lushan, query.now, 3);
	database.add_heard_device(ye, query.now - std::chrono::days(15), 4);
	keep(database, lushan, protocol::Outcome::conflict, 1);
	keep(database, lushan, protocol::Outcome::rejected, 2);
	keep(database, lushan, protocol::Outcome::rejected, 3, true);
	keep(database, ye, protocol::Outcome::rejected, 4);
	const Json json = figures::to_json(compute_overview(database.reader(), query));
	CHECK(json["area_name"] == "平顶山市");
	CHECK(json["years"] == Json({2014}));
	CHECK(json["newest_month"] == "2014-01");
	CHECK(json["states"]["returned"] == 1);
	CHECK(json["states"]["on_phones"] == 7);
	CHECK(json["teams"] == 2);
	CHECK(json["silent_teams"] == 1);
	CHECK(json["conflicts"] == 1);
	CHECK(json["rejected"] == 2);

	query.area = database.reader().reference()->areas.find("410422")->id;
	const Overview county = compute_overview(database.reader(), query);
	CHECK(county.conflicts == 0);
	CHECK(county.rejected == 1);
	CHECK(county.years.empty());
	query.with_kept = false;
	CHECK(compute_overview(database.reader(), query).rejected == 0);
}
