#include "server/api/events/endpoints.hpp"
#include "server/api/http/answer.hpp"
#include "server/api/requests/download.hpp"
#include "server/api/requests/event_list_request.hpp"
#include "server/events/state.hpp"
#include "server/figures/event_list.hpp"
#include "server/reports/workbook/event_table.hpp"
#include "server/reports/workbook/workbook.hpp"

namespace bajin::api
{

namespace
{

Response table_response(reports::TableForm form, Timestamp made_at)
{
	const bool is_csv = form == reports::TableForm::csv;
	const std::string day = to_string(shanghai_date(made_at));
	return attachment(is_csv ? csv_type : reports::workbook_type, {"bajin-events-" + day, {"活动记录", day}}, is_csv ? ".csv" : ".xlsx");
}

// The list that /events would give, from its beginning to its end.
Reply answer_table(Context& context, const Request& request, reports::TableForm form)
{
	auto text = event_filter_text(request);
	text.after = {};
	auto filter = figures::parse_event_filter(text, *context.reference.load(), shanghai_date(now()));
	if (!filter) { return filter.error(); }
	const auto progress_id = parse_progress(request);
	if (!progress_id) { return progress_id.error(); }
	return read_work(
		[&context, form, filter = std::move(*filter), area_given = request.has_query("area"),
		 download = Download{context.progress, *progress_id}](store::Reader& reader, const people::Principal& principal) mutable -> Reply
		{
			const auto make = [&](files::Progress& progress) -> Reply
			{
				if (auto narrowed = narrow(filter, reader, principal, area_given); !narrowed) { return narrowed.error(); }
				reports::EventTableOrder order;
				order.filter = std::move(filter);
				order.load = [&](const store::EventHead& head) { return events::load_state(reader.database(), reader.epochs(), head); };
				order.form = form;
				order.made_at = now();
				order.temporary = context.temporary_directory;
				auto file = reports::write_event_table(reader, order, progress);
				if (!file) { return file.error(); }
				Response response = table_response(form, order.made_at);
				response.file = std::move(*file);
				return response;
			};
			return make_download(download, principal, make);
		},
		Lane::download);
}

} // namespace

Reply handle_events_csv(Context& context, Request& request)
{
	return answer_table(context, request, reports::TableForm::csv);
}

Reply handle_events_xlsx(Context& context, Request& request)
{
	return answer_table(context, request, reports::TableForm::xlsx);
}

} // namespace bajin::api
