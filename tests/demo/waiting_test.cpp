// What waits for a coordinator in the demonstration: look-alikes, conflicts, refused changes, months without a report,
// silent teams, targets that were changed.
#include "tests/demo/replay.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <map>
#include <set>

using namespace bajin;
using namespace bajin::demo;
using namespace bajin::demo::test;

namespace
{

const Date autumn = make_date(2015, 10, 1);

std::string county_of(const std::string& area)
{
	const AreaTree& areas = schema_reference().areas;
	return areas.at(areas.ancestor_at(areas.find(area)->id, AreaLevel::county)).code;
}

// Two records of one day, one place and one kind of venue that nobody has judged.
struct Pair
{
	const Standing* first;
	const Standing* second;
	std::string county;
	Date day;
};

std::vector<Pair> look_alikes()
{
	static const Replay played = replay(planned());
	std::map<std::string, std::vector<const Standing*>> by_place;
	for (const auto& [id, standing] : played.events)
	{
		if (standing.state == ReviewState::submitted && standing.record["kind"] == "session")
		{
			const Json& record = standing.record;
			const std::string venue = record.value("venue_id", "");
			by_place
				[record["occurred_on"].get<std::string>() + record["area"].get<std::string>() + record["venue_type"].get<std::string>() +
				 venue]
					.push_back(&standing);
		}
	}
	std::vector<Pair> pairs;
	for (const auto& [place, of_place] : by_place)
	{
		for (std::size_t i = 0; i < of_place.size(); ++i)
		{
			for (std::size_t j = i + 1; j < of_place.size(); ++j)
			{
				const Json& record = of_place[i]->record;
				pairs.push_back(
					{of_place[i], of_place[j], county_of(record["area"]), parse_date(record["occurred_on"].get<std::string>()).value()});
			}
		}
	}
	return pairs;
}

const demo::Team& team_of(const Uuid& id)
{
	return *std::ranges::find(planned().teams, id, &demo::Team::id);
}

} // namespace

TEST_CASE("demo waiting: a dozen pairs of 2015 look alike and nobody has judged them")
{
	const auto pairs = look_alikes();
	CHECK(pairs.size() >= 12);
	CHECK(pairs.size() <= 15);
	int in_lushan = 0;
	int of_two_teams = 0;
	for (const Pair& pair : pairs)
	{
		INFO(pair.first->record.dump() << "\n" << pair.second->record.dump());
		CHECK(year_of(pair.day) == 2015);
		CHECK(pair.first->record["title"] != pair.second->record["title"]);
		CHECK(pair.first->record["recorded_by"] != pair.second->record["recorded_by"]);
		const auto reach = [](const Standing& standing) { return standing.record["reach"]["total"].get<std::int64_t>(); };
		CHECK(reach(*pair.second) * 10 >= reach(*pair.first) * 9);
		CHECK(reach(*pair.second) * 10 <= reach(*pair.first) * 11);
		in_lushan += pair.county == "410423" && pair.day >= autumn ? 1 : 0;
		of_two_teams += pair.first->team != pair.second->team ? 1 : 0;
	}
	CHECK(in_lushan >= 3);
	CHECK(of_two_teams >= 4);
	CHECK(pairs.size() - static_cast<std::size_t>(of_two_teams) >= 6);
}

TEST_CASE("demo waiting: conflicts and refused changes, some of each in 鲁山县")
{
	std::map<protocol::Outcome, std::map<std::string, int>> kept;
	for (const Step& step : planned().steps)
	{
		if (step.expected != protocol::Outcome::accepted)
		{
			++kept[step.expected][county_of(step.record["area"])];
			CHECK(to_string(shanghai_date(step.at)) > "2015-09");
		}
	}
	CHECK(kept[protocol::Outcome::conflict]["410423"] >= 2);
	CHECK(kept[protocol::Outcome::rejected]["410423"] >= 2);
	CHECK(kept[protocol::Outcome::conflict].size() >= 3);
	CHECK(replay(planned()).rejected.size() >= 4);
}

TEST_CASE("demo waiting: some months without an event were reported as such, others not at all")
{
	std::set<std::pair<Uuid, std::string>> busy;
	for (const Step& step : planned().steps)
	{
		if (step.kind == StepKind::push_put && step.expected == protocol::Outcome::accepted)
		{
			busy.emplace(step.team, step.record["occurred_on"].get<std::string>().substr(0, 7));
		}
	}
	std::map<int, int> by_year;
	std::set<std::pair<Uuid, Month>> told;
	for (const NilReport& report : planned().nil_reports)
	{
		INFO(to_string(report.month));
		CHECK(told.emplace(report.team, report.month).second);
		CHECK(!busy.contains({report.team, to_string(report.month)}));
		CHECK(shanghai_date(report.at) > last_day(report.month));
		CHECK(report.at <= planned().end);
		CHECK(std::ranges::count(team_of(report.team).members, report.device_of) == 1);
		++by_year[report.month.year()];
	}
	CHECK(std::ranges::is_sorted(planned().nil_reports, {}, &NilReport::at));
	const int months_of_teams = 12 * static_cast<int>(planned().teams.size());
	for (const auto& [year, count] : by_year)
	{
		INFO(year);
		CHECK(count > 50);
		CHECK(
			count +
				static_cast<int>(std::ranges::count_if(busy, [&](const auto& of) { return of.second.starts_with(std::to_string(year)); })) <
			months_of_teams * 9 / 10);
	}
	CHECK(by_year.size() == 5);
}

