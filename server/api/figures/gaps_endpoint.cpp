#include "server/api/figures/endpoints.hpp"
#include "server/api/http/answer.hpp"
#include "server/api/requests/figure_request.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/figures/gaps.hpp"
#include "server/store/reader.hpp"
#include "server/store/settings_store.hpp"

namespace bajin::api
{

namespace
{

Result<figures::GapFilter> parse_gap_filter(Context& context, const Request& request)
{
	figures::GapFilter filter;
	filter.venue_type = request.query_value("venue_type");
	const ReferencePointer reference = context.reference.load();
	if (!filter.venue_type.empty() && reference->vocabulary.find(CodeList::venue_types, filter.venue_type) == nullptr)
	{
		return figures::invalid_parameter("venue_type", "no such venue type");
	}
	if (const auto level = request.query_value("level"); !level.empty())
	{
		filter.level = parse_area_level(level);
		if (!filter.level || *filter.level < AreaLevel::prefecture || *filter.level > AreaLevel::township)
		{
			return figures::invalid_parameter("level", "prefecture, county or township");
		}
	}
	const auto limit = asked_limit(request, 100);
	if (!limit) { return limit.error(); }
	filter.limit = *limit;
	if (const auto after = request.query_value("after"); !after.empty())
	{
		filter.after = figures::read_gap_position(after);
		if (!filter.after) { return figures::invalid_parameter("after", "not a place in a list that this server gave out"); }
	}
	return filter;
}

Reply answer_gaps(Context& context, const Request& request, bool is_table)
{
	auto filter = parse_gap_filter(context, request);
	if (!filter) { return filter.error(); }
	if (is_table)
	{
		filter->limit.reset();
		filter->after.reset();
	}
	return answer_figure(
		context, request,
		[filter = std::move(*filter),
		 is_table](store::Reader& reader, const figures::FigureQuery& query, const people::Principal& /*principal*/) mutable -> Reply
		{
			filter.silent_after = store::find_settings(reader.database()).silent_after;
			const figures::GapList list = figures::compute_gaps(reader, query, filter);
			if (is_table) { return csv_response({"gaps", "薄弱点"}, list.query, list.reference->areas, figures::to_csv(list)); }
			return json_answer(figures::to_json(list));
		});
}

} // namespace

Reply handle_gaps(Context& context, Request& request)
{
	return answer_gaps(context, request, false);
}

Reply handle_gaps_csv(Context& context, Request& request)
{
	return answer_gaps(context, request, true);
}

} // namespace bajin::api
