// Whatever list of areas somebody gives.
#include "shared/area_list.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace bajin;

int fuzz(std::string_view input)
{
	auto areas = parse_area_csv(input);
	if (!areas) { return check(!areas.error().code.empty()); }
	const auto tree = AreaTree::build(std::move(*areas));
	if (!tree) { return check(!tree.error().code.empty()); }
	for (const Area& area : tree->all())
	{
		check(tree->contains(tree->root().id, area.id));
		check(tree->find(area.code) != nullptr);
		static_cast<void>(tree->branch_of(area.id));
	}
	return 0;
}
