#include "server/api/figure_endpoints.hpp"
#include "server/api/figure_request.hpp"
#include "server/figures/report.hpp"
#include "server/figures/workbook.hpp"

namespace bajin::api
{

namespace
{

using Writer = Response (*)(const figures::Report& report);

Response write_json(const figures::Report& report)
{
	Response response;
	response.body = to_text(figures::to_json(report));
	return response;
}

Response write_xlsx(const figures::Report& report)
{
	Response response;
	const figures::Period& period = report.statistics.query.period;
	response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	response.headers.emplace_back(
	    "Content-Disposition",
	    "attachment; filename=\"bajin-statistics-" + report.statistics.area_code + "-" + period.from + "-" + period.to + ".xlsx\"");
	response.body = figures::write_workbook(report);
	return response;
}

Reply answer(Context& context, const Request& request, Writer write)
{
	return answer_figure(
	    context, request, [write](store::Reader& reader, const figures::FigureQuery& query, const people::Caller& caller) -> Reply
	    { return write(figures::compute_report(reader, query, people::days_of(caller))); },
	    ReadCost::export_);
}

} // namespace

Reply handle_report(Context& context, Request& request)
{
	return answer(context, request, write_json);
}
Reply handle_statistics_xlsx(Context& context, Request& request)
{
	return answer(context, request, write_xlsx);
}

} // namespace bajin::api
