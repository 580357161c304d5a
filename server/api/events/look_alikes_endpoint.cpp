#include "server/api/events/endpoints.hpp"
#include "server/api/events/look_alike_text.hpp"
#include "server/api/http/body.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/requests/event_access.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/api/requests/telephone.hpp"
#include "server/events/look_alikes.hpp"
#include "server/events/state.hpp"
#include "server/figures/event_list.hpp"
#include "server/figures/event_scan.hpp"
#include "server/figures/look_alikes.hpp"
#include "server/people/audit.hpp"

#include <algorithm>

namespace bajin::api
{

namespace
{

constexpr std::int64_t look_alikes_limit_default = 100;
constexpr std::int64_t look_alikes_limit_max = 1'000;
constexpr std::size_t date_characters = 8;
constexpr std::size_t position_characters = date_characters + 32 + 32;

struct PairFilter
{
	AreaId area = 0; // 0: the caller's
	DateSpan days;
	store::PairState state = store::PairState::open;
	std::int64_t limit = look_alikes_limit_default;
	std::optional<store::PairPosition> after;
};

// The place in a list of events (figures::write_position) of one event after that of the other, the day once.
std::string write_position(const store::LookAlikePair& pair)
{
	const std::string low = figures::write_position({pair.occurred_on, pair.id.low});
	return low + figures::write_position({pair.occurred_on, pair.id.high}).substr(date_characters);
}

std::optional<store::PairPosition> read_position(std::string_view text)
{
	if (text.size() != position_characters) { return std::nullopt; }
	const auto low = figures::read_position(text.substr(0, date_characters + 32));
	const auto high = figures::read_position(std::string(text.substr(0, date_characters)) + std::string(text.substr(date_characters + 32)));
	return low && high ? std::optional(store::PairPosition{low->occurred_on, {low->id, high->id}}) : std::nullopt;
}

Result<PairFilter> parse_filter(const Request& request, const Reference& reference)
{
	// Area and days as lists of events take them.
	figures::EventFilterText text;
	text.area = request.query_value("area");
	text.from = request.query_value("from");
	text.to = request.query_value("to");
	const auto events = figures::parse_event_filter(text, reference, shanghai_date(now()));
	if (!events) { return events.error(); }
	PairFilter filter;
	filter.area = text.area.empty() ? 0 : events->area;
	filter.days = {events->first, events->last};
	const std::string_view state = request.query_value("state");
	if (!state.empty() && state != "open" && state != "cleared" && state != "all")
	{
		return figures::invalid_parameter("state", "expected open, cleared or all");
	}
	filter.state = state == "cleared" ? store::PairState::cleared : state == "all" ? store::PairState::all : store::PairState::open;
	const auto limit = asked_limit(request, look_alikes_limit_default, look_alikes_limit_max);
	if (!limit) { return limit.error(); }
	filter.limit = *limit;
	if (const std::string_view after = request.query_value("after"); !after.empty())
	{
		filter.after = read_position(after);
		if (!filter.after) { return figures::invalid_parameter("after", "not a place in a list that this server gave out"); }
	}
	return filter;
}

Json clearance_json(const std::optional<store::Clearance>& cleared)
{
	if (!cleared) { return nullptr; }
	return {{"by", cleared->by}, {"at", to_string(cleared->at)}, {"reason", text_or_null(cleared->reason)}};
}

Json reasons_json(const LookAlike& found, bool english)
{
	Json list = Json::array();
	for (const LookAlikeReason& reason : found.reasons)
	{
		list.push_back({{"code", reason.code}, {"text", look_alike_text(reason, english)}});
	}
	return list;
}

// `store` is a Reader or a Writer.
template <class Store>
void append_event(std::string& out, Store& store, const people::Principal& principal, const store::EventHead& head)
{
	protocol::EventState state = events::load_state(store.database(), store.epochs(), head);
	if (principal.kind == people::Principal::Kind::account) { hide_telephone(state.body); }
	protocol::append_text(out, state);
}

// Empty: an event of it is not for this caller.
template <class Store>
std::string pair_text(Store& store, const people::Principal& principal, const store::LookAlikePair& pair, bool english)
{
	const auto low = store::find_event(store.database(), pair.id.low);
	const auto high = store::find_event(store.database(), pair.id.high);
	if (!low || !high || !may_read(principal, store, *low) || !may_read(principal, store, *high)) { return {}; }
	std::string text = to_text(Json{
		{"id", to_string(pair.id.low) + '.' + to_string(pair.id.high)},
		{"score", pair.found.score},
		{"kind", to_string(pair.found.kind)},
		{"reasons", reasons_json(pair.found, english)},
		{"cleared", clearance_json(pair.cleared)},
	});
	std::string events = "[";
	append_event(events, store, principal, *low);
	events += ',';
	append_event(events, store, principal, *high);
	append_member(text, "events", events + "]");
	return text;
}

Response list_page(store::Reader& reader, const people::Principal& principal, PairFilter filter, bool english)
{
	const AreaTree& areas = reader.reference()->areas;
	const std::vector<AreaId> branches = figures::branches_of(areas, filter.area);
	store::PairScan scan{branches, filter.days.first, filter.days.last, filter.state, filter.after, filter.limit};
	std::string items;
	std::int64_t taken = 0;
	std::string next;
	for (bool more = true; more && taken < filter.limit;)
	{
		const auto pairs = store::list_look_alikes(reader.database(), scan);
		more = static_cast<std::int64_t>(pairs.size()) == scan.limit;
		for (const store::LookAlikePair& pair : pairs)
		{
			scan.after = store::PairPosition{pair.occurred_on, pair.id};
			const std::string text = figures::lies_in(reader, filter.area, pair) ? pair_text(reader, principal, pair, english) : "";
			if (text.empty()) { continue; }
			items += (items.empty() ? "" : ",") + text;
			if (++taken == filter.limit)
			{
				next = more || &pair != &pairs.back() ? write_position(pair) : "";
				break;
			}
		}
	}
	Response response;
	response.body = R"({"pairs":[)" + items + R"(],"next":)" + (next.empty() ? "null" : '"' + next + '"') + R"(,"open":)" +
					std::to_string(figures::count_open_look_alikes(reader, filter.area, filter.days)) + "}";
	return response;
}

Response list_of_event(store::Reader& reader, const people::Principal& principal, const store::EventHead& head, bool english)
{
	std::string items;
	for (const events::LookAlikeOther& other : events::list_others(reader.database(), *reader.reference(), head))
	{
		if (!may_read(principal, reader, other.event)) { continue; }
		items += items.empty() ? R"({"event":)" : R"(,{"event":)";
		append_event(items, reader, principal, other.event);
		std::string text = to_text(Json{
			{"score", other.found.score},
			{"kind", to_string(other.found.kind)},
			{"reasons", reasons_json(other.found, english)},
			{"cleared", clearance_json(other.cleared)},
		});
		text.front() = ',';
		items += text;
	}
	Response response;
	response.body = R"({"look_alikes":[)" + items + "]}";
	return response;
}

Reply clear_pair(store::Writer& writer, const people::Principal& principal, events::ClearRequest request, bool english)
{
	AreaId area = 0;
	for (const Uuid& id : {request.pair.low, request.pair.high})
	{
		const auto head = store::find_event(writer.database(), id);
		if (!head || !may_read(principal, writer, *head)) { return refuse("not_found"); }
		if (!may_act_on(principal, writer, *head)) { return refuse("forbidden"); }
		area = head->area;
	}
	request.by = principal.name();
	const auto pair = events::clear_look_alike(writer, request, now());
	if (!pair) { return pair.error(); }
	people::AuditEntry audit_entry{request.cleared ? "clear_look_alike" : "restore_look_alike", request.pair.low, area};
	audit_entry.details = {{"other", to_string(request.pair.high)}};
	if (!request.reason.empty()) { audit_entry.details["reason"] = request.reason; }
	people::audit(writer.database(), people::actor_of(principal), audit_entry, now());
	Response response;
	response.body = pair_text(writer, principal, *pair, english);
	return response;
}

} // namespace

Reply handle_look_alikes(Context& context, Request& request)
{
	auto filter = parse_filter(request, *context.reference.load());
	if (!filter) { return filter.error(); }
	return read_work(
		[filter = *filter, english = request.wants_english](store::Reader& reader, const people::Principal& principal) mutable -> Reply
		{
			const AreaTree& areas = reader.reference()->areas;
			filter.area = filter.area == 0 ? people::scope_of(principal, areas) : filter.area;
			if (!people::covers(principal, areas, filter.area)) { return refuse("forbidden"); }
			const DateSpan days = people::days_of(principal);
			filter.days = {std::max(filter.days.first, days.first), std::min(filter.days.last, days.last)};
			return list_page(reader, principal, filter, english);
		});
}

Reply handle_event_look_alikes(Context& /*context*/, Request& request)
{
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	return read_work(
		[id = *id, english = request.wants_english](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			const auto head = store::find_event(reader.database(), id);
			if (!head || !may_read(principal, reader, *head)) { return refuse("not_found"); }
			return list_of_event(reader, principal, *head, english);
		});
}

Reply handle_clear_look_alike(Context& /*context*/, Request& request)
{
	const auto id = path_id(request);
	const auto other = path_id(request, "other");
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	events::ClearRequest clear;
	if (!body->has("cleared")) { body->refuse("cleared", "is missing"); }
	clear.cleared = body->flag("cleared");
	clear.reason = body->reason();
	if (auto error = body->error()) { return *error; }
	if (!id || !other) { return !id ? id.error() : other.error(); }
	clear.pair = store::make_pair_id(*id, *other);
	return write_work([clear = std::move(clear), english = request.wants_english](store::Writer& writer, const people::Principal& principal)
					  { return clear_pair(writer, principal, clear, english); });
}

} // namespace bajin::api
