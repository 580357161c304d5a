#include "server/api/figures/endpoints.hpp"
#include "server/api/http/answer.hpp"
#include "server/api/requests/figure_request.hpp"
#include "server/figures/statistics.hpp"

namespace bajin::api
{

namespace
{

using Writer = Response (*)(const figures::Statistics& statistics);

Response write_json(const figures::Statistics& statistics)
{
	return json_answer(figures::to_json(statistics));
}

Response write_csv(const figures::Statistics& statistics)
{
	Response response = attachment(
		csv_type, name_of_figures({"statistics", "统计"}, statistics.area_code, statistics.area_name, statistics.query.period), ".csv");
	response.body = figures::to_csv(statistics);
	return response;
}

Response write_txt(const figures::Statistics& statistics)
{
	Response response;
	response.content_type = text_type;
	response.body = figures::to_plain_text(statistics);
	return response;
}

Reply answer_statistics(Context& context, const Request& request, Writer write)
{
	return answer_figure(
		context, request, [write](store::Reader& reader, const figures::FigureQuery& query, const people::Principal&) -> Reply
		{ return write(figures::compute_statistics(reader, query)); });
}

} // namespace

Reply handle_statistics(Context& context, Request& request)
{
	return answer_statistics(context, request, write_json);
}
Reply handle_statistics_csv(Context& context, Request& request)
{
	return answer_statistics(context, request, write_csv);
}
Reply handle_statistics_txt(Context& context, Request& request)
{
	return answer_statistics(context, request, write_txt);
}

} // namespace bajin::api
