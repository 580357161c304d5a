#include "server/api/figure_endpoints.hpp"
#include "server/api/figure_request.hpp"
#include "server/api/problem.hpp"
#include "server/figures/coverage.hpp"
#include "server/store/reader.hpp"

namespace bajin::api
{

Reply handle_coverage(const Context& context, Request& request)
{
	auto query = parse_figure_request(context, request);
	if (!query)
	{
		return problem(query.error(), request.accept_language);
	}
	if (query->attribution != figures::AttributedBy::area)
	{
		return problem(figures::invalid_parameter("attribution", "coverage is always by area"), request.accept_language);
	}
	return read_work(
	    [query = std::move(*query), silent_after = context.silent_after](store::Reader& reader) -> Reply
	    {
		    Response response;
		    response.body = to_text(figures::to_json(figures::compute_coverage(reader, query, silent_after)));
		    return response;
	    });
}

} // namespace bajin::api
