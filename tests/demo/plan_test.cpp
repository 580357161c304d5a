#include "tests/demo/replay.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <array>
#include <set>

using namespace bajin;
using namespace bajin::demo;
using namespace bajin::demo::test;

namespace
{

std::map<ReviewState, int> states_of(const Replay& played)
{
	std::map<ReviewState, int> states;
	for (const auto& [id, standing] : played.events) { ++states[standing.state]; }
	return states;
}

std::vector<Event> counted_events(const Replay& played)
{
	std::vector<Event> events;
	for (const auto& [id, standing] : played.events)
	{
		if (is_counted(standing.state, Basis::received)) { events.push_back(read_event(standing.record, schema_reference().areas)); }
	}
	return events;
}

std::string county_of(const Event& event)
{
	const AreaTree& areas = schema_reference().areas;
	return areas.at(areas.ancestor_at(event.area, AreaLevel::county)).code;
}

std::string text_of(const Plan& plan)
{
	std::string text;
	for (const Step& step : plan.steps)
	{
		text += to_string(step.at) + to_string(step.event) + to_string(step.change_id) + step.reason + step.record.dump();
	}
	for (const Team& team : plan.teams) { text += to_string(team.id) + team.name + team.members.front(); }
	for (const Target& target : plan.targets)
	{
		text += target.area + target.venue_type + target.metric + std::to_string(target.year) + std::to_string(target.value);
	}
	for (const NilReport& report : plan.nil_reports)
	{
		text += to_string(report.at) + to_string(report.team) + to_string(report.change_id) + to_string(report.month);
	}
	for (const PhoneReport& report : plan.phones) { text += to_string(report.team) + report.device_of + to_string(report.heard_at); }
	return text;
}

} // namespace

