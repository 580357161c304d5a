// The lists of events by branch and by team: whatever of them is brought up, list and tail together are what the events are.
#include "server/store/connection.hpp"
#include "server/store/event_lists.hpp"
#include "server/store/event_store.hpp"
#include "server/store/integrity.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"
#include "tests/figures/figure_fixture.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <random>

using namespace bajin;
using namespace bajin::test;

namespace
{

Uuid id_of(std::uint32_t number)
{
	Uuid id;
	for (std::size_t i = 0; i < 4; ++i) { id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i)); }
	return id;
}

using Heads = std::map<Uuid, store::EventHead>;

class Lists
{
public:
	explicit Lists(std::uint32_t seed) : random_(seed) {}

	[[nodiscard]] std::uint32_t pick(std::uint32_t count) { return static_cast<std::uint32_t>(random_()) % count; }
	[[nodiscard]] store::Writer& writer() { return database_.writer(); }
	[[nodiscard]] std::filesystem::path file() const { return database_.file(); }
	[[nodiscard]] const Heads& heads() const { return heads_; }

	// Some jobs that record and change events; one in four is dropped, one group in five comes to nothing.
	void run_group()
	{
		Heads group = heads_;
		writer().begin_group();
		for (std::uint32_t jobs = 1 + pick(3); jobs > 0; --jobs)
		{
			Heads job = group;
			writer().begin_job();
			for (std::uint32_t steps = pick(5); steps > 0; --steps) { step(job); }
			if (pick(3) == 0) { check(writer().database(), job); } // what the transaction itself wrote is in the lists
			if (pick(4) == 0) { writer().drop_job(); }
			else
			{
				writer().keep_job();
				group = std::move(job);
			}
			if (pick(4) == 0) { check(writer().database(), group); }
		}
		if (pick(5) == 0) { writer().rollback_group(); }
		else
		{
			writer().commit_group();
			heads_ = std::move(group);
		}
	}

