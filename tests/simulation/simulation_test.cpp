#include "tests/simulation/simulation.hpp"
#include "tests/support/as_shipped.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>

// NOLINTBEGIN(concurrency-mt-unsafe): the environment is touched by one thread

using namespace bajin::test;

namespace
{

constexpr std::uint64_t seeds_counted = 100; // of so many each happening is asked for
constexpr std::uint64_t seeds_of_half = is_as_shipped ? seeds_counted : 30;

// BAJIN_SEED=17 replays one seed; BAJIN_SEEDS=5000 runs so many from the first.
std::uint64_t number_from(const char* name, std::uint64_t otherwise)
{
	const char* text = std::getenv(name);
	return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

void run_seeds(std::uint64_t first, std::uint64_t count)
{
	SimulationReport all;
	std::size_t rounds_spare = ~std::size_t{0};
	for (std::uint64_t seed = first; seed < first + count; ++seed)
	{
		const SimulationReport report = run_simulation(seed);
		if (!report.failure.empty())
		{
			FAIL_CHECK("seed " << seed << " (replay with BAJIN_SEED=" << seed << "): " << report.failure);
			return;
		}
		for (const auto& [name, times] : report.happened) { all.happened[name] += times; }
		all.rounds = std::max(all.rounds, report.rounds);
		all.rounds_max = std::max(all.rounds_max, report.rounds_max);
		rounds_spare = std::min(rounds_spare, report.rounds_max - report.rounds);
		if (count > 1'000 && seed % 500 == 0) { std::cout << seed << " seeds" << std::endl; }
	}
	std::cout << count << " seeds from " << first << ":";
	for (const auto& [name, times] : all.happened) { std::cout << ' ' << times << " times " << name << ','; }
	std::cout << " settled within " << all.rounds << " rounds (" << all.rounds_max << " allowed, never fewer than " << rounds_spare
			  << " to spare)\n";
	if (count < seeds_counted) { return; }
	for (const std::string_view name : simulated_happenings())
	{
		INFO(name);
		CHECK(all.happened[std::string(name)] > 0);
	}
}

} // namespace

TEST_CASE("simulation: phones, reviewers, restores and a bad network end with everything once and nothing lost, first half")
{
	if (std::getenv("BAJIN_SEED") != nullptr) { run_seeds(number_from("BAJIN_SEED", 1), 1); }
	else { run_seeds(1, number_from("BAJIN_SEEDS", seeds_of_half)); }
}

TEST_CASE("simulation: the same, second half")
{
	if (std::getenv("BAJIN_SEED") == nullptr) { run_seeds(100'001, seeds_of_half); }
}

TEST_CASE("simulation: the same, many more seeds", "[.long]")
{
	run_seeds(1'000'001, is_as_shipped ? 5'000 : 400);
}

// NOLINTEND(concurrency-mt-unsafe)
