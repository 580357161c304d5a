#include "server/api/figure_endpoints.hpp"
#include "server/api/figure_request.hpp"
#include "server/api/problem.hpp"
#include "server/figures/coverage.hpp"
#include "server/store/reader.hpp"
#include "server/store/settings_store.hpp"

namespace bajin::api
{

Reply handle_coverage(Context& context, Request& request)
{
	auto query = parse_figure_request(context, request);
	if (!query)
	{
		return problem(query.error(), request.accept_language);
	}
	return read_work(
	    [query = std::move(*query), area_given = request.has_query("area"), language = request.accept_language](
	        store::Reader& reader, const people::Caller& caller) mutable -> Reply
	    {
		    if (auto narrowed = narrow(query, caller, reader.reference()->areas, area_given); !narrowed)
		    {
			    return problem(narrowed.error(), language);
		    }
		    Response response;
		    const auto silent_after = store::find_settings(reader.database()).silent_after;
		    response.body = to_text(figures::to_json(figures::compute_coverage(reader, query, silent_after)));
		    return response;
	    });
}

} // namespace bajin::api