TEST_CASE("demo plan: the counted events give the published figures")
{
	const Sums sums = add_up(replay(planned()));
	CHECK(sums.received[Metric::sessions] == 1'012);
	CHECK(sums.received[Metric::women_children_lectures] == 1'600);
	CHECK(sums.received[Metric::materials] == 3'000'000);
	CHECK(sums.copies.at("law_reader") == 200'000);
	CHECK(sums.copies.at("two_plans_handbook") == 5'000);
	CHECK(sums.received[Metric::reach] > 6'700'000);
	CHECK(sums.received[Metric::reach] < 6'800'000);
	CHECK(sums.received[Metric::reach] % 10'000 != 0);
}

TEST_CASE("demo plan: most of what was received is verified, not all")
{
	const Sums sums = add_up(replay(planned()));
	CHECK(sums.verified[Metric::sessions] * 10 > sums.received[Metric::sessions] * 9);
	CHECK(sums.verified[Metric::sessions] < sums.received[Metric::sessions]);
}

TEST_CASE("demo plan: two runs give the same bytes")
{
	const Reference& reference = schema_reference();
	CHECK(text_of(make_plan(reference.areas, reference.vocabulary)) == text_of(planned()));
}

TEST_CASE("demo plan: every version of every record is valid on the day it arrives")
{
	for (const Step& step : planned().steps)
	{
		if (step.kind == StepKind::push_put && step.expected != protocol::Outcome::rejected)
		{
			INFO(step.record.dump());
			const std::vector<Problem> problems = find_problems(step.record, schema_reference(), shanghai_date(step.at));
			REQUIRE(problems == std::vector<Problem>());
		}
	}
}

TEST_CASE("demo plan: records use known codes in force, registered venues of their area, and warn seldom")
{
	int unusual = 0;
	for (const Step& step : planned().steps)
	{
		if (step.kind != StepKind::push_put || step.expected == protocol::Outcome::rejected) { continue; }
		const Event event = read_event(step.record, schema_reference().areas);
		for (const std::string& warning : find_warnings(event, step.record, schema_reference(), shanghai_date(step.at)))
		{
			INFO(step.record.dump());
			REQUIRE(warning == "unusual_reach");
			++unusual;
		}
	}
	CHECK(unusual < 150);
}

TEST_CASE("demo plan: topics and campaigns are named")
{
	const std::vector<Event> events = counted_events(replay(planned()));
	const auto without_topic = std::ranges::count_if(events, [](const Event& event) { return event.topics.empty(); });
	CHECK(without_topic * 10 < static_cast<std::ptrdiff_t>(events.size()));
	std::set<std::string> campaigns;
	for (const Event& event : events) { campaigns.insert(event.campaigns.begin(), event.campaigns.end()); }
	CHECK(campaigns.contains("womens_day"));
	CHECK(campaigns.contains("childrens_day"));
	CHECK(campaigns.contains("anti_drugs_day"));
	CHECK(campaigns.contains("consumer_day"));
}

TEST_CASE("demo plan: every county holds sessions in each of the eight venue types and some elsewhere")
{
	std::map<std::string, std::set<std::string>> types;
	for (const Event& event : counted_events(replay(planned())))
	{
		if (event.kind == EventKind::session) { types[county_of(event)].insert(event.venue_type); }
	}
	CHECK(types.size() == 12);
	for (const auto& [county, of_county] : types)
	{
		INFO(county);
		CHECK(of_county.size() == 9);
	}
}

TEST_CASE("demo plan: March, June and December are the busiest months, and every year has sessions")
{
	std::array<int, 12> months{};
	std::map<int, int> years;
	for (const Event& event : counted_events(replay(planned())))
	{
		if (event.kind == EventKind::session)
		{
			++months[static_cast<std::size_t>(month_of(event.occurred_on).month_of_year() - 1)];
			++years[year_of(event.occurred_on)];
		}
	}
	int busiest_other = 0;
	for (const std::size_t other : {0U, 1U, 3U, 4U, 6U, 7U, 8U, 9U, 10U}) { busiest_other = std::max(busiest_other, months[other]); }
	CHECK(std::min({months[2], months[5], months[11]}) > 2 * busiest_other);
	CHECK(years.size() == 5);
	CHECK(years.begin()->first == 2011);
	CHECK(years.rbegin()->first == 2015);
	CHECK(years[2011] > 120);
}

TEST_CASE("demo plan: crowds gather on squares and at fairs, not in villages")
{
	std::int64_t largest = 0;
	for (const Event& event : counted_events(replay(planned())))
	{
		largest = std::max(largest, event.reach.total);
		if (event.venue_type == "village") { CHECK(event.reach.total < 2'000); }
	}
	CHECK(largest < 150'000);
	CHECK(largest > 50'000);
}

TEST_CASE("demo plan: events are returned, doubled, joint, deleted and left to review")
{
	std::map<ReviewState, int> states = states_of(replay(planned()));
	CHECK(states[ReviewState::submitted] > 0);
	CHECK(states[ReviewState::returned] > 0);
	CHECK(states[ReviewState::duplicate] > 0);
	CHECK(states[ReviewState::joint] > 0);
	CHECK(states[ReviewState::void_requested] > 0);
	CHECK(states[ReviewState::deleted] > 0);
}

TEST_CASE("demo plan: joint events add something")
{
	int adding = 0;
	for (const Step& step : planned().steps) { adding += step.state == ReviewState::joint && step.adds != JointAdds{} ? 1 : 0; }
	CHECK(adding > 5);
}

TEST_CASE("demo plan: each county has several teams, and the prefecture has its own")
{
	std::map<std::string, int> teams;
	for (const Team& team : planned().teams)
	{
		++teams[team.area];
		CHECK(team.members.size() >= 4);
	}
	CHECK(teams.size() == 13);
	for (const auto& [area, count] : teams)
	{
		INFO(area);
		CHECK(count >= (area == "410400" ? 1 : 3));
		CHECK(count <= 6);
	}
}
