// Records of every kind for tests that hold figures against a recount: seeded, so that a failure can be replayed.
#pragma once

#include "server/store/event_store.hpp"
#include "tests/figures/figure_fixture.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace bajin::test
{

// Two years (2014, 2015), every state and level of area; teams based at every level, and working away; venues that are
// named where they lie, elsewhere, and by records of another type.
class VariedRecords
{
public:
	explicit VariedRecords(std::uint32_t seed, int events = 170);

	FigureDatabase database;
	std::vector<Uuid> teams;

	// Where a team is based.
	[[nodiscard]] AreaId area_of_team(const Uuid& team);

	// Every event but deleted ones, with its record.
	using Visitor = std::function<void(const store::EventHead&, const Event&)>;
	void for_each(const Visitor& visit);
};

} // namespace bajin::test
