// What is told while an older database is brought to the present form.
#include "server/store/upgrade_words.hpp"
#include "tests/support/catch.hpp"

#include <vector>

using namespace bajin;

TEST_CASE("upgrade: what it needs is told before, then every tenth")
{
	std::vector<std::string> lines;
	const store::WatchUpgrade watch = store::tell_upgrade([&](const std::string& line) { lines.push_back(line); });
	watch({1'000'000, 0, 850'000'000, true});
	REQUIRE(lines.size() == 1);
	CHECK_THAT(lines[0], test::says("its 1000000 events listed anew: about 21 s, and up to 851 MB of disk"));
	for (std::int64_t listed = 20'000; listed <= 1'000'000; listed += 20'000) { watch({1'000'000, listed, 850'000'000, false}); }
	REQUIRE(lines.size() == 11);
	CHECK(lines[1] == "100000 of 1000000 events are listed");
	CHECK(lines[10] == "1000000 of 1000000 events are listed");
	watch({0, 0, 0, false}); // an empty one: nothing to divide by
}
