#include "server/figures/event_list.hpp"
#include "server/figures/event_search.hpp"
#include "server/figures/month_zones.hpp"
#include "server/store/count_store.hpp"
#include "tests/figures/varied_records.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/ran_statements.hpp"

#include <algorithm>
#include <random>

using namespace bajin;
using figures::EventFilter;

namespace
{

std::vector<Uuid> list_pages(store::Reader& reader, EventFilter filter)
{
	std::vector<Uuid> ids;
	for (;;)
	{
		const auto page = figures::list_event_page(reader, filter);
		for (const auto& head : page.events) { ids.push_back(head.id); }
		if (!page.next) { return ids; }
		filter.after = page.next;
	}
}

// By looking at every event.
std::vector<Uuid> list_plainly(test::VariedRecords& records, const EventFilter& filter)
{
	const AreaTree& areas = records.database.reader().reference()->areas;
	std::vector<store::EventPosition> found;
	records.for_each(
		[&](const store::EventHead& head, const Event&)
		{
			const bool is_meant = (filter.states.empty() || std::ranges::find(filter.states, head.state) != filter.states.end()) &&
								  (filter.venue_type.empty() || head.venue_type == filter.venue_type) &&
								  (!filter.team || head.team == *filter.team) && areas.contains(filter.area, head.area) &&
								  head.occurred_on >= filter.first && head.occurred_on <= filter.last;
			if (is_meant) { found.push_back(figures::position_of(head)); }
		});
	std::sort(found.rbegin(), found.rend());
	std::vector<Uuid> ids;
	for (const auto& position : found) { ids.push_back(position.id); }
	return ids;
}

} // namespace

TEST_CASE("month zones: lists by state, venue type, team and area are those of all events looked at one by one")
{
	const auto seed = GENERATE(range(1U, 9U));
	test::VariedRecords records(seed);
	std::mt19937 random(seed);
	store::Reader& reader = records.database.reader();
	const AreaTree& areas = reader.reference()->areas;
	const std::vector<ReviewState> states = {ReviewState::submitted, ReviewState::returned, ReviewState::duplicate,
											 ReviewState::joint,     ReviewState::verified, ReviewState::void_requested};
	const std::vector<std::string> venue_types = {"", "village", "school", "agency", "temple"};
	std::size_t listed = 0;
	for (int round = 0; round < 60; ++round)
	{
		EventFilter filter;
		filter.area = areas.all()[random() % areas.all().size()].id;
		if (random() % 2 == 0) { filter.area = areas.root().id; }
		if (random() % 2 == 0) { filter.states = {states[random() % states.size()]}; }
		filter.venue_type = venue_types[random() % venue_types.size()];
		if (random() % 3 == 0) { filter.team = records.teams[random() % records.teams.size()]; }
		filter.first = Date{make_date(2013, 12, 1).days + static_cast<std::int32_t>(random() % 400)};
		filter.last = Date{filter.first.days + static_cast<std::int32_t>(random() % 700)};
		filter.limit = static_cast<std::int64_t>(1 + random() % 7);
		const auto expected = list_plainly(records, filter);
		REQUIRE(list_pages(reader, filter) == expected);
		listed += expected.size();
	}
	CHECK(listed > 50);
}

TEST_CASE("month zones: events are not read where the counts say that there is none")
{
	test::FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423");
	database.add_event(team, {.area = "410423100201", .occurred_on = "2015-01-10"});
	store::Reader& reader = database.reader();
	EventFilter filter;
	filter.area = reader.reference()->areas.root().id;
	filter.first = make_date(2015, 1, 1);
	filter.last = make_date(2015, 12, 31);
	const auto reads_events = [&]
	{
		const std::string plans = test::plans_of(reader.database(), [&] { static_cast<void>(figures::list_event_page(reader, filter)); });
		return plans.find("branch_event") != std::string::npos;
	};
	CHECK(reads_events());
	filter.states = {ReviewState::returned};
	CHECK_FALSE(reads_events());
	filter.states = {ReviewState::submitted};
	CHECK(reads_events());
	filter.venue_type = "school";
	CHECK_FALSE(reads_events());
	filter.venue_type = "village";
	CHECK(reads_events());
	CHECK(figures::list_event_page(reader, filter).events.size() == 1);
	filter.first = make_date(2015, 2, 1);
	CHECK_FALSE(reads_events());
	filter.states.push_back(ReviewState::deleted); // of which the counts know nothing
	CHECK(reads_events());
}
