// Who and where: the teams with their members, the registered venues, and the villages and communities of each county.
//
// Called once by make_plan; pure. Positions in `teams` and `venues` are how drafts refer to them.
#pragma once

#include "shared/area.hpp"
#include "tools/demo/plan.hpp"
#include "tools/demo/random.hpp"
#include "tools/demo/tables.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::demo
{

struct CountyCast
{
	const Area* area = nullptr;
	std::vector<const Area*> townships;
	std::vector<const Area*> villages;
	std::vector<const Area*> communities;
	std::vector<std::size_t> teams;
	std::array<std::vector<std::size_t>, venue_type_codes.size()> venues; // by type
};

struct Cast
{
	std::vector<Team> teams;
	std::vector<RegisteredVenue> venues;
	std::vector<CountyCast> counties; // in the order of counties()
	std::vector<std::size_t> prefecture_teams;
};

[[nodiscard]] Cast make_cast(const AreaTree& areas, Random& random);

// A name in which nobody is meant.
[[nodiscard]] std::string invent_name(Random& random);

// "吴寨村村民委员会" is 吴寨村 in a title, "曙光街街道" stays.
[[nodiscard]] std::string short_name(const Area& area);

struct Fillings
{
	std::string_view county;
	std::string_view town;
	std::string_view place;
};

// The template with {county}, {town} and {place} filled in.
[[nodiscard]] std::string fill(std::string_view text, const Fillings& fillings);

// Position of a venue type in venue_type_codes.
[[nodiscard]] std::size_t type_position(std::string_view venue_type);

} // namespace bajin::demo
