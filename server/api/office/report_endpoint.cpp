#include "server/api/http/answer.hpp"
#include "server/api/office/endpoints.hpp"
#include "server/api/requests/download.hpp"
#include "server/api/requests/event_list_request.hpp"
#include "server/api/requests/figure_request.hpp"
#include "server/events/state.hpp"
#include "server/reports/report.hpp"
#include "server/reports/workbook/record_sheets.hpp"
#include "server/reports/workbook/workbook.hpp"

namespace bajin::api
{

namespace
{

using Writer = Response (*)(const reports::Report& report);

Response write_json(const reports::Report& report)
{
	return json_answer(reports::to_json(report));
}

Response workbook_response(const reports::Report& report)
{
	const figures::Statistics& statistics = report.statistics;
	return attachment(
		reports::workbook_type,
		name_of_figures({"bajin-statistics", "统计报表"}, statistics.area_code, statistics.area_name, statistics.query.period), ".xlsx");
}

Response write_xlsx(const reports::Report& report)
{
	Response response = workbook_response(report);
	response.body = reports::write_workbook(report);
	return response;
}

// The events that the figures count, kept to those that the caller may read. Error `forbidden`.
Result<figures::EventFilter> records_of(const figures::FigureQuery& query, store::Reader& reader, const people::Principal& principal)
{
	figures::EventFilter filter;
	filter.area = query.area;
	filter.attribution = query.attribution;
	filter.basis = query.basis;
	filter.first = query.period.days.first;
	filter.last = query.period.days.last;
	const bool may_read = people::decide(principal, people::Action::read_events) == people::Verdict::allowed;
	const auto narrowed = may_read ? narrow(filter, reader, principal, true) : Result<void>(Error{"forbidden", "", ""});
	if (!narrowed) { return narrowed.error(); }
	return filter;
}

// The workbook with one row a record, which takes long.
Reply answer_with_records(Context& context, const Request& request, const Download& download, const reports::ChosenColumns& columns)
{
	return answer_figure(
		context, request,
		[&context, download, columns](store::Reader& reader, const figures::FigureQuery& query, const people::Principal& principal) -> Reply
		{
			const auto make = [&](files::Progress& progress) -> Reply
			{
				reports::RecordSource source;
				auto filter = records_of(query, reader, principal);
				if (!filter) { return filter.error(); }
				source.filter = std::move(*filter);
				source.columns = columns;
				source.load = [&](const store::EventHead& head) { return events::load_state(reader.database(), reader.epochs(), head); };
				const reports::Report report = reports::compute_report(reader, query, people::days_of(principal));
				auto file = reports::write_workbook_with_records(reader, report, source, progress, context.temporary_directory);
				if (!file) { return file.error(); }
				Response response = workbook_response(report);
				response.file = std::move(*file);
				return response;
			};
			return make_download(download, principal, make);
		},
		Lane::download);
}

Reply answer_live_report(Context& context, const Request& request, Writer write)
{
	return answer_figure(
		context, request, [write](store::Reader& reader, const figures::FigureQuery& query, const people::Principal& principal) -> Reply
		{ return write(reports::compute_report(reader, query, people::days_of(principal))); }, Lane::export_);
}

} // namespace

Reply handle_report(Context& context, Request& request)
{
	return answer_live_report(context, request, write_json);
}
Reply handle_statistics_xlsx(Context& context, Request& request)
{
	const std::string_view records = request.query_value("records");
	const auto progress_id = parse_progress(request);
	if (!progress_id) { return progress_id.error(); }
	const std::string_view wanted = request.query_value("columns");
	const auto columns = wanted.empty() ? reports::all_columns() : reports::parse_columns(wanted);
	if (!columns) { return refuse("invalid_parameter", "columns: expected names of columns with commas between"); }
	if (records == "yes") { return answer_with_records(context, request, {context.progress, *progress_id}, *columns); }
	return records.empty() || records == "no" ? answer_live_report(context, request, write_xlsx)
											  : Reply(refuse("invalid_parameter", "records: expected yes or no"));
}

} // namespace bajin::api
