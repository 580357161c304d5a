#include "server/api/figures/endpoints.hpp"
#include "server/api/http/answer.hpp"
#include "server/api/requests/figure_request.hpp"
#include "server/figures/months.hpp"
#include "server/store/reader.hpp"

namespace bajin::api
{

Reply handle_months(Context& context, Request& request)
{
	auto query = parse_figure_request(context, request);
	if (query && !query->period.whole_year()) { query = figures::invalid_parameter("year", "expected one whole year"); }
	return answer_figure(
		request, std::move(query),
		[](store::Reader& reader, const figures::FigureQuery& asked, const people::Principal& principal) -> Reply
		{
			// An auditor may be let into one year and not into the one before.
			const Date january = make_date(*asked.period.whole_year() - 1, 1, 1);
			const bool with_last_year = people::days_of(principal).first <= january;
			return json_answer(figures::to_json(figures::compute_months(reader, asked, with_last_year)));
		});
}

} // namespace bajin::api
