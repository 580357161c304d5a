#include "server/api/http/answer.hpp"
#include "server/api/office/endpoints.hpp"
#include "server/api/requests/figure_request.hpp"
#include "server/figures/cross.hpp"
#include "server/reports/workbook/cross_table.hpp"
#include "server/reports/workbook/workbook.hpp"

namespace bajin::api
{

namespace
{

// Errors: `invalid_parameter`.
Result<figures::CrossQuery> parse_cross(const Request& request)
{
	figures::CrossQuery query;
	const auto rows = figures::parse_axis(request.query_value("rows"));
	if (!rows) { return figures::invalid_parameter("rows", "expected area, team, venue_type, month, quarter, half, year, topic, …"); }
	const auto columns = figures::parse_axis(request.query_value("columns"));
	if (!columns) { return figures::invalid_parameter("columns", "expected one of those of rows, or measure"); }
	query.rows = *rows;
	query.columns = *columns;
	if (const std::string_view name = request.query_value("measure"); !name.empty())
	{
		const auto measure = parse_metric(name);
		if (!measure) { return figures::invalid_parameter("measure", "expected the name of a figure, as statistics name them"); }
		query.measure = *measure;
	}
	if (const auto checked = figures::check_axes(query); !checked) { return checked.error(); }
	return query;
}

Response write_cross_json(const figures::Cross& cross, const std::filesystem::path& /*temporary*/)
{
	return json_answer(figures::to_json(cross));
}

Response write_cross_xlsx(const figures::Cross& cross, const std::filesystem::path& temporary)
{
	Response response = attachment(
		reports::workbook_type, name_of_figures({"bajin-cross", "交叉统计"}, cross.area_code, cross.area_name, cross.query.figure.period),
		".xlsx");
	response.body = reports::write_workbook(reports::make_cross_head(cross), {reports::make_cross_table(cross)}, temporary);
	return response;
}

Reply answer_cross(
	Context& context, const Request& request, Response (*write)(const figures::Cross& cross, const std::filesystem::path& temporary))
{
	auto cross = parse_cross(request);
	if (!cross) { return cross.error(); }
	return answer_figure(
		context, request,
		[cross = *cross, write, temporary = context.temporary_directory](
			store::Reader& reader, const figures::FigureQuery& query, const people::Principal& /*principal*/) mutable -> Reply
		{
			cross.figure = query;
			return write(figures::compute_cross(reader, cross), temporary);
		},
		Lane::export_);
}

} // namespace

Reply handle_cross(Context& context, Request& request)
{
	return answer_cross(context, request, write_cross_json);
}

Reply handle_cross_xlsx(Context& context, Request& request)
{
	return answer_cross(context, request, write_cross_xlsx);
}

} // namespace bajin::api
