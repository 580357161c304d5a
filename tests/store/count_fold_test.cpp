// The counts as a base and a log: whatever is folded, and wherever a fold ends, base and log together are what was counted.
#include "server/store/count_base.hpp"
#include "server/store/count_fold.hpp"
#include "server/store/count_log.hpp"
#include "server/store/count_store.hpp"
#include "server/store/count_tail.hpp"
#include "server/store/query.hpp"
#include "tests/figures/figure_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <map>
#include <random>

using namespace bajin;
using namespace bajin::test;

namespace
{

using store::CountKey;
using store::CountLayer;

// All that is counted, as a reader tells it: one line a cell, a visit, a year's places.
using Told = std::map<std::string, std::string>;

std::string text_of(const Counts& counts)
{
	std::string text;
	for (const Metrics* metrics : {&counts.received, &counts.verified})
	{
		for (const std::int64_t value : metrics->values) { text += std::to_string(value) + ' '; }
	}
	return text + std::to_string(counts.states.verified) + ' ' + std::to_string(counts.states.submitted);
}

std::string name_of(const CountKey& key)
{
	return "cell " + std::to_string(key.month) + ' ' + std::to_string(key.area) + ' ' + std::to_string(static_cast<int>(key.layer)) + ' ' +
		   std::string(to_string(key.dimension)) + ' ' + key.key;
}

std::string text_of(std::int64_t received, std::int64_t verified)
{
	return std::to_string(received) + ' ' + std::to_string(verified);
}

Told tell(store::Reader& reader)
{
	Told told;
	reader.begin_snapshot();
	store::Database& database = reader.database();
	std::map<std::tuple<std::int32_t, AreaId, CountLayer, Dimension>, int> scans;
	store::for_each_count(
		database,
		[&](const store::CountRow& row)
		{
			CHECK(told.emplace(name_of(row.key), text_of(row.counts)).second);
			++scans[{row.key.month, row.key.area, row.key.layer, row.key.dimension}];
		});
	// One row at a time tells the same.
	for (const auto& [scan, cells] : scans)
	{
		const auto& [month, area, layer, dimension] = scan;
		int found = 0;
		store::for_each_count(
			database, {area, layer, dimension, Month{month}, Month{month}},
			[&](const store::CountRow& row) { found += told.at(name_of(row.key)) == text_of(row.counts) ? 1 : 0; });
		CHECK(found == cells);
	}
	store::for_each_visit(
		database, Month{2014 * 12}, Month{2016 * 12},
		[&](const store::VisitRow& row)
		{
			const std::string name = "visit " + std::to_string(row.key.month) + ' ' + std::to_string(row.key.area) + ' ' + row.key.place;
			CHECK(told.emplace(name, text_of(row.visits.received, row.visits.verified)).second);
		});
	store::for_each_places_visited(
		database,
		[&](const store::PlacesRow& row)
		{
			if (row.received == 0 && row.verified == 0) { return; }
			const std::string name = "places " + std::to_string(row.year) + ' ' + std::to_string(row.area) + ' ' + row.venue_type;
			told.emplace(name, text_of(row.received, row.verified));
			int found = 0;
			store::for_each_places_visited(
				database, row.year, row.area,
				[&](const store::PlacesRow& again)
				{
					found += again.venue_type == row.venue_type && again.received == row.received && again.verified == row.verified ? 1 : 0;
				});
			CHECK(found == 1);
		});
	for (const std::string& venue : {std::string("v1"), std::string("v2"), std::string("v3")})
	{
		told["venue " + venue] = std::to_string(store::count_visits_of_venue(database, venue));
	}
	reader.end_snapshot();
	return told;
}

// Counts by hand, kept beside the database: what is added there is added here, in the plainest way.
class Counted
{
public:
	explicit Counted(std::uint32_t seed) : random_(seed)
	{
		database.add_venue("v1", "school", "410423");
		database.add_venue("v2", "school", "410422");
		database.add_venue("v3", "school", "410423");
		const AreaTree& areas = database.writer().reference()->areas;
		for (const char* code : {"410400", "410423", "410422", "410423100"}) { areas_.push_back(areas.find(code)->id); }
	}

