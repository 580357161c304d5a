// How the numbers of the counted visits are made to add up: by many small differences, none of which stands out.
//
// Called by balance, and fit_sum by its tests. Pure but for the Random.
#pragma once

#include "tools/demo/draft.hpp"
#include "tools/demo/visit.hpp"

namespace bajin::demo
{

struct Fit
{
	std::int64_t sum = 0;   // what the values are to add up to
	std::int64_t least = 1; // of each value
};

// Scales the values to the sum, rounds most of them as people do, and spreads what is left in small steps.
// There are enough values for the sum: sum >= least * values, and more values than none.
void fit_sum(const std::vector<std::int64_t*>& values, const Fit& fit, Random& random);

// Items and copies of all visits but duplicates.
void give_materials(std::vector<Draft>& drafts, const Vocabulary& vocabulary, Random& random);

} // namespace bajin::demo
