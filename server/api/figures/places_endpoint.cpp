#include "server/api/figures/endpoints.hpp"
#include "server/api/http/answer.hpp"
#include "server/api/requests/figure_request.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/figures/place_list.hpp"
#include "server/store/reader.hpp"

namespace bajin::api
{

namespace
{

Result<figures::PlaceFilter> parse_place_filter(Context& context, const Request& request)
{
	figures::PlaceFilter filter;
	const ReferencePointer reference = context.reference.load();
	const auto visited = request.query_value("visited");
	if (visited == "true" || visited == "false") { filter.visited = visited == "true"; }
	else if (!visited.empty() && visited != "all") { return figures::invalid_parameter("visited", "expected true, false or all"); }
	filter.venue_type = request.query_value("venue_type");
	if (!filter.venue_type.empty() && reference->vocabulary.find(CodeList::venue_types, filter.venue_type) == nullptr)
	{
		return figures::invalid_parameter("venue_type", "no such venue type");
	}
	filter.text = request.query_value("text");
	const auto limit = asked_limit(request, 100);
	if (!limit) { return limit.error(); }
	filter.limit = *limit;
	if (const auto after = request.query_value("after"); !after.empty())
	{
		filter.after = figures::read_place_position(after, *reference);
		if (!filter.after) { return figures::invalid_parameter("after", "not a place in a list that this server gave out"); }
	}
	return filter;
}

Reply answer_places(Context& context, const Request& request, bool is_table)
{
	auto filter = parse_place_filter(context, request);
	if (!filter) { return filter.error(); }
	if (is_table)
	{
		filter->limit.reset();
		filter->after.reset();
	}
	return answer_figure(
		context, request,
		[filter = std::move(*filter),
		 is_table](store::Reader& reader, const figures::FigureQuery& query, const people::Principal& /*principal*/) -> Reply
		{
			const figures::PlaceList list = figures::list_places(reader, query, filter);
			if (is_table) { return csv_response({"places", "走访场所"}, list.query, list.reference->areas, figures::to_csv(list)); }
			return json_answer(figures::to_json(list));
		});
}

} // namespace

Reply handle_places(Context& context, Request& request)
{
	return answer_places(context, request, false);
}

Reply handle_places_csv(Context& context, Request& request)
{
	return answer_places(context, request, true);
}

} // namespace bajin::api
