#include "server/api/http/answer.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/registry/endpoints.hpp"
#include "server/registry/venue_list.hpp"
#include "server/registry/venue_suggestions.hpp"
#include "server/store/count_store.hpp"

#include <algorithm>

namespace bajin::api
{

namespace
{

constexpr std::int64_t limit_usual = 100;

// Everything a list of venues is asked for; area 0: all that the caller may see.
struct Question
{
	registry::VenueFilter filter;
	std::int64_t limit = limit_usual;
	std::string after;
};

Result<Question> read_question(Context& context, const Request& request)
{
	const ReferencePointer reference = context.reference.load();
	Question question;
	const auto area = asked_area(request, reference->areas);
	if (!area) { return area.error(); }
	question.filter.area = *area;
	question.filter.venue_type = request.query_value("venue_type");
	if (!question.filter.venue_type.empty() && reference->vocabulary.find(CodeList::venue_types, question.filter.venue_type) == nullptr)
	{
		return figures::invalid_parameter("venue_type", "no such venue type");
	}
	const auto state = registry::parse_venue_state(request.query_value("state"));
	if (!state) { return figures::invalid_parameter("state", "expected in_use, retired or all"); }
	question.filter.state = *state;
	question.filter.text = request.query_value("text");
	question.filter.today = shanghai_date(now());
	const auto limit = asked_limit(request, limit_usual);
	if (!limit) { return limit.error(); }
	question.limit = *limit;
	question.after = request.query_value("after");
	return question;
}

// Keeps it to the caller's area; phones see every venue, as they do in /reference. Error `forbidden`.
Result<void> narrow(AreaId& area, const people::Principal& principal, const AreaTree& areas)
{
	const bool is_phone = principal.kind == people::Principal::Kind::device;
	const AreaId scope = is_phone ? areas.root().id : people::scope_of(principal, areas);
	if (area == 0) { area = scope; }
	if (scope == 0 || !areas.contains(scope, area)) { return Error{"forbidden", "", ""}; }
	return {};
}

// Visits of all time are a figure: not for phones, and not for whom certain days are shown.
bool may_see_visits(const people::Principal& principal)
{
	return people::decide(principal, people::Action::read_figures) == people::Verdict::allowed &&
		   people::days_of(principal).first == Date{INT32_MIN};
}

Reply list_page(store::Reader& reader, const people::Principal& principal, const Question& question)
{
	const Reference& reference = *reader.reference();
	const auto venues = registry::find_venues(reference, question.filter);
	auto first = venues.begin();
	if (!question.after.empty())
	{
		first = std::ranges::find(venues, question.after, &Venue::id);
		if (first == venues.end()) { return figures::invalid_parameter("after", "expected `next` of the page before"); }
		++first;
	}
	const auto last = venues.end() - first > question.limit ? first + question.limit : venues.end();
	const bool with_visits = may_see_visits(principal);
	Json list = Json::array();
	for (auto venue = first; venue != last; ++venue)
	{
		list.push_back(registry::to_json(**venue, reference.areas));
		list.back()["visits"] = with_visits ? Json(store::count_visits_of_venue(reader.database(), (*venue)->id)) : Json(nullptr);
	}
	return json_answer(Json{
		{"venues", std::move(list)},
		{"next", last == venues.end() ? Json(nullptr) : Json((*(last - 1))->id)},
		{"total", venues.size()},
	});
}

Reply write_table(store::Reader& reader, const people::Principal& principal, const Question& question)
{
	const Area& area = reader.reference()->areas.at(question.filter.area);
	Response response = attachment(csv_type, {"venues-" + area.code, {"场所名录", area.name}}, ".csv");
	response.body = registry::to_csv(reader, registry::find_venues(*reader.reference(), question.filter), may_see_visits(principal));
	return response;
}

using Answer = Reply (*)(store::Reader& reader, const people::Principal& principal, const Question& question);

Reply answer_question(Context& context, const Request& request, Answer answer, Lane lane)
{
	auto question = read_question(context, request);
	if (!question) { return question.error(); }
	return read_work(
		[question = std::move(*question), answer](store::Reader& reader, const people::Principal& principal) mutable -> Reply
		{
			const auto narrowed = narrow(question.filter.area, principal, reader.reference()->areas);
			return narrowed ? answer(reader, principal, question) : Reply(narrowed.error());
		},
		lane);
}

Reply answer_suggestions(store::Reader& reader, const people::Principal& /*principal*/, const Question& question)
{
	const AreaTree& areas = reader.reference()->areas;
	const auto made = registry::suggest_venues(reader, question.filter.area, static_cast<std::size_t>(question.limit));
	Json list = Json::array();
	for (const registry::VenueSuggestion& found : made.suggestions)
	{
		list.push_back(
			{{"place", found.place},
			 {"venue_type", found.venue_type},
			 {"area", areas.at(found.area).code},
			 {"area_name", areas.at(found.area).name},
			 {"events", found.events},
			 {"first_on", to_string(found.first_on)},
			 {"last_on", to_string(found.last_on)}});
	}
	return json_answer(Json{{"suggestions", std::move(list)}, {"events_read", made.events_read}, {"complete", made.is_complete}});
}

} // namespace

Reply handle_venues(Context& context, Request& request)
{
	return answer_question(context, request, list_page, Lane::page);
}

Reply handle_venues_csv(Context& context, Request& request)
{
	return answer_question(context, request, write_table, Lane::export_);
}

Reply handle_venue_suggestions(Context& context, Request& request)
{
	return answer_question(context, request, answer_suggestions, Lane::export_);
}

} // namespace bajin::api
