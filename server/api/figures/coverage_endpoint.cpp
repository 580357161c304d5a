#include "server/api/figures/endpoints.hpp"
#include "server/api/requests/figure_request.hpp"
#include "server/figures/coverage.hpp"
#include "server/store/settings_store.hpp"

namespace bajin::api
{

Reply handle_coverage(Context& context, Request& request)
{
	return answer_figure(
		context, request,
		[](store::Reader& reader, const figures::FigureQuery& query, const people::Principal&) -> Reply
		{
			Response response;
			const auto silent_after = store::find_settings(reader.database()).silent_after;
			response.body = to_text(figures::to_json(figures::compute_coverage(reader, query, silent_after)));
			return response;
		});
}

} // namespace bajin::api