	[[nodiscard]] std::uint32_t pick(std::uint32_t count) { return static_cast<std::uint32_t>(random_()) % count; }

	// A group of some jobs, of which one in four is dropped.
	void add_group()
	{
		store::Writer& writer = database.writer();
		writer.begin_group();
		for (std::uint32_t jobs = 1 + pick(3); jobs > 0; --jobs)
		{
			writer.begin_job();
			const auto [cells, visits] = fill(writer.count_changes());
			if (pick(4) == 0)
			{
				writer.drop_job();
				continue;
			}
			writer.keep_job();
			for (const auto& [key, counts] : cells) { cells_[name_of(key)].add(counts); }
			for (const auto& [key, added] : visits) { visits_[{key.month, key.area, key.place, key.venue_type}].add(added); }
		}
		writer.commit_group();
	}

	[[nodiscard]] Told told() const
	{
		Told told;
		for (const auto& [name, counts] : cells_)
		{
			if (!counts.is_zero()) { told[name] = text_of(counts); }
		}
		std::map<std::tuple<int, AreaId, std::string, std::string>, store::Visits> years;
		std::map<std::string, std::int64_t> venues{{"v1", 0}, {"v2", 0}, {"v3", 0}};
		for (const auto& [key, visits] : visits_)
		{
			const auto& [month, area, place, type] = key;
			years[{Month{month}.year(), area, place, type}].add(visits);
			if (!place.empty()) { venues[place] += visits.received; }
			if (visits.received <= 0) { continue; }
			told["visit " + std::to_string(month) + ' ' + std::to_string(area) + ' ' + place] = text_of(visits.received, visits.verified);
		}
		std::map<std::string, store::Visits> places;
		const AreaTree& areas = database.writer().reference()->areas;
		for (const auto& [key, visits] : years)
		{
			const auto& [year, area, place, type] = key;
			for (AreaId above = area; above != 0; above = areas.at(above).parent)
			{
				if (areas.kept_counts(above) == KeptCounts::none) { continue; }
				places["places " + std::to_string(year) + ' ' + std::to_string(above) + ' ' + type].add(
					{visits.received > 0 ? 1 : 0, visits.verified > 0 ? 1 : 0});
			}
		}
		for (const auto& [name, visited] : places)
		{
			if (!visited.is_zero()) { told[name] = text_of(visited.received, visited.verified); }
		}
		for (const auto& [venue, visits] : venues) { told["venue " + venue] = std::to_string(visits); }
		return told;
	}

	mutable FigureDatabase database;

private:
	using Cells = std::vector<std::pair<CountKey, Counts>>;
	using Visited = std::vector<std::pair<store::VisitKey, store::Visits>>;

	std::int32_t any_month() { return 2015 * 12 + static_cast<std::int32_t>(pick(4)) * 4 - 4; } // of two years

	std::pair<Cells, Visited> fill(store::CountChanges& changes)
	{
		Cells cells;
		for (std::uint32_t count = pick(6); count > 0; --count)
		{
			const CountKey key{
				any_month(), areas_[pick(4)], pick(5) == 0 ? CountLayer::team_difference : CountLayer::by_area,
				static_cast<Dimension>(pick(3)), "k" + std::to_string(pick(4))};
			Counts counts;
			counts.received[Metric::reach] = static_cast<std::int64_t>(pick(7)) - 3;
			counts.verified[Metric::events] = static_cast<std::int64_t>(pick(3)) - 1;
			counts.states.submitted = pick(2);
			changes.add(key, counts);
			cells.emplace_back(key, counts);
		}
		Visited visits;
		for (std::uint32_t count = pick(4); count > 0; --count)
		{
			const std::uint32_t place = pick(4);
			const std::string venue = place == 0 ? std::string() : "v" + std::to_string(place);
			const AreaId area = place == 0 ? areas_[3] : place == 2 ? areas_[2] : areas_[1];
			const store::VisitKey key{any_month(), area, venue, place == 0 ? "village" : "school"};
			// Never below nothing: what is taken away was there.
			store::Visits there = visits_[{key.month, key.area, key.place, key.venue_type}];
			for (const auto& [earlier, added] : visits)
			{
				if (earlier == key) { there.add(added); }
			}
			store::Visits added{pick(2) == 0 && there.received > 0 ? -1 : 1, 0};
			added.verified = pick(2) == 0 && there.verified > 0 ? -1 : static_cast<std::int64_t>(pick(2));
			changes.add_visit(key, added);
			visits.emplace_back(key, added);
		}
		return {cells, visits};
	}

