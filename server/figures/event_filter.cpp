#include "server/figures/event_list.hpp"

#include <algorithm>
#include <charconv>

namespace bajin::figures
{

namespace
{

constexpr std::int64_t limit_max = 1'000;
constexpr std::size_t date_characters = 8;

Result<std::vector<ReviewState>> parse_states(std::string_view text)
{
	std::vector<ReviewState> states;
	while (!text.empty())
	{
		const auto comma = text.find(',');
		const auto state = parse_review_state(text.substr(0, comma));
		if (!state) { return invalid_parameter("state", "no state of review"); }
		states.push_back(*state);
		if (*state == ReviewState::verified) { states.push_back(ReviewState::void_requested); }
		text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
	}
	return states;
}

std::optional<std::string> code_or_none(const std::optional<std::string_view>& text)
{
	if (!text) { return std::nullopt; }
	return *text == "null" ? std::string() : std::string(*text);
}

std::optional<Error> parse_place(EventFilter& filter, const EventFilterText& text, const Reference& reference)
{
	filter.area = reference.areas.root().id;
	if (!text.area.empty())
	{
		const Area* area = reference.areas.find(text.area);
		if (area == nullptr) { return Error{"unknown_area", "area: " + std::string(text.area), "/area"}; }
		filter.area = area->id;
	}
	if (!text.exact.empty())
	{
		const bool yes = text.exact == "1" || text.exact == "true";
		if (!yes && text.exact != "0" && text.exact != "false") { return invalid_parameter("exact", "expected true or false"); }
		filter.exact = yes;
	}
	if (!text.venue_type.empty() && reference.vocabulary.find(CodeList::venue_types, text.venue_type) == nullptr)
	{
		return invalid_parameter("venue_type", "no such venue type");
	}
	filter.venue_type = text.venue_type;
	if (!text.place_type.empty() && reference.vocabulary.find(CodeList::venue_types, text.place_type) == nullptr)
	{
		return invalid_parameter("place_type", "no such venue type");
	}
	filter.place_type = text.place_type;
	if (!text.venue.empty())
	{
		// Of a merged venue: what counts for the one that it was merged into.
		const Venue* venue = reference.find_venue(std::string(text.venue));
		if (venue == nullptr) { return invalid_parameter("venue", "no such venue"); }
		filter.venue = venue->id;
		if (filter.place_type.empty()) { filter.place_type = venue->venue_type; }
	}
	if (!text.attribution.empty() && text.attribution != "area" && text.attribution != "team")
	{
		return invalid_parameter("attribution", "expected area or team");
	}
	filter.attribution = text.attribution == "team" ? Attribution::team : Attribution::area;
	return std::nullopt;
}

std::optional<Metric> parse_has(std::string_view text)
{
	const auto metric = parse_metric(text);
	return metric == Metric::attendance ? std::nullopt : metric; // that of an audience
}

std::optional<Error> parse_days(EventFilter& filter, const EventFilterText& text, Date today)
{
	filter.first = make_date(2000, 1, 1);
	filter.last = Date{today.days + 1};
	if (!text.from.empty())
	{
		const auto first = parse_first_day(text.from);
		if (!first) { return invalid_parameter("from", "expected YYYY-MM or YYYY-MM-DD"); }
		filter.first = std::max(filter.first, *first);
	}
	if (!text.to.empty())
	{
		const auto last = parse_last_day(text.to);
		if (!last) { return invalid_parameter("to", "expected YYYY-MM or YYYY-MM-DD"); }
		if (!text.from.empty() && *last < *parse_first_day(text.from)) { return invalid_parameter("to", "lies before from"); }
		filter.last = *last;
	}
	return std::nullopt;
}

std::optional<Error> parse_standing(EventFilter& filter, const EventFilterText& text)
{
	if (!text.kind.empty())
	{
		if (text.kind != "session" && text.kind != "lecture") { return invalid_parameter("kind", "expected session or lecture"); }
		filter.kind = text.kind == "session" ? EventKind::session : EventKind::lecture;
	}
	filter.other_teams = text.team == other_teams;
	if (!text.team.empty() && !filter.other_teams)
	{
		filter.team = parse_uuid(text.team);
		if (!filter.team) { return invalid_parameter("team", "expected a UUID or other"); }
	}
	auto states = parse_states(text.state);
	if (!states) { return states.error(); }
	filter.states = std::move(*states);
	if (!text.basis.empty())
	{
		filter.basis = parse_basis(text.basis);
		if (!filter.basis) { return invalid_parameter("basis", "expected received or verified"); }
	}
	filter.adds = parse_has(text.has);
	if (!text.has.empty() && !filter.adds) { return invalid_parameter("has", "expected the name of a figure, as statistics name them"); }
	if (!text.source.empty())
	{
		filter.source = store::parse_source(text.source);
		if (!filter.source) { return invalid_parameter("source", "expected phone, paper or import"); }
	}
	return std::nullopt;
}

} // namespace

Result<EventFilter> parse_event_filter(const EventFilterText& text, const Reference& reference, Date today)
{
	EventFilter filter;
	if (auto error = parse_place(filter, text, reference)) { return *error; }
	if (auto error = parse_days(filter, text, today)) { return *error; }
	if (auto error = parse_standing(filter, text)) { return *error; }
	filter.topic = code_or_none(text.topic);
	filter.campaign = code_or_none(text.campaign);
	filter.item = text.item;
	filter.audience = text.audience;
	filter.warning = text.warning;
	filter.text = text.text;
	if (!text.limit.empty())
	{
		const auto limit = parse_limit(text.limit, limit_max);
		if (!limit) { return limit.error(); }
		filter.limit = *limit;
	}
	if (!text.after.empty())
	{
		filter.after = read_position(text.after);
		if (!filter.after) { return invalid_parameter("after", "not a place in a list that this server gave out"); }
	}
	return filter;
}

std::string write_position(const store::EventPosition& position)
{
	std::string text = to_string(position.occurred_on) + to_string(position.id);
	std::erase(text, '-');
	return text;
}

std::optional<store::EventPosition> read_position(std::string_view text)
{
	if (text.size() != date_characters + 32) { return std::nullopt; }
	std::string date(text.substr(0, date_characters));
	date.insert(6, 1, '-').insert(4, 1, '-');
	std::string id(text.substr(date_characters));
	for (const std::size_t dash : {20U, 16U, 12U, 8U}) { id.insert(dash, 1, '-'); }
	const auto occurred_on = parse_date(date);
	const auto uuid = parse_uuid(id);
	if (!occurred_on || !uuid) { return std::nullopt; }
	return store::EventPosition{*occurred_on, *uuid};
}

} // namespace bajin::figures
