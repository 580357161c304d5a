#include "server/people/throttle.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using namespace std::chrono_literals;

TEST_CASE("throttle: some failures are free, then the wait doubles up to its bound")
{
	people::Throttle throttle({.free_failures = 3, .first_wait = 2s, .longest_wait = 10s});
	auto now = people::Throttle::Time(1h);
	for (int i = 0; i < 2; ++i) { throttle.note_failure("a", now); }
	CHECK(throttle.wait_of("a", now) == 0s);
	for (const auto expected : {2s, 4s, 8s, 10s, 10s})
	{
		throttle.note_failure("a", now);
		CHECK(throttle.wait_of("a", now) == expected);
		CHECK(throttle.wait_of("b", now) == 0s);
		now += expected;
		CHECK(throttle.wait_of("a", now) == 0s);
	}
}

TEST_CASE("throttle: a success and time are forgiving")
{
	people::Throttle throttle({.free_failures = 1, .first_wait = 2s, .forgotten_after = 1h});
	const auto now = people::Throttle::Time(1h);
	throttle.note_failure("a", now);
	CHECK(throttle.wait_of("a", now) == 2s);
	throttle.note_success("a");
	CHECK(throttle.wait_of("a", now) == 0s);
	throttle.note_failure("b", now);
	throttle.note_failure("b", now + 2h);
	CHECK(throttle.wait_of("b", now + 2h) == 2s);
}

TEST_CASE("throttle: a flood of keys does not grow it without bound")
{
	people::Throttle throttle({.free_failures = 1, .keys_max = 10});
	const auto now = people::Throttle::Time(1h);
	for (int i = 0; i < 1'000; ++i) { throttle.note_failure(std::to_string(i), now); }
	CHECK(throttle.wait_of("999", now) > 0s);
	CHECK(throttle.wait_of("0", now) == 0s);
}
