#include "server/api/event_endpoints.hpp"
#include "server/api/problem.hpp"
#include "server/figures/event_list.hpp"
#include "server/store/reader.hpp"
#include "server/store/review_json.hpp"
#include "server/sync/state.hpp"

#include <algorithm>

namespace bajin::api
{

namespace
{

constexpr std::size_t history_rows_max = 10'000;

std::optional<std::string_view> optional_value(const Request& request, std::string_view name)
{
	return request.has_query(name) ? std::optional(request.query_value(name)) : std::nullopt;
}

figures::EventFilterText filter_text(const Request& request)
{
	figures::EventFilterText text;
	text.area = request.query_value("area");
	text.exact = request.query_value("exact");
	text.venue_type = request.query_value("venue_type");
	text.kind = request.query_value("kind");
	text.team = request.query_value("team");
	text.state = request.query_value("state");
	text.basis = request.query_value("basis");
	text.from = request.query_value("from");
	text.to = request.query_value("to");
	text.topic = optional_value(request, "topic");
	text.campaign = optional_value(request, "campaign");
	text.item = request.query_value("item");
	text.audience = request.query_value("audience");
	text.source = request.query_value("source");
	text.warning = request.query_value("warning");
	text.text = request.query_value("text");
	text.limit = request.query_value("limit");
	text.after = request.query_value("after");
	return text;
}

Response list_page(store::Reader& reader, const figures::EventFilter& filter)
{
	const figures::EventPage page = figures::list_event_page(reader, filter);
	Response response;
	response.body = R"({"events":[)";
	bool first = true;
	for (const store::EventHead& head : page.events)
	{
		if (!first)
		{
			response.body += ',';
		}
		first = false;
		protocol::append_text(response.body, sync::load_state(reader.database(), reader.epochs(), head));
	}
	response.body += R"(],"next":)";
	response.body += page.next ? '"' + figures::write_position(*page.next) + '"' : "null";
	response.body += '}';
	return response;
}

template <class T>
Json text_or_null(const std::optional<T>& value)
{
	return value ? Json(to_string(*value)) : Json(nullptr);
}

Json text_or_null(const std::string& text)
{
	return text.empty() ? Json(nullptr) : Json(text);
}

Json review_json(const protocol::Review& review)
{
	Json json = {
	    {"state", to_string(review.state)}, {"revision", review.revision},   {"reason", text_or_null(review.reason)},
	    {"fields", review.fields},          {"by", text_or_null(review.by)},
	};
	json["at"] = review.at ? Json(to_string(*review.at)) : Json(nullptr);
	json["due_on"] = text_or_null(review.due_on);
	json["of"] = text_or_null(review.of);
	if (review.state == ReviewState::joint)
	{
		json["adds"] = Json::array();
		if (review.adds.materials)
		{
			json["adds"].push_back("materials");
		}
		if (review.adds.lectures)
		{
			json["adds"].push_back("lectures");
		}
		if (review.adds.consultations)
		{
			json["adds"].push_back("consultations");
		}
	}
	return json;
}

Json history_row_json(const store::HistoryRow& row, const Json& record)
{
	Json json = {{"version", row.version}, {"seq", row.seq}, {"at", to_string(row.at)}};
	json["by"] = row.actor.empty() ? text_or_null(row.device) : Json(row.actor);
	json["device"] = text_or_null(row.device);
	json["op"] = to_string(row.op);
	json["event"] = record;
	json["review"] = review_json(store::read_review(row.review));
	return json;
}

// A review shows the record that it was about; a tombstone shows none.
Response list_event_history(store::Reader& reader, const store::EventHead& head)
{
	auto rows = store::list_history(reader.database(), head.seq, history_rows_max);
	std::reverse(rows.begin(), rows.end());
	Json list = Json::array();
	Json record;
	for (const store::HistoryRow& row : rows)
	{
		if (row.op == store::HistoryOp::remove)
		{
			record = nullptr;
		}
		else if (row.body)
		{
			const auto document = parse_json(*row.body);
			if (!document)
			{
				throw store::StoreError("not_a_database", "a body in the history is damaged", false);
			}
			record = document->value;
		}
		list.push_back(history_row_json(row, record));
	}
	Response response;
	response.body = to_text(list);
	return response;
}

template <class Answer>
Reply answer_for_event(const Request& request, Answer answer)
{
	const auto text = request.path_values.find("id");
	const auto id = text == request.path_values.end() ? std::nullopt : parse_uuid(text->second);
	if (!id)
	{
		return problem("not_found", request.accept_language);
	}
	return read_work(
	    [id = *id, language = request.accept_language, answer](store::Reader& reader) -> Reply
	    {
		    const auto head = store::find_event(reader.database(), id);
		    if (!head)
		    {
			    return problem("not_found", language);
		    }
		    return answer(reader, *head);
	    });
}

} // namespace

Reply handle_events(const Context& context, Request& request)
{
	auto filter = figures::parse_event_filter(filter_text(request), *context.reference.load(), shanghai_date(now()));
	if (!filter)
	{
		return problem(filter.error(), request.accept_language);
	}
	return read_work([filter = std::move(*filter)](store::Reader& reader) -> Reply { return list_page(reader, filter); });
}

Reply handle_event(const Context& /*context*/, Request& request)
{
	return answer_for_event(
	    request,
	    [](store::Reader& reader, const store::EventHead& head)
	    {
		    Response response;
		    protocol::append_text(response.body, sync::load_state(reader.database(), reader.epochs(), head));
		    return response;
	    });
}

Reply handle_event_history(const Context& /*context*/, Request& request)
{
	return answer_for_event(request, list_event_history);
}

} // namespace bajin::api
