#include "server/net/bounded_queue.hpp"
#include "tests/support/catch.hpp"

using bajin::net::BoundedQueue;
using bajin::net::QueueLimits;

namespace
{

constexpr std::chrono::milliseconds at_once{0};

} // namespace

TEST_CASE("queue: it refuses beyond its items and beyond its bytes")
{
	BoundedQueue<int> by_items(QueueLimits{2, 1'000});
	CHECK(by_items.push(1, 0));
	CHECK(by_items.push(2, 0));
	CHECK_FALSE(by_items.push(3, 0));

	BoundedQueue<int> by_bytes(QueueLimits{10, 100});
	CHECK(by_bytes.push(1, 60));
	CHECK_FALSE(by_bytes.push(2, 41));
	CHECK(by_bytes.push(3, 40));
	CHECK(by_bytes.take({10, 1'000}, at_once) == std::vector{1, 3});
	CHECK(by_bytes.push(4, 100));
}

TEST_CASE("queue: a taker gets what fits, in order, and one item in any case")
{
	BoundedQueue<int> queue(QueueLimits{10, 1'000});
	for (const int item : {1, 2, 3, 4}) { REQUIRE(queue.push(item, 100)); }
	CHECK(queue.take({10, 250}, at_once) == std::vector{1, 2});
	CHECK(queue.take({10, 1}, at_once) == std::vector{3});
	CHECK(queue.take({1, 1'000}, at_once) == std::vector{4});
	CHECK(queue.take({1, 1'000}, at_once).empty());
}

TEST_CASE("queue: once closed it lets nothing in and gives out the rest")
{
	BoundedQueue<int> queue(QueueLimits{10, 1'000});
	REQUIRE(queue.push(1, 1));
	queue.close();
	CHECK_FALSE(queue.push(2, 1));
	CHECK_FALSE(queue.is_finished());
	CHECK(queue.take({10, 10}, std::chrono::hours(1)) == std::vector{1});
	CHECK(queue.is_finished());
	CHECK(queue.take({10, 10}, std::chrono::hours(1)).empty());
}
