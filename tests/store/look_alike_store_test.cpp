#include "server/store/look_alike_store.hpp"
#include "server/store/query.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/ran_statements.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;

namespace
{

store::LookAlikePair make_pair(std::uint64_t low, std::uint64_t high)
{
	store::LookAlikePair pair;
	pair.id = store::make_pair_id(*parse_uuid(make_id(low)), *parse_uuid(make_id(high)));
	pair.low_seq = 1;
	pair.high_seq = 2;
	pair.branch = 7;
	pair.occurred_on = make_date(2025, 3, 8);
	pair.found = {83, LookAlikeKind::joint, {{"same_place", {"鹰城广场", "广场"}}, {"same_title", {}}}};
	return pair;
}

} // namespace

TEST_CASE("look-alike store: what was written is read back, from both sides")
{
	TestServer server;
	store::Writer& writer = server.writer();
	const store::LookAlikePair pair = make_pair(2, 1);
	writer.run_alone([&] { store::put_look_alike(writer.database(), pair); });
	const auto found = store::find_look_alike(writer.database(), pair.id);
	REQUIRE(found);
	CHECK(found->id == pair.id);
	CHECK(found->low_seq == 1);
	CHECK(found->high_seq == 2);
	CHECK(found->branch == 7);
	CHECK(found->occurred_on == pair.occurred_on);
	CHECK(found->found == pair.found);
	CHECK_FALSE(found->cleared);
	CHECK(store::list_look_alikes_of(writer.database(), pair.id.low).size() == 1);
	CHECK(store::list_look_alikes_of(writer.database(), pair.id.high).size() == 1);
	CHECK(store::list_look_alikes_of(writer.database(), Uuid{}).empty());
}

TEST_CASE("look-alike store: a clearance is kept when a pair is judged anew, and taken away on its own")
{
	TestServer server;
	store::Writer& writer = server.writer();
	store::LookAlikePair pair = make_pair(1, 2);
	const Timestamp at = now();
	writer.run_alone(
		[&]
		{
			store::put_look_alike(writer.database(), pair);
			store::set_clearance(writer.database(), pair.id, store::Clearance{"own", at, ""});
			pair.low_seq = 9;
			store::put_look_alike(writer.database(), pair);
		});
	const auto found = store::find_look_alike(writer.database(), pair.id);
	CHECK(found->low_seq == 9);
	REQUIRE(found->cleared);
	CHECK(found->cleared->by == "own");
	CHECK(found->cleared->at == at);
	CHECK(found->cleared->reason.empty());
	writer.run_alone([&] { store::set_clearance(writer.database(), pair.id, std::nullopt); });
	CHECK_FALSE(store::find_look_alike(writer.database(), pair.id)->cleared);
}

TEST_CASE("look-alike store: lists, counts and the warning go by indexes, however many events there are")
{
	TestServer server;
	store::Database& database = server.writer().database();
	const std::vector<AreaId> branches{7};
	const DateSpan days{make_date(2025, 1, 1), make_date(2025, 12, 31)};
	const std::string candidates =
		plans_of(database, [&] { static_cast<void>(store::list_events(database, {branches, days.first, days.last, std::nullopt, 500})); });
	CHECK(candidates.find("branch_event USING PRIMARY KEY (of_branch=? AND on_day>? AND on_day<?)") != std::string::npos);
	const std::string of_event =
		plans_of(database, [&] { static_cast<void>(store::has_open_look_alike(database, *parse_uuid(make_id(1)))); });
	CHECK(of_event.find("SEARCH look_alike USING INDEX look_alike_by_high (high=?)") != std::string::npos);
	CHECK(of_event.find("SEARCH event USING PRIMARY KEY (id=?)") != std::string::npos);
	store::PairScan scan{branches, days.first, days.last, store::PairState::open, std::nullopt, 9};
	const std::string newest_first = plans_of(database, [&] { static_cast<void>(store::list_look_alikes(database, scan)); });
	CHECK(
		newest_first.find("SEARCH look_alike USING INDEX look_alike_by_branch (branch=? AND occurred_on>? AND occurred_on<?)") !=
		std::string::npos);
	CHECK(newest_first.find("TEMP B-TREE") == std::string::npos);
	const std::string counted = plans_of(database, [&] { static_cast<void>(store::count_open_look_alikes(database, branches, days)); });
	CHECK(counted.find("SEARCH look_alike USING INDEX look_alike_by_branch") != std::string::npos);
	const std::string open_events = plans_of(
		database, [&] { static_cast<void>(store::list_look_alike_events(database, {branches, days.first, days.last, std::nullopt, 9})); });
	CHECK(open_events.find("SCAN event") == std::string::npos);
	CHECK(open_events.find("SEARCH look_alike USING INDEX look_alike_by_branch") != std::string::npos);
	const std::string rows = plans_of(database, [&] { static_cast<void>(store::list_record_rows(database, 5, 256)); });
	CHECK(rows == "SEARCH history USING INTEGER PRIMARY KEY (rowid>?)\n");
}
