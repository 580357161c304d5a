#include "server/api/figure_endpoints.hpp"
#include "server/api/figure_request.hpp"
#include "server/api/problem.hpp"
#include "server/figures/months.hpp"
#include "server/store/reader.hpp"

namespace bajin::api
{

Reply handle_months(Context& context, Request& request)
{
	auto query = parse_figure_request(context, request);
	if (query && !query->period.whole_year())
	{
		query = figures::invalid_parameter("year", "expected one whole year");
	}
	if (!query)
	{
		return problem(query.error(), request.accept_language);
	}
	return read_work(
	    [query = std::move(*query), area_given = request.has_query("area"),
	     language = request.accept_language](store::Reader& reader, const people::Caller& caller) mutable -> Reply
	    {
		    if (auto narrowed = narrow(query, caller, reader.reference()->areas, area_given); !narrowed)
		    {
			    return problem(narrowed.error(), language);
		    }
		    // An auditor may be let into one year and not into the one before.
		    const Date january = make_date(*query.period.whole_year() - 1, 1, 1);
		    const bool with_last_year = people::days_of(caller).first <= january;
		    Response response;
		    response.body = to_text(figures::to_json(figures::compute_months(reader, query, with_last_year)));
		    return response;
	    });
}

} // namespace bajin::api