TEST_CASE("demo waiting: a few teams went silent in autumn with events on their phones, two of them in one county")
{
	std::map<Uuid, Timestamp> last_push;
	for (const Step& step : planned().steps)
	{
		if (step.kind != StepKind::review) { last_push[step.team] = step.at; }
	}
	std::map<std::string, int> silent;
	int lost = 0;
	int revoked = 0;
	int ahead = 0;
	int outdated = 0;
	std::set<std::pair<Uuid, std::string>> phones;
	for (const PhoneReport& report : planned().phones)
	{
		CHECK(phones.emplace(report.team, report.device_of).second);
		lost += report.lost_at ? 1 : 0;
		revoked += report.revoked_at && !report.lost_at ? 1 : 0;
		ahead += report.clock_offset_s == 7'200 ? 1 : 0;
		outdated += report.app_version != BAJIN_VERSION ? 1 : 0;
		if (report.pending.events == 3)
		{
			++silent[team_of(report.team).area];
			CHECK(last_push[report.team] <= report.heard_at);
			CHECK(shanghai_date(report.heard_at) >= autumn);
			CHECK(shanghai_date(report.heard_at) < make_date(2015, 12, 1));
			CHECK(*report.pending.oldest < report.heard_at);
		}
	}
	CHECK(silent.size() == 3);
	CHECK(silent["410404"] == 2);
	CHECK(lost == 1);
	CHECK(revoked == 1);
	CHECK(ahead == 1);
	CHECK(outdated == 1);
}

TEST_CASE("demo waiting: targets of several kinds, some of them changed in summer, some met and some far away")
{
	const AreaTree& areas = schema_reference().areas;
	std::map<std::string, std::int64_t> held;
	for (const auto& [id, standing] : replay(planned()).events)
	{
		if (is_counted(standing.state, Basis::received) && standing.record["kind"] == "session")
		{
			const Json& record = standing.record;
			++held
				[county_of(record["area"]) + record["venue_type"].get<std::string>() +
				 record["occurred_on"].get<std::string>().substr(0, 4)];
		}
	}
	std::map<std::string, std::vector<demo::Target>> cells;
	for (const demo::Target& target : planned().targets)
	{
		CHECK((target.area.empty() != !target.team));
		CHECK(target.document_no.find("号") != std::string::npos);
		const std::string whose = target.team ? to_string(*target.team) : target.area;
		cells[target.metric + whose + target.venue_type + std::to_string(target.year)].push_back(target);
	}
	std::map<std::string, int> kinds;
	int changed = 0;
	int met = 0;
	int far = 0;
	for (const auto& [cell, values] : cells)
	{
		const demo::Target& target = values.back();
		const std::string level = target.team ? "team" : std::string(to_string(areas.find(target.area)->level));
		++kinds[level + " " + target.metric];
		changed += values.size() > 1 && values[0].value != values[1].value && !values[1].reason.empty() ? 1 : 0;
		if (level == "county" && target.metric == "sessions")
		{
			const std::int64_t reached = held[target.area + target.venue_type + std::to_string(target.year)];
			met += reached >= target.value ? 1 : 0;
			far += target.year == 2015 && target.value >= 4 && reached * 2 <= target.value ? 1 : 0;
		}
	}
	CHECK(kinds["county sessions"] == 12 * 8 * 5);
	CHECK(kinds["county women_children_lectures"] == 12 * 5);
	CHECK(kinds["county places_visited"] == 12);
	CHECK(kinds["township sessions"] == 8);
	CHECK(kinds["team sessions"] >= 3);
	CHECK(changed == 5);
	CHECK(met > 100);
	CHECK(met < 400);
	CHECK(far >= 1);
	CHECK(std::ranges::is_sorted(planned().targets, {}, &demo::Target::at));
}

TEST_CASE("demo waiting: places come up again and again that nobody has registered")
{
	std::map<std::string, int> visits;
	for (const auto& [id, standing] : replay(planned()).events)
	{
		const Json& record = standing.record;
		if (is_counted(standing.state, Basis::received) && !record.contains("venue_id") && record.contains("place") &&
			record["occurred_on"] >= "2013")
		{
			++visits[record["place"].get<std::string>()];
		}
	}
	for (const char* place : {"瓦屋镇育才学校", "张良镇宏远姜制品加工厂", "任店镇启明双语学校", "寄料镇兴达建材有限公司"})
	{
		INFO(place);
		CHECK(visits[place] >= 3);
		CHECK(std::ranges::count(planned().venues, place, &RegisteredVenue::name) == 0);
	}
}

TEST_CASE("demo waiting: every team has a leader from its roster and a number that nobody has")
{
	std::set<std::string> phones;
	for (const demo::Team& team : planned().teams)
	{
		CHECK(std::ranges::count(team.members, team.leader) == 1);
		CHECK(team.units.size() == team.members.size());
		CHECK(team.phone.size() == 11);
		CHECK(team.phone.starts_with("1370000"));
		CHECK(phones.insert(team.phone).second);
	}
}
