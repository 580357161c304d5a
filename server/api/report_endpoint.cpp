#include "server/api/figure_endpoints.hpp"
#include "server/api/figure_request.hpp"
#include "server/reports/report.hpp"
#include "server/reports/workbook.hpp"

namespace bajin::api
{

namespace
{

using Writer = Response (*)(const reports::Report& report);

Response write_json(const reports::Report& report)
{
	Response response;
	response.body = to_text(reports::to_json(report));
	return response;
}

Response write_xlsx(const reports::Report& report)
{
	Response response;
	const figures::Period& period = report.statistics.query.period;
	response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	response.headers.emplace_back(
	    "Content-Disposition",
	    "attachment; filename=\"bajin-statistics-" + report.statistics.area_code + "-" + period.from + "-" + period.to + ".xlsx\"");
	response.body = reports::write_workbook(report);
	return response;
}

Reply answer(Context& context, const Request& request, Writer write)
{
	return answer_figure(
	    context, request,
	    [write](store::Reader& reader, const figures::FigureQuery& query, const people::Caller& caller) -> Reply
	    { return write(reports::compute_report(reader, query, people::days_of(caller))); },
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
