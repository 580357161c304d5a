#include "tools/demo/plan.hpp"

#include "tools/demo/draft.hpp"

#include <algorithm>

namespace bajin::demo
{

Plan make_plan(const AreaTree& areas, const Vocabulary& vocabulary)
{
	Random random(20'110'101);
	Cast cast = make_cast(areas, random);
	std::vector<Draft> drafts = draft_visits(cast, areas, vocabulary, random);
	// With numbers of its own, so that what is told of the other visits does not depend on it.
	Random second(20'151'001);
	enrich(drafts, cast, areas, vocabulary, second);
	balance(drafts, vocabulary, random);

	Plan plan;
	plan.steps = tell_story(drafts, cast, random);
	plan.targets = set_targets(drafts, cast);
	plan.nil_reports = report_nil_months(drafts, cast, second);
	plan.end = std::max(plan.steps.back().at, shanghai_midnight(make_date(published::last_year + 1, 1, 6)) + std::chrono::hours(10));
	plan.phones = tell_phones(plan, cast);
	plan.teams = std::move(cast.teams);
	plan.venues = std::move(cast.venues);
	return plan;
}

} // namespace bajin::demo