	void check(store::Reader& reader)
	{
		reader.begin_snapshot();
		check(reader.database(), heads_);
		CHECK(store::find_list_faults(reader.database()).empty());
		reader.end_snapshot();
	}

private:
	void step(Heads& heads)
	{
		const bool is_new = heads.empty() || pick(2) == 0;
		const Uuid id =
			is_new ? id_of(++made_ * 2'654'435'761U) : std::next(heads.begin(), pick(static_cast<std::uint32_t>(heads.size())))->first;
		const auto before = is_new ? std::nullopt : std::optional(heads.at(id));
		store::EventHead head = before.value_or(store::EventHead{});
		head.id = id;
		head.seq = head.body_seq = writer().take_seq();
		++head.version;
		if (is_new) { head.team = id_of(1 + pick(3)); }
		if (is_new || pick(2) == 0)
		{
			head.branch = head.area = 1 + pick(4);
			head.occurred_on = Date{16'000 + static_cast<std::int32_t>(pick(6))};
		}
		store::HistoryRow row;
		row.seq = head.seq;
		row.event = id;
		row.version = head.version;
		row.previous_seq = before ? std::optional(before->seq) : std::nullopt;
		row.body = "{}";
		store::insert_history(writer().database(), row);
		if (before) { store::update_event(writer().database(), *before, head); }
		else { store::insert_event(writer().database(), head); }
		heads[id] = head;
	}

	void check(store::Database& database, const Heads& heads)
	{
		const Uuid team = id_of(1 + pick(3));
		std::map<std::int64_t, Uuid> feed;
		std::vector<std::pair<store::EventPosition, Uuid>> of_team;
		const std::vector<AreaId> branches = pick(2) == 0 ? std::vector<AreaId>{1, 3} : std::vector<AreaId>{1, 2, 3, 4};
		const Date first{16'000 + static_cast<std::int32_t>(pick(4))};
		const Date last{first.days + static_cast<std::int32_t>(pick(4))};
		std::vector<store::EventPosition> listed;
		std::vector<store::EventPosition> days_of_team;
		const auto after = static_cast<std::int64_t>(pick(60));
		for (const auto& [id, head] : heads)
		{
			if (head.team == team && head.seq > after) { feed.emplace(head.seq, id); }
			const bool is_in_days = first <= head.occurred_on && head.occurred_on <= last;
			if (is_in_days && head.team == team) { days_of_team.push_back({head.occurred_on, id}); }
			if (is_in_days && std::ranges::find(branches, head.branch) != branches.end()) { listed.push_back({head.occurred_on, id}); }
		}
		std::ranges::sort(listed, std::greater<>());
		std::ranges::sort(days_of_team, std::greater<>());

		std::map<std::int64_t, Uuid> found_feed;
		for (std::int64_t from = after;;)
		{
			const auto page = store::list_team_feed(database, team, from, 3);
			for (const auto& head : page)
			{
				CHECK(head.seq > from);
				from = head.seq;
				found_feed.emplace(head.seq, head.id);
			}
			if (page.size() < 3) { break; }
		}
		REQUIRE(found_feed == feed);

		const auto pages = [&](const auto& fetch)
		{
			std::vector<store::EventPosition> found;
			for (std::optional<store::EventPosition> from;;)
			{
				const auto page = fetch(from);
				for (const auto& head : page) { found.push_back({head.occurred_on, head.id}); }
				if (page.size() < 4) { return found; }
				from = found.back();
			}
		};
		REQUIRE(pages([&](const auto& from) { return store::list_events(database, {branches, first, last, from, 4}); }) == listed);
		REQUIRE(pages([&](const auto& from) { return store::list_team_events(database, {team, first, last, from, 4}); }) == days_of_team);
	}

	std::mt19937 random_;
	FigureDatabase database_;
	Heads heads_;
	std::uint32_t made_ = 0;
};

} // namespace

TEST_CASE("event lists: list and tail are what the events are, after every group and every piece, for every reader")
{
	for (std::uint32_t seed = 1; seed <= 12; ++seed)
	{
		CAPTURE(seed);
		Lists lists(seed);
		store::Reader always(lists.file());
		store::Reader sometimes(lists.file());
		for (int step = 0; step < 150; ++step)
		{
			CAPTURE(step);
			if (lists.pick(4) != 0) { lists.run_group(); }
			else { lists.writer().catch_up(1 + lists.pick(9)); }
			lists.check(always);
			if (lists.pick(6) == 0) { lists.check(sometimes); }
			if (lists.pick(6) == 0)
			{
				store::Reader fresh(lists.file());
				lists.check(fresh);
			}
		}
		while (lists.writer().catch_up(5)) {}
		CHECK(store::numbers_behind_lists(lists.writer().database()) == 0);
		lists.check(always);
		lists.check(sometimes);
		CHECK(lists.heads().size() > 50);
	}
}

TEST_CASE("event lists: an older database is told, is listed a piece at a time, and goes on where it was cut off")
{
	constexpr std::uint32_t count = 40'000;
	FigureDatabase database;
	database.writer().run_alone(
		[&]
		{
			for (std::uint32_t number = 1; number <= count; ++number)
			{
				store::EventHead head;
				head.id = id_of(number * 2'654'435'761U);
				head.seq = head.body_seq = database.writer().take_seq();
				head.version = 1;
				head.team = id_of(1 + number % 7);
				head.branch = head.area = 1 + number % 4;
				head.occurred_on = Date{16'000 + static_cast<std::int32_t>(number % 300)};
				store::HistoryRow row;
				row.seq = head.seq;
				row.event = head.id;
				row.version = 1;
				row.body = "{}";
				store::insert_history(database.writer().database(), row);
				store::insert_event(database.writer().database(), head);
			}
		});
	// As it was before there were lists.
	database.writer().database().connection().execute(
		"DROP TABLE branch_event; DROP TABLE team_event; DROP TABLE event_listed; "
		"CREATE INDEX event_by_team ON event (team, seq); CREATE INDEX event_by_branch ON event (branch, occurred_on); "
		"PRAGMA user_version = 16");

	std::vector<store::Upgrade> told;
	const auto cut_off = [&](const store::Upgrade& upgrade)
	{
		told.push_back(upgrade);
		if (!upgrade.begins) { throw std::runtime_error("cut off"); }
	};
	CHECK_THROWS_AS(store::Writer(database.file(), cut_off), std::runtime_error);
	REQUIRE(told.size() == 2);
	CHECK(told[0].begins);
	CHECK(told[0].events == count);
	CHECK(told[0].needed_bytes > 1'000'000);
	CHECK(told[1].listed == 16'384);

	told.clear();
	store::Writer writer(database.file(), [&](const store::Upgrade& upgrade) { told.push_back(upgrade); });
	REQUIRE(told.size() == 1); // the second piece; the rest is short enough to be listed beside the work
	CHECK_FALSE(told[0].begins);
	CHECK(told[0].listed == 2 * 16'384);
	CHECK(store::numbers_behind_lists(writer.database()) == count - 2 * 16'384);
	CHECK(store::find_list_faults(writer.database()).empty());
	store::Reader reader(database.file());
	reader.begin_snapshot();
	std::size_t listed = 0;
	for (std::uint32_t team = 1; team <= 7; ++team) { listed += store::list_team_feed(reader.database(), id_of(team), 0, count).size(); }
	CHECK(listed == count);
}

TEST_CASE("event lists: what stands in them and should not, or lacks, is told by check")
{
	Lists lists(3);
	for (int group = 0; group < 30; ++group) { lists.run_group(); }
	while (lists.writer().catch_up(100)) {}
	store::Database& database = lists.writer().database();
	CHECK(store::find_list_faults(database).empty());
	database.connection().execute("DELETE FROM branch_event WHERE event = (SELECT min(event) FROM branch_event)");
	CHECK(store::find_list_faults(database).size() == 1);
	database.connection().execute("UPDATE team_event SET event = (SELECT max(event) FROM team_event)");
	CHECK(store::find_list_faults(database).size() == 2);
}
