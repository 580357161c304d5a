// The question of a figure, read from the parameters of a request. Used by the figure endpoints on the I/O thread.
#pragma once

#include "server/api/http/answer.hpp"
#include "server/api/http/route.hpp"
#include "server/figures/period.hpp"
#include "server/people/access.hpp"
#include "server/store/reader.hpp"

namespace bajin::api
{

// Errors: `invalid_parameter`, `unknown_area`.
[[nodiscard]] inline Result<figures::FigureQuery> parse_figure_request(Context& context, const Request& request)
{
	const figures::FigureText text{
		request.query_value("year"), request.query_value("from"),  request.query_value("to"),
		request.query_value("area"), request.query_value("basis"), request.query_value("attribution"),
	};
	return figures::parse_figure_query(text, *context.reference.load(), now());
}

// Keeps a figure to what the caller may see: without an area that of the caller; error `forbidden` for one beside it, and
// for days that an auditor may not look at.
[[nodiscard]] inline Result<void>
narrow(figures::FigureQuery& query, const people::Principal& principal, const AreaTree& areas, bool area_given)
{
	query.scope = people::scope_of(principal, areas);
	if (!area_given) { query.area = query.scope; }
	if (!people::covers(principal, areas, query.area) || !people::may_see_days(principal, query.period.days))
	{
		return Error{"forbidden", "", ""};
	}
	return {};
}

// Answers with `answer(reader, query, caller)` once the question is narrowed to the caller; with its error where it is none.
template <class Answer>
[[nodiscard]] Reply answer_figure(const Request& request, Result<figures::FigureQuery> query, Answer answer, Lane lane = Lane::page)
{
	if (!query) { return query.error(); }
	return read_work(
		[query = std::move(*query), answer = std::move(answer),
		 area_given = request.has_query("area")](store::Reader& reader, const people::Principal& principal) mutable -> Reply
		{
			const auto narrowed = narrow(query, principal, reader.reference()->areas, area_given);
			return narrowed ? answer(reader, query, principal) : Reply(narrowed.error());
		},
		lane);
}

// The same for the question as the request puts it.
template <class Answer>
[[nodiscard]] Reply answer_figure(Context& context, const Request& request, Answer answer, Lane lane = Lane::page)
{
	return answer_figure(request, parse_figure_request(context, request), std::move(answer), lane);
}

// What is in a file of figures, for programs and for people: "places", "走访场所".
struct FigureFile
{
	std::string ascii;
	std::string words;
};

// Such a file is named after what it covers.
[[nodiscard]] inline FileName
name_of_figures(const FigureFile& file, const std::string& area_code, const std::string& area_name, const figures::Period& period)
{
	return {
		file.ascii + "-" + area_code + "-" + period.from + "-" + period.to,
		{file.words, area_name, figures::span_name(period.days)},
	};
}

[[nodiscard]] inline Response
csv_response(const FigureFile& file, const figures::FigureQuery& query, const AreaTree& areas, std::string body)
{
	const Area& area = areas.at(query.area);
	Response response = attachment(csv_type, name_of_figures(file, area.code, area.name, query.period), ".csv");
	response.body = std::move(body);
	return response;
}

} // namespace bajin::api
