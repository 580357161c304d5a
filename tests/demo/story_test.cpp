#include "tests/demo/replay.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <set>

using namespace bajin;
using namespace bajin::demo;
using namespace bajin::demo::test;

TEST_CASE("demo story: steps stand in the order of server time")
{
	CHECK(std::ranges::is_sorted(planned().steps, {}, &Step::at));
}

TEST_CASE("demo story: every step finds the version it builds on, and attaches only to counted events")
{
	const Replay played = replay(planned());
	CHECK(played.disorders == std::vector<std::string>());
}

TEST_CASE("demo story: the replay notices a step out of order")
{
	Plan plan = planned();
	std::ranges::reverse(plan.steps);
	CHECK_FALSE(replay(plan).disorders.empty());
}

TEST_CASE("demo story: records are made on the day of the visit and arrive later")
{
	for (const Step& step : planned().steps)
	{
		if (step.kind == StepKind::push_put && step.base == 0 && step.expected == protocol::Outcome::accepted)
		{
			INFO(to_string(step.event));
			CHECK(to_string(shanghai_date(step.edited_at)) == step.record.at("occurred_on").get<std::string>());
			CHECK(step.at > step.edited_at);
			CHECK(step.at - step.edited_at < std::chrono::hours(24 * 14));
		}
	}
}

TEST_CASE("demo story: ids of events and changes are never used twice")
{
	std::set<Uuid> changes;
	std::set<Uuid> firsts;
	for (const Step& step : planned().steps)
	{
		if (step.kind == StepKind::review) { continue; }
		INFO(to_string(step.event));
		CHECK(changes.insert(step.change_id).second);
		CHECK((step.base != 0 || firsts.insert(step.event).second));
		CHECK((step.event.bytes[6] >> 4U) == 7);
	}
}

TEST_CASE("demo story: some events were returned and then corrected by the team")
{
	std::set<Uuid> returned;
	int corrected = 0;
	for (const Step& step : planned().steps)
	{
		if (step.kind == StepKind::review && step.state == ReviewState::returned) { returned.insert(step.event); }
		corrected += step.kind == StepKind::push_put && returned.contains(step.event) ? 1 : 0;
	}
	CHECK(corrected > 10);
	CHECK(returned.size() > static_cast<std::size_t>(corrected));
}
