#include "server/api/events/endpoints.hpp"
#include "server/api/events/event_history.hpp"
#include "server/api/http/answer.hpp"
#include "server/api/http/audited.hpp"
#include "server/api/requests/event_access.hpp"
#include "server/api/requests/event_list_request.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/api/requests/telephone.hpp"
#include "server/events/state.hpp"
#include "server/figures/event_list.hpp"
#include "server/figures/event_sums.hpp"
#include "server/store/reader.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace bajin::api
{

namespace
{

// A search answers with what it has found by then, and where it goes on: others wait for the same lane.
constexpr std::chrono::milliseconds search_time{1'500};

// A list beside its filter: in which order, and whether each event says what it adds.
struct ListRequest
{
	std::optional<figures::FigureName> sort; // empty: the newest day first
	std::size_t offset = 0;                  // of a sorted list
	bool with_figures = false;
};

Response write_page(
	store::Reader& reader, const people::Principal& principal, const figures::EventFilter& filter, const ListRequest& wanted,
	const std::vector<store::EventHead>& events, std::string_view next)
{
	Response response;
	response.body = R"({"events":[)";
	bool first = true;
	for (const store::EventHead& head : events)
	{
		if (!first) { response.body += ','; }
		first = false;
		protocol::EventState state = events::load_state(reader.database(), reader.epochs(), head);
		if (principal.kind == people::Principal::Kind::account) { hide_telephone(state.body); }
		protocol::append_text(response.body, state);
		if (wanted.with_figures)
		{
			const auto added = figures::figures_of(head, state.body, filter, *reader.reference());
			append_member(response.body, "figures", to_text(figures::to_json(added, filter)));
		}
	}
	response.body += R"(],"next":)";
	response.body += next.empty() ? "null" : '"' + std::string(next) + '"';
	response.body += '}';
	return response;
}

// Error `invalid_parameter`: too long a list to be sorted.
Result<Response>
list_page(store::Reader& reader, const people::Principal& principal, const figures::EventFilter& filter, const ListRequest& wanted)
{
	const auto until = std::chrono::steady_clock::now() + search_time;
	if (!wanted.sort)
	{
		const figures::EventPage page = figures::list_event_page(reader, filter, {.until = until});
		return write_page(reader, principal, filter, wanted, page.events, page.next ? figures::write_position(*page.next) : "");
	}
	const auto page = figures::sort_events(reader, filter, *wanted.sort, wanted.offset, until);
	if (!page) { return figures::invalid_parameter("sort", "too many events to be sorted: narrow the list"); }
	const std::string next = page->has_more ? std::to_string(wanted.offset + page->events.size()) : "";
	return write_page(reader, principal, filter, wanted, page->events, next);
}

// Of a sorted list `after` is how many come before.
Result<ListRequest> parse_wish(const Request& request)
{
	ListRequest wanted;
	const std::string_view figures = request.query_value("figures");
	if (!figures.empty() && figures != "yes" && figures != "no") { return figures::invalid_parameter("figures", "expected yes or no"); }
	wanted.with_figures = figures == "yes";
	const std::string_view sort = request.query_value("sort");
	if (sort.empty() || sort == "day") { return wanted; }
	wanted.sort = figures::find_figure(sort);
	if (!wanted.sort) { return figures::invalid_parameter("sort", "expected day or the name of a figure"); }
	const std::string_view after = request.query_value("after");
	const auto [end, error] = std::from_chars(after.data(), after.data() + after.size(), wanted.offset);
	if (!after.empty() && (error != std::errc() || end != after.data() + after.size()))
	{
		return figures::invalid_parameter("after", "not a place in a list that this server gave out");
	}
	return wanted;
}

Response write_sums(const figures::EventSums& sums, const figures::EventFilter& filter)
{
	Json json = {{"listed", sums.listed}, {"sums", figures::to_json(sums.sums, filter)}};
	json["next"] = sums.next ? Json(figures::write_position(*sums.next)) : Json(nullptr);
	return json_answer(json);
}

// Whoever is shown a contact's telephone number stands in the audit trail with it.
Reply tell_of_telephone(Response response, const people::Principal& principal, const store::EventHead& head, bool shows_telephone)
{
	if (principal.kind != people::Principal::Kind::account || !shows_telephone) { return response; }
	return after_audit(std::move(response), people::actor_of(principal), {"see_telephone", head.id, head.area});
}

Reply answer_event(store::Reader& reader, const people::Principal& principal, const store::EventHead& head)
{
	const protocol::EventState state = events::load_state(reader.database(), reader.epochs(), head);
	Response response;
	protocol::append_text(response.body, state);
	const auto document = state.body.empty() ? Result<JsonDocument>(JsonDocument{}) : parse_json(state.body);
	response.headers.emplace_back("ETag", '"' + std::to_string(state.version) + '"');
	return tell_of_telephone(std::move(response), principal, head, document && has_telephone(document->value));
}

Reply answer_history(store::Reader& reader, const people::Principal& principal, const store::EventHead& head)
{
	const Json list = event_history(reader.database(), head);
	Response response;
	response.body = to_text(list);
	const bool shows = std::ranges::any_of(list, [](const Json& row) { return has_telephone(row["event"]); });
	return tell_of_telephone(std::move(response), principal, head, shows);
}

using Answer = Reply (*)(store::Reader& reader, const people::Principal& principal, const store::EventHead& head);

Reply answer_for_event(const Request& request, Answer answer)
{
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	return read_work(
		[id = *id, answer](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			const auto head = store::find_event(reader.database(), id);
			if (!head || !may_read(principal, reader, *head)) { return refuse("not_found"); }
			return answer(reader, principal, *head);
		});
}

} // namespace

Reply handle_events(Context& context, Request& request)
{
	const auto wanted = parse_wish(request);
	if (!wanted) { return wanted.error(); }
	auto text = event_filter_text(request);
	if (wanted->sort) { text.after = {}; }
	auto filter = figures::parse_event_filter(text, *context.reference.load(), shanghai_date(now()));
	if (!filter) { return filter.error(); }
	const Lane lane = figures::reads_records(*filter) || wanted->sort ? Lane::search : Lane::page;
	return read_work(
		[filter = std::move(*filter), wanted = *wanted,
		 area_given = request.has_query("area")](store::Reader& reader, const people::Principal& principal) mutable -> Reply
		{
			if (auto narrowed = narrow(filter, reader, principal, area_given); !narrowed) { return narrowed.error(); }
			auto page = list_page(reader, principal, filter, wanted);
			return page ? Reply(std::move(*page)) : Reply(page.error());
		},
		lane);
}

Reply handle_event_sums(Context& context, Request& request)
{
	auto filter = figures::parse_event_filter(event_filter_text(request), *context.reference.load(), shanghai_date(now()));
	if (!filter) { return filter.error(); }
	return read_work(
		[filter = std::move(*filter),
		 area_given = request.has_query("area")](store::Reader& reader, const people::Principal& principal) mutable -> Reply
		{
			if (auto narrowed = narrow(filter, reader, principal, area_given); !narrowed) { return narrowed.error(); }
			return write_sums(figures::sum_events(reader, filter, std::chrono::steady_clock::now() + search_time), filter);
		},
		Lane::search);
}

Reply handle_event(Context& /*context*/, Request& request)
{
	return answer_for_event(request, answer_event);
}

Reply handle_event_history(Context& /*context*/, Request& request)
{
	return answer_for_event(request, answer_history);
}

} // namespace bajin::api
