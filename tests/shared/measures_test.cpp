#include "shared/measures.hpp"
#include "tests/shared/reference_fixture.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <set>

using namespace bajin;
using namespace bajin::test;

namespace
{

using Keys = std::vector<std::string>;

constexpr std::string_view team = "team-1";
constexpr JointAdds nothing_ticked{};

std::vector<Measure> measures_of(const Json& record, ReviewState state = ReviewState::submitted, JointAdds adds = nothing_ticked)
{
	REQUIRE(problems_of(record).empty());
	return measures(read_event(record, reference().areas), team, state, adds, reference().vocabulary);
}

Keys keys_of(const std::vector<Measure>& found, Dimension dimension)
{
	Keys keys;
	for (const Measure& measure : found)
	{
		if (measure.dimension == dimension) { keys.push_back(measure.key); }
	}
	return keys;
}

const Counts& row(const std::vector<Measure>& found, Dimension dimension, std::string_view key)
{
	const auto is_it = [&](const Measure& measure) { return measure.dimension == dimension && measure.key == key; };
	INFO("key " << key);
	REQUIRE(std::count_if(found.begin(), found.end(), is_it) == 1);
	return std::find_if(found.begin(), found.end(), is_it)->counts;
}

// The row of the venue type: what the event adds to the totals.
const Counts& totals(const std::vector<Measure>& found)
{
	const auto keys = keys_of(found, Dimension::venue_type);
	REQUIRE(keys.size() == 1);
	return row(found, Dimension::venue_type, keys.front());
}

Metrics only(std::initializer_list<std::pair<Metric, std::int64_t>> given)
{
	Metrics metrics;
	for (const auto& [metric, value] : given) { metrics[metric] = value; }
	return metrics;
}

} // namespace

