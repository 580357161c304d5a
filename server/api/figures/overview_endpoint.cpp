#include "server/api/figures/endpoints.hpp"
#include "server/api/http/answer.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/figures/overview.hpp"
#include "server/people/access.hpp"
#include "server/store/reader.hpp"
#include "server/store/settings_store.hpp"

namespace bajin::api
{

Reply handle_overview(Context& context, Request& request)
{
	figures::OverviewQuery query;
	query.now = now();
	const auto area = asked_area(request, context.reference.load()->areas);
	if (!area) { return area.error(); }
	query.area = *area;
	return read_work(
		[query](store::Reader& reader, const people::Principal& principal) mutable -> Reply
		{
			const AreaTree& areas = reader.reference()->areas;
			if (query.area == 0) { query.area = people::scope_of(principal, areas); }
			if (!people::covers(principal, areas, query.area)) { return refuse("forbidden"); }
			query.silent_after = store::find_settings(reader.database()).silent_after;
			query.days = people::days_of(principal);
			query.with_kept = people::decide(principal, people::Action::read_kept) == people::Verdict::allowed;
			return json_answer(figures::to_json(figures::compute_overview(reader, query)));
		});
}

} // namespace bajin::api
