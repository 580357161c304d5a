#include "server/net/live_credentials.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace bajin;
using namespace bajin::net;
using namespace std::chrono_literals;

namespace
{

const auto live_start = LiveCredentials::Clock::time_point() + 1h;

Uuid holder(std::uint8_t number)
{
	Uuid id;
	id.bytes.back() = number;
	return id;
}

} // namespace

TEST_CASE("live credentials: a cookie's text is not a header's, and none is none")
{
	const LiveCredentials live;
	CHECK_FALSE(live.key_of(Credential{}));
	CHECK(live.key_of({"x", false}) != live.key_of({"x", true}));
	CHECK(live.key_of({"x", false}) == live.key_of({"x", false}));
}

TEST_CASE("live credentials: forgotten with their holder, by themselves, all at once, and in their time")
{
	LiveCredentials live(10, 1min);
	const auto key = [&](const char* text) { return *live.key_of({text, false}); };
	live.add(key("office"), holder(1), live_start);
	live.add(key("home"), holder(1), live_start);
	live.add(key("phone"), holder(2), live_start);
	live.add(key("local"), std::nullopt, live_start);
	CHECK(live.contains(key("office"), live_start));
	CHECK_FALSE(live.contains(key("made up"), live_start));
	live.forget_holder(holder(1));
	CHECK_FALSE(live.contains(key("office"), live_start));
	CHECK_FALSE(live.contains(key("home"), live_start));
	CHECK(live.contains(key("phone"), live_start));
	live.forget(key("phone"));
	live.forget_holder(holder(2));
	CHECK_FALSE(live.contains(key("phone"), live_start));
	CHECK(live.contains(key("local"), live_start + 59s));
	CHECK_FALSE(live.contains(key("local"), live_start + 1min));
	live.forget_all();
	CHECK(live.size() == 0);
}

TEST_CASE("live credentials: never more than the bound, and who had to go can come again")
{
	LiveCredentials live(3, 1min);
	for (std::uint8_t number = 0; number < 20; ++number)
	{
		const auto key = *live.key_of({std::to_string(number), false});
		live.add(key, holder(number % 2), live_start);
		live.add(key, holder(number % 2), live_start);
		CHECK(live.contains(key, live_start));
		CHECK(live.size() <= 3);
	}
	live.forget_holder(holder(0));
	live.forget_holder(holder(1));
	CHECK(live.size() == 0);
}
