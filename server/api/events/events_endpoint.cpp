#include "server/api/events/endpoints.hpp"
#include "server/api/events/event_history.hpp"
#include "server/api/http/audited.hpp"
#include "server/api/http/problem.hpp"
#include "server/api/requests/event_access.hpp"
#include "server/api/requests/event_list_request.hpp"
#include "server/api/requests/telephone.hpp"
#include "server/events/state.hpp"
#include "server/figures/event_list.hpp"
#include "server/store/reader.hpp"

#include <algorithm>
#include <chrono>

namespace bajin::api
{

namespace
{

// A search answers with what it has found by then, and where it goes on: others wait for the same lane.
constexpr std::chrono::milliseconds search_time{1'500};

Response list_page(store::Reader& reader, const people::Caller& caller, const figures::EventFilter& filter)
{
	const figures::EventPage page = figures::list_event_page(reader, filter, {.until = std::chrono::steady_clock::now() + search_time});
	Response response;
	response.body = R"({"events":[)";
	bool first = true;
	for (const store::EventHead& head : page.events)
	{
		if (!first) { response.body += ','; }
		first = false;
		protocol::EventState state = events::load_state(reader.database(), reader.epochs(), head);
		if (caller.kind == people::Caller::Kind::account) { hide_telephone(state.body); }
		protocol::append_text(response.body, state);
	}
	response.body += R"(],"next":)";
	response.body += page.next ? '"' + figures::write_position(*page.next) + '"' : "null";
	response.body += '}';
	return response;
}

// Whoever is shown a contact's telephone number stands in the audit trail with it.
Reply tell_of_telephone(Response response, const people::Caller& caller, const store::EventHead& head, bool shows_telephone)
{
	if (caller.kind != people::Caller::Kind::account || !shows_telephone) { return response; }
	return after_audit(std::move(response), people::actor_of(caller), {"see_telephone", head.id, head.area});
}

Reply answer_event(store::Reader& reader, const people::Caller& caller, const store::EventHead& head)
{
	const protocol::EventState state = events::load_state(reader.database(), reader.epochs(), head);
	Response response;
	protocol::append_text(response.body, state);
	const auto document = state.body.empty() ? Result<JsonDocument>(JsonDocument{}) : parse_json(state.body);
	response.headers.emplace_back("ETag", '"' + std::to_string(state.version) + '"');
	return tell_of_telephone(std::move(response), caller, head, document && has_telephone(document->value));
}

Reply answer_history(store::Reader& reader, const people::Caller& caller, const store::EventHead& head)
{
	const Json list = event_history(reader.database(), head);
	Response response;
	response.body = to_text(list);
	const bool shows = std::ranges::any_of(list, [](const Json& row) { return has_telephone(row["event"]); });
	return tell_of_telephone(std::move(response), caller, head, shows);
}

using Answer = Reply (*)(store::Reader& reader, const people::Caller& caller, const store::EventHead& head);

Reply answer_for_event(const Request& request, Answer answer)
{
	const auto text = request.path_values.find("id");
	const auto id = text == request.path_values.end() ? std::nullopt : parse_uuid(text->second);
	if (!id) { return problem("not_found", request.accept_language); }
	return read_work(
		[id = *id, language = request.accept_language, answer](store::Reader& reader, const people::Caller& caller) -> Reply
		{
			const auto head = store::find_event(reader.database(), id);
			if (!head || !may_read(caller, reader, *head)) { return problem("not_found", language); }
			return answer(reader, caller, *head);
		});
}

} // namespace

Reply handle_events(Context& context, Request& request)
{
	auto filter = figures::parse_event_filter(event_filter_text(request), *context.reference.load(), shanghai_date(now()));
	if (!filter) { return problem(filter.error(), request.accept_language); }
	const ReadCost cost = figures::reads_records(*filter) ? ReadCost::search : ReadCost::page;
	return read_work(
		[filter = std::move(*filter), area_given = request.has_query("area"),
		 language = request.accept_language](store::Reader& reader, const people::Caller& caller) mutable -> Reply
		{
			if (auto narrowed = narrow(filter, reader, caller, area_given); !narrowed) { return problem(narrowed.error(), language); }
			return list_page(reader, caller, filter);
		},
		cost);
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
