#include "tests/simulation/simulation.hpp"
#include "tests/support/catch.hpp"

#include <cstdlib>
#include <iostream>

// NOLINTBEGIN(concurrency-mt-unsafe): the environment is touched by one thread

using namespace bajin::test;

namespace
{

// BAJIN_SEED=17 replays one seed; BAJIN_SEEDS=5000 runs so many from the first.
std::uint64_t number_from(const char* name, std::uint64_t otherwise)
{
	const char* text = std::getenv(name);
	return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

void run_seeds(std::uint64_t first, std::uint64_t count)
{
	SimulationReport all;
	for (std::uint64_t seed = first; seed < first + count; ++seed)
	{
		const SimulationReport report = run_simulation(seed);
		if (!report.failure.empty())
		{
			FAIL_CHECK("seed " << seed << " (replay with BAJIN_SEED=" << seed << "): " << report.failure);
			return;
		}
		all.events += report.events;
		all.merges += report.merges;
		all.conflicts += report.conflicts;
		all.heals += report.heals;
		all.restores += report.restores;
		all.reviews += report.reviews;
		all.lost_answers += report.lost_answers;
		if (count > 1'000 && seed % 500 == 0) { std::cout << seed << " seeds" << std::endl; }
	}
	std::cout << count << " seeds from " << first << ": " << all.events << " events, " << all.merges << " merges, " << all.conflicts
			  << " conflicts, " << all.heals << " heals, " << all.restores << " restores, " << all.reviews << " reviews, "
			  << all.lost_answers << " lost messages\n";
	CHECK(all.events > 0);
	if (count >= 100)
	{
		// A simulation in which these do not happen would prove nothing.
		CHECK(all.merges > 0);
		CHECK(all.conflicts > 0);
		CHECK(all.heals > 0);
		CHECK(all.restores > 0);
		CHECK(all.reviews > 0);
	}
}

} // namespace

TEST_CASE("simulation: phones, reviewers, restores and a bad network end with everything once and nothing lost, first half")
{
	if (std::getenv("BAJIN_SEED") != nullptr) { run_seeds(number_from("BAJIN_SEED", 1), 1); }
	else { run_seeds(1, number_from("BAJIN_SEEDS", 160)); }
}

TEST_CASE("simulation: the same, second half")
{
	if (std::getenv("BAJIN_SEED") == nullptr) { run_seeds(100'001, 160); }
}

// NOLINTEND(concurrency-mt-unsafe)
