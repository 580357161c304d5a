#include "tests/support/catch.hpp"
#include "tools/demo/balance.hpp"

#include <numeric>

using namespace bajin;
using namespace bajin::demo;

namespace
{

std::vector<std::int64_t> fitted(std::vector<std::int64_t> values, const Fit& fit)
{
	std::vector<std::int64_t*> pointers;
	for (std::int64_t& value : values) { pointers.push_back(&value); }
	Random random(7);
	fit_sum(pointers, fit, random);
	return values;
}

std::int64_t sum(const std::vector<std::int64_t>& values)
{
	return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

} // namespace

TEST_CASE("demo balance: values are brought to a larger and to a smaller sum exactly")
{
	const std::vector<std::int64_t> values = {120, 35, 800, 2'400, 61, 9};
	CHECK(sum(fitted(values, {.sum = 9'999, .least = 5})) == 9'999);
	CHECK(sum(fitted(values, {.sum = 487, .least = 5})) == 487);
}

TEST_CASE("demo balance: no value falls below the least, also where there is no room")
{
	const std::vector<std::int64_t> values = fitted({1'000, 1, 1, 1}, {.sum = 41, .least = 10});
	CHECK(sum(values) == 41);
	for (const std::int64_t value : values) { CHECK(value >= 10); }
}

TEST_CASE("demo balance: shares add up, follow the weights and keep the least")
{
	CHECK(share_out(10, {1, 1, 2}, 0) == std::vector<std::int64_t>{3, 2, 5});
	CHECK(share_out(7, {0, 100, 0}, 2) == std::vector<std::int64_t>{2, 3, 2});
}
