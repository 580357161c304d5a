#include "server/net/rate_limits.hpp"
#include "tests/support/catch.hpp"

using namespace bajin::net;
using namespace std::chrono_literals;

namespace
{

const auto start = RateLimits::Clock::time_point() + 1h;

RateLimitOptions small_options()
{
	RateLimitOptions options;
	options.device_rate = 2;
	options.device_burst = 4;
	options.address_rate = 0.5;
	options.address_burst = 3;
	return options;
}

Address address(const char* text)
{
	return parse_address(text).value();
}

int granted(RateLimits& rates, const std::optional<RateLimits::Key>& credential, const Address& from, RateLimits::Clock::time_point now)
{
	int count = 0;
	while (count < 1'000 && rates.draw(credential, from, now) == 0s) { ++count; }
	return count;
}

} // namespace

TEST_CASE("rate limits: an address has its burst, then its rate, and is told exactly when to come again")
{
	RateLimits rates(small_options());
	const Address phone = address("192.0.2.1");
	CHECK(granted(rates, std::nullopt, phone, start) == 3);
	CHECK(rates.draw(std::nullopt, phone, start) == 2s);
	CHECK(rates.draw(std::nullopt, phone, start + 500ms) == 2s);
	CHECK(rates.draw(std::nullopt, phone, start + 1'001ms) == 1s);
	CHECK(granted(rates, std::nullopt, phone, start + 2s) == 1);
	CHECK(granted(rates, std::nullopt, phone, start + 100s) == 3);
	CHECK(granted(rates, std::nullopt, address("192.0.2.2"), start) == 3);
}

TEST_CASE("rate limits: hosts of one IPv6 network share a budget")
{
	RateLimits rates(small_options());
	CHECK(granted(rates, std::nullopt, address("2001:db8:1:2::1"), start) == 3);
	CHECK(granted(rates, std::nullopt, address("2001:db8:1:2:ffff::9"), start) == 0);
	CHECK(granted(rates, std::nullopt, address("2001:db8:1:3::1"), start) == 3);
}

TEST_CASE("rate limits: a known credential draws on its own budget, wherever it comes from")
{
	RateLimits rates(small_options());
	const Address office = address("192.0.2.1");
	const RateLimits::Key phone{1};
	CHECK(granted(rates, std::nullopt, office, start) == 3);
	CHECK(granted(rates, phone, office, start) == 4);
	CHECK(rates.draw(phone, office, start) == 1s);
	CHECK(granted(rates, phone, address("198.51.100.7"), start + 500ms) == 1);
	CHECK(granted(rates, std::nullopt, office, start + 500ms) == 0);
}

TEST_CASE("rate limits: a rate of 0 is no limit, for the one or the other or both")
{
	RateLimitOptions options = small_options();
	options.address_rate = 0;
	RateLimits open_addresses(options);
	const RateLimits::Key phone{1};
	CHECK(granted(open_addresses, std::nullopt, address("192.0.2.1"), start) == 1'000);
	CHECK(granted(open_addresses, phone, address("192.0.2.1"), start) == 4);
	options.device_rate = 0;
	CHECK_FALSE(RateLimits(options).limits());
	options.address_rate = 0.5;
	RateLimits open_devices(options);
	CHECK(granted(open_devices, phone, address("192.0.2.1"), start) == 1'000);
}

TEST_CASE("rate limits: full buckets are forgotten, and there are never more than the bound")
{
	RateLimitOptions options = small_options();
	options.entries_max = 10;
	RateLimits rates(options);
	for (int host = 1; host <= 200; ++host)
	{
		CHECK(rates.draw(std::nullopt, address(("192.0.2." + std::to_string(host)).c_str()), start) == 0s);
		CHECK(rates.size() <= 10);
	}
	// Two seconds fill what one request took; each request then drops two of them.
	for (int round = 0; round < 10; ++round) { CHECK(rates.draw(std::nullopt, address("198.51.100.1"), start + 1h + round * 1h) == 0s); }
	CHECK(rates.size() == 1);
	for (std::uint8_t number = 0; number < 50; ++number) { CHECK(rates.draw(RateLimits::Key{number}, address("192.0.2.1"), start) == 0s); }
	CHECK(rates.size() == 11);
}

TEST_CASE("rate limits: who draws is kept, who has been quiet goes first")
{
	Buckets buckets(1, 1, 2);
	const Buckets::Key one{1};
	const Buckets::Key two{2};
	const Buckets::Key three{3};
	CHECK(buckets.draw(one, start) == 0s);
	CHECK(buckets.draw(two, start) == 0s);
	CHECK(buckets.draw(one, start) > 0s);
	CHECK(buckets.draw(three, start) == 0s);
	CHECK(buckets.contains(one));
	CHECK_FALSE(buckets.contains(two));
	CHECK(buckets.draw(one, start) > 0s);
}
