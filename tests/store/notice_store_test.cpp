#include "server/store/notice_store.hpp"
#include "server/store/query.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/ran_statements.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;

namespace
{

store::Notice make_notice(std::uint64_t number, AreaId area)
{
	store::Notice notice;
	notice.id = *parse_uuid(make_id(number));
	notice.text = std::to_string(number);
	notice.area = area;
	notice.made_at = now();
	return notice;
}

} // namespace

TEST_CASE("notice store: what was written is read back, and a number is never given twice")
{
	TestServer server;
	store::Writer& writer = server.writer();
	const AreaId area = server.reference()->areas.find("410423")->id;
	store::Notice first = make_notice(1, area);
	first.kind = protocol::NoticeKind::reminder;
	first.title = "催报";
	first.due_on = parse_date("2025-04-05");
	first.made_by = "own";
	store::Notice second = make_notice(2, area);
	writer.run_alone([&] { store::insert_notice(writer.database(), writer.epoch(), first); });
	writer.run_alone([&] { store::insert_notice(writer.database(), writer.epoch(), second); });
	CHECK(second.number > first.number);
	const auto found = store::find_notice(writer.database(), first.id);
	REQUIRE(found);
	CHECK(found->kind == first.kind);
	CHECK(found->title == first.title);
	CHECK(found->text == first.text);
	CHECK(found->due_on == first.due_on);
	CHECK(found->area == area);
	CHECK_FALSE(found->team);
	CHECK(found->made_by == "own");
	CHECK(found->made_at == first.made_at);
	CHECK_FALSE(found->withdrawn_at);
	writer.run_alone([&] { store::withdraw_notice(writer.database(), writer.epoch(), second, now()); });
	writer.run_alone([&] { store::withdraw_notice(writer.database(), writer.epoch(), first, now()); });
	CHECK(first.number == second.number + 1);
	CHECK(store::newest_notice_number(writer.database()) == first.number);
	CHECK(store::find_notice(writer.database(), first.id)->withdrawn_at == first.withdrawn_at);
}

TEST_CASE("notice store: one that is for nobody, or for an area and a team, is refused by the database")
{
	TestServer server;
	store::Writer& writer = server.writer();
	store::Notice nobody = make_notice(1, 0);
	CHECK_THROWS_AS(writer.run_alone([&] { store::insert_notice(writer.database(), writer.epoch(), nobody); }), store::StoreError);
	store::Notice both = make_notice(1, server.reference()->areas.find("410423")->id);
	both.team = server.add_team("鲁山", "410423");
	CHECK_THROWS_AS(writer.run_alone([&] { store::insert_notice(writer.database(), writer.epoch(), both); }), store::StoreError);
}

TEST_CASE("notice store: the feeds of phones go by an index, however many notices there are")
{
	TestServer server;
	store::Database& database = server.writer().database();
	const store::NoticePage page{1, {}, true, 50};
	const std::string of_area = plans_of(database, [&] { static_cast<void>(store::list_notices_of_area(database, 1, page)); });
	CHECK(of_area == "SEARCH notice USING INDEX notice_by_area (area=? AND number>?)\n");
	const std::string of_team = plans_of(database, [&] { static_cast<void>(store::list_notices_of_team(database, Uuid{}, page)); });
	CHECK(of_team == "SEARCH notice USING INDEX notice_by_team (team=? AND number>?)\n");
	const std::string newest = plans_of(database, [&] { static_cast<void>(store::list_notices(database, 9, 50)); });
	CHECK(newest == "SEARCH notice USING INDEX notice_by_number (number<?)\n");
}
