#include "tests/support/catch.hpp"
#include "tools/demo/random.hpp"

using namespace bajin::demo;

TEST_CASE("demo random: the sequence is the published one of SplitMix64")
{
	Random random(1'234'567);
	CHECK(random.next() == 6'457'827'717'110'365'317ULL);
	CHECK(random.next() == 3'203'168'211'198'807'973ULL);
}

TEST_CASE("demo random: draws stay within their bounds and reach both ends")
{
	Random random(3);
	bool low = false;
	bool high = false;
	for (int i = 0; i < 1'000; ++i)
	{
		const std::int64_t drawn = random.between(-2, 3);
		REQUIRE(drawn >= -2);
		REQUIRE(drawn <= 3);
		low = low || drawn == -2;
		high = high || drawn == 3;
		REQUIRE(random.around(10, 20) >= 10);
	}
	CHECK(low);
	CHECK(high);
}

TEST_CASE("demo random: a weight of zero is never drawn")
{
	Random random(5);
	const std::vector<int> weights = {0, 3, 0, 1, 0};
	for (int i = 0; i < 200; ++i)
	{
		const std::size_t drawn = random.weighted(weights);
		REQUIRE((drawn == 1 || drawn == 3));
	}
}
