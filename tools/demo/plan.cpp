#include "tools/demo/plan.hpp"

#include "tools/demo/draft.hpp"

namespace bajin::demo
{

Plan make_plan(const AreaTree& areas, const Vocabulary& vocabulary)
{
	Random random(20'110'101);
	Cast cast = make_cast(areas, random);
	std::vector<Draft> drafts = draft_visits(cast, areas, vocabulary, random);
	balance(drafts, vocabulary, random);

	Plan plan;
	plan.steps = tell_story(drafts, cast, random);
	plan.targets = set_targets(drafts);
	plan.teams = std::move(cast.teams);
	plan.venues = std::move(cast.venues);
	return plan;
}

} // namespace bajin::demo