TEST_CASE("measures: a session adds every metric to its venue type and its team")
{
	const auto found = measures_of(full_record());
	const Metrics expected = only(
		{{Metric::events, 1},
		 {Metric::sessions, 1},
		 {Metric::eight_entry_sessions, 1},
		 {Metric::lectures, 1},
		 {Metric::women_children_lectures, 1},
		 {Metric::reach, 800},
		 {Metric::reach_women, 500},
		 {Metric::reach_children, 100},
		 {Metric::reach_estimated, 800},
		 {Metric::materials, 2'050},
		 {Metric::consultations, 30},
		 {Metric::attendance, 120}});
	CHECK(row(found, Dimension::venue_type, "village").received == expected);
	CHECK(row(found, Dimension::team, team).received == expected);
	CHECK(row(found, Dimension::topic, "womens_rights_law").received == expected);
	CHECK(row(found, Dimension::campaign, "womens_day").received == expected);
	CHECK(row(found, Dimension::material, "leaflet").received == only({{Metric::events, 1}, {Metric::materials, 2'000}}));
	CHECK(row(found, Dimension::audience, "women").received == only({{Metric::lectures, 1}, {Metric::attendance, 120}}));
	CHECK(found.size() == 7);
}

TEST_CASE("measures: a lecture on its own is an event with lectures, reach and materials, but no session")
{
	Json record = full_record();
	record["kind"] = "lecture";
	const Metrics added = totals(measures_of(record)).received;
	CHECK(added[Metric::events] == 1);
	CHECK(added[Metric::sessions] == 0);
	CHECK(added[Metric::eight_entry_sessions] == 0);
	CHECK(added[Metric::lectures] == 1);
	CHECK(added[Metric::reach] == 800);
	CHECK(added[Metric::materials] == 2'050);
}

TEST_CASE("measures: a session outside the eight kinds is a session all the same")
{
	Json record = small_record();
	record["venue_type"] = "other";
	const Metrics added = totals(measures_of(record)).received;
	CHECK(added[Metric::sessions] == 1);
	CHECK(added[Metric::eight_entry_sessions] == 0);
}

TEST_CASE("measures: only an estimated reach is among the estimated")
{
	Json record = small_record();
	for (const char* method : {"signed_in", "counted"})
	{
		record["reach"]["method"] = method;
		CHECK(totals(measures_of(record)).received[Metric::reach_estimated] == 0);
	}
	record["reach"]["method"] = "estimated";
	CHECK(totals(measures_of(record)).received[Metric::reach_estimated] == 80);
}

TEST_CASE("measures: lectures for women, for children and for both count once, attendance is not reach")
{
	Json record = small_record();
	record["lectures"] = parse(R"([
		{"audience": "women", "attendance": 10}, {"audience": "students", "attendance": 20},
		{"audience": "girls", "attendance": 30}, {"audience": "elderly", "attendance": 40},
		{"audience": "pilots", "attendance": 50}, {"audience": "women"}])");
	const auto found = measures_of(record);
	const Metrics added = totals(found).received;
	CHECK(added[Metric::lectures] == 6);
	CHECK(added[Metric::women_children_lectures] == 4);
	CHECK(added[Metric::attendance] == 150);
	CHECK(added[Metric::reach] == 80);
	CHECK(keys_of(found, Dimension::audience) == Keys{"women", "students", "girls", "elderly", "pilots"});
	CHECK(row(found, Dimension::audience, "women").received == only({{Metric::lectures, 2}, {Metric::attendance, 10}}));
}

TEST_CASE("measures: repeated items add up in one row that names one event")
{
	Json record = small_record();
	record["materials"] =
		parse(R"([{"item": "leaflet", "copies": 100}, {"item": "poster", "copies": 5}, {"item": "leaflet", "copies": 200}])");
	const auto found = measures_of(record);
	CHECK(totals(found).received[Metric::materials] == 305);
	CHECK(keys_of(found, Dimension::material) == Keys{"leaflet", "poster"});
	CHECK(row(found, Dimension::material, "leaflet").received == only({{Metric::events, 1}, {Metric::materials, 300}}));
}

TEST_CASE("measures: gifts and unknown items have rows of their own but are no materials")
{
	Json record = small_record();
	record["materials"] = parse(R"([{"item": "gift", "copies": 60}, {"item": "fan", "copies": 70}, {"item": "banner", "copies": 0}])");
	const auto found = measures_of(record);
	CHECK(totals(found).received[Metric::materials] == 0);
	CHECK(row(found, Dimension::material, "gift").received == only({{Metric::events, 1}, {Metric::materials, 60}}));
	CHECK(row(found, Dimension::material, "fan").received == only({{Metric::events, 1}, {Metric::materials, 70}}));
	CHECK(row(found, Dimension::material, "banner").received == only({{Metric::events, 1}}));
}

TEST_CASE("measures: an event counts once in each topic and campaign it names, however often it names it")
{
	Json record = small_record();
	record["topics"] = {"civil_code", "constitution", "civil_code", "space_law"};
	record["campaigns"] = {"womens_day", "womens_day"};
	const auto found = measures_of(record);
	CHECK(keys_of(found, Dimension::topic) == Keys{"civil_code", "constitution", "space_law"});
	CHECK(keys_of(found, Dimension::campaign) == Keys{"womens_day"});
	for (const std::string& topic : keys_of(found, Dimension::topic))
	{
		CHECK(row(found, Dimension::topic, topic).received == totals(found).received);
	}
}

TEST_CASE("measures: an event that names no topic and no campaign stands under the empty key")
{
	const auto found = measures_of(small_record());
	CHECK(row(found, Dimension::topic, "").received == totals(found).received);
	CHECK(row(found, Dimension::campaign, "").received == totals(found).received);
	CHECK(keys_of(found, Dimension::material).empty());
	CHECK(keys_of(found, Dimension::audience).empty());
}

TEST_CASE("measures: on the basis verified stand only verified events and those asked to be voided")
{
	for (const ReviewState state : {ReviewState::verified, ReviewState::void_requested})
	{
		for (const Measure& measure : measures_of(full_record(), state))
		{
			INFO(measure.key);
			CHECK(measure.counts.received == measure.counts.verified);
			CHECK(measure.counts.received != Metrics{});
		}
	}
	for (const Measure& measure : measures_of(full_record(), ReviewState::submitted))
	{
		CHECK(measure.counts.verified == Metrics{});
		CHECK(measure.counts.received != Metrics{});
	}
	const Counts counts = totals(measures_of(full_record(), ReviewState::verified));
	CHECK(counts.on(Basis::verified) == counts.verified);
	CHECK(totals(measures_of(full_record())).on(Basis::verified) == Metrics{});
}

TEST_CASE("measures: each state is counted once, in the rows of venue type and team only")
{
	const std::pair<ReviewState, StateCounts> expected[] = {
		{ReviewState::submitted, {.submitted = 1}},     {ReviewState::verified, {.verified = 1}},
		{ReviewState::void_requested, {.verified = 1}}, {ReviewState::returned, {.returned = 1}},
		{ReviewState::duplicate, {.duplicate = 1}},     {ReviewState::joint, {.joint = 1}}};
	for (const auto& [state, counts] : expected)
	{
		INFO(to_string(state));
		for (const Measure& measure : measures_of(full_record(), state, {true, true, true}))
		{
			const bool shows_states = measure.dimension == Dimension::venue_type || measure.dimension == Dimension::team;
			CHECK(measure.counts.states == (shows_states ? counts : StateCounts{}));
		}
	}
}

TEST_CASE("measures: what is returned or doubled adds its state and nothing else, a deleted event adds nothing")
{
	for (const ReviewState state : {ReviewState::returned, ReviewState::duplicate})
	{
		const auto found = measures_of(full_record(), state, {true, true, true});
		CHECK(found.size() == 2);
		for (const Measure& measure : found)
		{
			CHECK(measure.counts.received == Metrics{});
			CHECK(measure.counts.verified == Metrics{});
			CHECK_FALSE(measure.counts.is_zero());
		}
	}
	CHECK(measures_of(full_record(), ReviewState::deleted, {true, true, true}).empty());
}

TEST_CASE("measures: a joint event without ticks adds its state and nothing else")
{
	const auto found = measures_of(full_record(), ReviewState::joint);
	CHECK(found.size() == 2);
	CHECK(totals(found).received == Metrics{});
	CHECK(totals(found).states.joint == 1);
}

TEST_CASE("measures: each tick of a joint event adds its own metrics, on both bases")
{
	const std::pair<JointAdds, Metrics> expected[] = {
		{{.materials = true}, only({{Metric::materials, 2'050}})},
		{{.lectures = true}, only({{Metric::lectures, 1}, {Metric::women_children_lectures, 1}, {Metric::attendance, 120}})},
		{{.consultations = true}, only({{Metric::consultations, 30}})}};
	for (const auto& [adds, metrics] : expected)
	{
		const auto found = measures_of(full_record(), ReviewState::joint, adds);
		CHECK(totals(found).received == metrics);
		CHECK(totals(found).verified == metrics);
		CHECK(row(found, Dimension::topic, "womens_rights_law").received == metrics);
		CHECK(row(found, Dimension::campaign, "womens_day").verified == metrics);
		CHECK(keys_of(found, Dimension::material) == (adds.materials ? Keys{"law_reader", "leaflet"} : Keys{}));
		CHECK(keys_of(found, Dimension::audience) == (adds.lectures ? Keys{"women"} : Keys{}));
		for (const Measure& measure : found)
		{
			CHECK(measure.counts.received[Metric::events] == 0);
			CHECK(measure.counts.verified[Metric::events] == 0);
			CHECK(measure.counts.received[Metric::sessions] == 0);
			CHECK(measure.counts.received[Metric::reach] == 0);
		}
	}
}

// A joint event that handed out only gifts adds 0 to the materials, and its gifts were once forgotten with the rest.
TEST_CASE("measures: the gifts of a joint event keep their row when they are all it handed out")
{
	Json record = small_record();
	record["materials"] = parse(R"([{"item": "gift", "copies": 60}])");
	const auto found = measures_of(record, ReviewState::joint, {.materials = true});
	CHECK(totals(found).received == Metrics{});
	CHECK(row(found, Dimension::material, "gift").received == only({{Metric::materials, 60}}));
	CHECK(row(found, Dimension::material, "gift").verified == only({{Metric::materials, 60}}));
	CHECK(keys_of(found, Dimension::topic).empty());
	CHECK(keys_of(measures_of(record, ReviewState::joint, {.lectures = true, .consultations = true}), Dimension::material).empty());
}

TEST_CASE("measures: no key stands twice in a dimension")
{
	Json record = full_record();
	record["topics"] = {"a", "b", "a"};
	record["materials"] = parse(R"([{"item": "a", "copies": 1}, {"item": "b", "copies": 1}, {"item": "a", "copies": 1}])");
	record["lectures"] = parse(R"([{"audience": "a"}, {"audience": "b"}, {"audience": "a"}])");
	std::set<std::pair<Dimension, std::string>> seen;
	for (const Measure& measure : measures_of(record)) { CHECK(seen.emplace(measure.dimension, measure.key).second); }
}

TEST_CASE("measures: counts are added and taken away again without a remainder")
{
	Counts sum;
	CHECK(sum.is_zero());
	const Counts one = totals(measures_of(full_record(), ReviewState::verified));
	sum.add(one, 3);
	CHECK(sum.received[Metric::reach] == 2'400);
	CHECK(sum.verified[Metric::materials] == 6'150);
	CHECK(sum.states.verified == 3);
	for (const ReviewState state : {ReviewState::submitted, ReviewState::returned, ReviewState::duplicate, ReviewState::joint})
	{
		const Counts other = totals(measures_of(full_record(), state));
		sum.add(other);
		CHECK_FALSE(sum.is_zero());
		sum.add(other, -1);
	}
	sum.add(one, -3);
	CHECK(sum.is_zero());
}

TEST_CASE("measures: every metric has a name of its own")
{
	std::set<std::string_view> names;
	for (std::size_t i = 0; i < metric_count; ++i) { names.insert(to_string(static_cast<Metric>(i))); }
	CHECK(names.size() == metric_count);
	CHECK(to_string(Metric::eight_entry_sessions) == "eight_entry_sessions");
	CHECK(to_string(Metric::attendance) == "attendance");
}
