#include "tests/field/field_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tools/field/backoff.hpp"
#include "tools/field/summary.hpp"

using namespace bajin;
using namespace bajin::field;

TEST_CASE("summary: percentiles are values that were measured")
{
	CHECK(percentile({}, 0.5) == 0);
	CHECK(percentile({3, 1, 2}, 0.5) == 2);
	CHECK(percentile({3, 1, 2}, 0.99) == 3);
}

TEST_CASE("summary: the verdict names what is missing first, then what failed, and is silent when all is well")
{
	Summary summary;
	CHECK_FALSE(verdict(summary).empty());
	summary.verified = true;
	CHECK(verdict(summary).empty());
	summary.failures = {"phone A: gone"};
	CHECK(verdict(summary) == "phone A: gone");
	summary.missing = {"event 1"};
	CHECK(verdict(summary).find("event 1") != std::string::npos);
	CHECK(to_json(summary)["ok"] == false);
}

TEST_CASE("summary: an event acknowledged to two phones of a team is one event")
{
	Phone one(testing::phone_options(1));
	Phone two(testing::phone_options(2));
	one.record_event(testing::noon);
	const Json first = one.make_request(testing::noon).value();
	one.take_answer(testing::accept_all(first, 1));
	const Json& change = first["changes"][0];
	REQUIRE(two.make_request(testing::noon));
	two.take_answer(
		testing::answer("c", Json::array(), testing::list_of(testing::element(change["id"].get<std::string>(), 1, change["event"]))));
	REQUIRE(two.edit_some_event(testing::noon));
	two.take_answer(testing::accept_all(two.make_request(testing::noon).value(), 2));
	Summary summary;
	add_counts(summary, one);
	add_counts(summary, two);
	CHECK(summary.counts.accepted == 2);
	CHECK(to_json(summary)["acknowledged"] == 1);
}

TEST_CASE("backoff: longer with each failure, never before what the server asked for, and anew after a success")
{
	Random random(1);
	Backoff backoff;
	const auto first = backoff.next(random, std::nullopt);
	CHECK(first <= std::chrono::milliseconds(200));
	for (int count = 0; count < 5; ++count) { static_cast<void>(backoff.next(random, std::nullopt)); }
	CHECK(backoff.next(random, std::nullopt) >= std::chrono::seconds(3));
	CHECK(backoff.next(random, std::chrono::seconds(30)) >= std::chrono::seconds(30));
	backoff.succeeded();
	CHECK(backoff.next(random, std::nullopt) <= std::chrono::milliseconds(200));
	CHECK(asks_to_come_again(503));
	CHECK_FALSE(asks_to_come_again(401));
}
