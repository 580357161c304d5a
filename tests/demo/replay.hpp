// Plays a plan against the plain rules of the contract, for the tests of the demonstration: which record stands in
// which state at the end, what was out of order on the way, and the sum of the measures.
#pragma once

#include "shared/event.hpp"
#include "shared/measures.hpp"
#include "tools/demo/plan.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace bajin::demo::test
{

// The official areas and the code lists of schema/, and the venues of the plan.
[[nodiscard]] const Reference& schema_reference();
[[nodiscard]] const Plan& planned(); // made once

struct Standing
{
	Json record;
	std::int64_t version = 0;
	ReviewState state = ReviewState::submitted;
	JointAdds adds;
	Uuid team;
	bool conflicts = false; // a change of it is kept
};

struct Replay
{
	std::map<Uuid, Standing> events;
	std::set<Uuid> rejected;            // events of which nothing was taken
	std::vector<std::string> disorders; // steps that a server would not take, or take where it is not meant to
};
[[nodiscard]] Replay replay(const Plan& plan);

struct Sums
{
	Metrics received;
	Metrics verified;
	std::map<std::string, std::int64_t> copies; // by item, on basis received
};
[[nodiscard]] Sums add_up(const Replay& played);

} // namespace bajin::demo::test