	std::mt19937 random_;
	std::vector<AreaId> areas_;
	std::map<std::string, Counts> cells_;
	std::map<std::tuple<std::int32_t, AreaId, std::string, std::string>, store::Visits> visits_;
};

} // namespace

TEST_CASE("count fold: base and log are what was counted, after every group and every piece, for every reader")
{
	for (std::uint32_t seed = 1; seed <= 12; ++seed)
	{
		CAPTURE(seed);
		Counted counted(seed);
		const std::filesystem::path file = counted.database.file();
		store::Reader always(file);
		store::Reader sometimes(file);
		auto beside = std::make_unique<store::Writer>(file);
		for (int step = 0; step < 120; ++step)
		{
			CAPTURE(step);
			const std::uint32_t what = counted.pick(10);
			if (what < 6) { counted.add_group(); }
			else if (what < 9) { counted.database.writer().catch_up(1 + counted.pick(9)); }
			else { beside->catch_up(1 + counted.pick(30)); } // another process
			const Told expected = counted.told();
			REQUIRE(tell(always) == expected);
			if (counted.pick(5) == 0) { REQUIRE(tell(sometimes) == expected); }
			if (counted.pick(5) == 0)
			{
				store::Reader fresh(file);
				REQUIRE(tell(fresh) == expected);
			}
		}
		while (counted.database.writer().catch_up(7)) {}
		REQUIRE(tell(always) == counted.told());
		REQUIRE(tell(sometimes) == counted.told());
		CHECK(always.database().count_tail().slots().empty());
	}
}

TEST_CASE("count fold: ended at every piece, and taken back there, it goes on to the same counts")
{
	Counted counted(77);
	for (int group = 0; group < 25; ++group) { counted.add_group(); }
	const Told expected = counted.told();
	const std::filesystem::path file = counted.database.file();
	store::Reader reader(file);
	int pieces = 0;
	for (bool has_more = true; has_more; ++pieces)
	{
		{
			// Cut off before it was durable: nothing has happened.
			store::Writer cut_off(file);
			cut_off.begin_group();
			cut_off.begin_job();
			store::fold_counts(cut_off.database(), 1);
			cut_off.drop_job();
			cut_off.begin_job();
			store::fold_counts(cut_off.database(), 2);
			cut_off.keep_job();
			cut_off.rollback_group();
			REQUIRE(tell(reader) == expected);
		}
		store::Writer next(file); // each piece by another process
		has_more = next.catch_up(1);
		REQUIRE(tell(reader) == expected);
	}
	CHECK(pieces > 50);
	CHECK(reader.database().count_tail().slots().empty());
	store::Query left(reader.database(), "SELECT count(*) FROM count_log");
	CHECK((left.step() && left.integer(0) == 0));
}

TEST_CASE("count fold: a long log is folded beside the groups, and what is folded is taken out of it")
{
	Counted counted(5);
	store::Database& database = counted.database.writer().database();
	std::int64_t longest = 0;
	for (int group = 0; group < 2'400; ++group)
	{
		counted.add_group();
		const store::CountLogState state = store::read_count_log_state(database);
		longest = std::max(longest, state.last - state.folded);
	}
	CHECK(longest >= 1'024);
	CHECK(longest < 1'024 + 128);
	CHECK(store::read_count_log_state(database).folded >= 2'048);
	store::Reader reader(counted.database.file());
	CHECK(tell(reader) == counted.told());
}

TEST_CASE("count fold: a damaged row of the log is told, and not taken for counts")
{
	Counted counted(9);
	for (int group = 0; group < 5; ++group) { counted.add_group(); }
	store::Database& database = counted.database.writer().database();
	database.connection().execute("UPDATE count_log SET entries = substr(entries, 1, length(entries) - 1) WHERE number = 2");
	store::Reader reader(counted.database.file());
	for (int again = 0; again < 2; ++again) { CHECK_THROWS_AS(store::find_counted_months(reader.database()), store::StoreError); }
}
