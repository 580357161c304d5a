#include "server/store/look_alike_store.hpp"
#include "server/store/sqlite.hpp"
#include "tests/support/catch.hpp"
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
	const std::string candidates = plan_of(
		database, "EXPLAIN QUERY PLAN SELECT event.id FROM json_each('[1]') AS scope CROSS JOIN event WHERE event.branch = scope.value "
				  "AND occurred_on BETWEEN 1 AND 1 ORDER BY occurred_on DESC, event.id DESC LIMIT 500");
	CHECK(candidates.find("INDEX event_by_branch (branch=? AND occurred_on>? AND occurred_on<?)") != std::string::npos);
	const std::string of_event = plan_of(
		database, "EXPLAIN QUERY PLAN SELECT 1 FROM look_alike JOIN event ON event.id = look_alike.low WHERE look_alike.high = x'00' "
				  "AND cleared_at IS NULL AND event.state IN (0, 1, 5)");
	CHECK(of_event.find("SEARCH look_alike USING INDEX look_alike_by_high (high=?)") != std::string::npos);
	CHECK(of_event.find("SEARCH event USING PRIMARY KEY (id=?)") != std::string::npos);
	const std::string newest_first = plan_of(
		database,
		"EXPLAIN QUERY PLAN SELECT score FROM look_alike INDEXED BY look_alike_by_day CROSS JOIN event AS low_event "
		"ON low_event.id = look_alike.low WHERE look_alike.occurred_on BETWEEN 1 AND 2 AND (look_alike.occurred_on, look_alike.low, "
		"look_alike.high) < (2, x'00', x'00') ORDER BY look_alike.occurred_on DESC, look_alike.low DESC, look_alike.high DESC LIMIT 9");
	CHECK(newest_first.find("SEARCH look_alike USING INDEX look_alike_by_day") != std::string::npos);
	CHECK(newest_first.find("TEMP B-TREE") == std::string::npos);
	const std::string rows =
		plan_of(database, "EXPLAIN QUERY PLAN SELECT seq, event FROM history WHERE seq > 5 AND body IS NOT NULL ORDER BY seq LIMIT 256");
	CHECK(rows == "SEARCH history USING INTEGER PRIMARY KEY (rowid>?)\n");
}
