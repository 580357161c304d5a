#include "server/api/requests/event_list_request.hpp"

#include "server/api/http/parameters.hpp"
#include "server/people/access.hpp"
#include "server/store/team_store.hpp"

#include <algorithm>

namespace bajin::api
{

namespace
{

std::optional<std::string_view> optional_value(const Request& request, std::string_view name)
{
	return request.has_query(name) ? std::optional(request.query_value(name)) : std::nullopt;
}

} // namespace

bool is_event_filter_name(std::string_view name) noexcept
{
	return Parameters({}, event_filter_parameters).contain(name);
}

figures::EventFilterText event_filter_text(const Request& request)
{
	figures::EventFilterText text;
	text.area = request.query_value("area");
	text.exact = request.query_value("exact");
	text.attribution = request.query_value("attribution");
	text.place_type = request.query_value("place_type");
	text.venue = request.query_value("venue");
	text.venue_type = request.query_value("venue_type");
	text.kind = request.query_value("kind");
	text.team = request.query_value("team");
	text.state = request.query_value("state");
	text.basis = request.query_value("basis");
	text.has = request.query_value("has");
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

Result<void> narrow(figures::EventFilter& filter, store::Reader& reader, const people::Principal& principal, bool area_given)
{
	const AreaTree& areas = reader.reference()->areas;
	filter.scope = people::scope_of(principal, areas);
	const DateSpan days = people::days_of(principal);
	filter.first = std::max(filter.first, days.first);
	filter.last = std::min(filter.last, days.last);
	const bool by_place_only = principal.kind == people::Principal::Kind::account && principal.account.role == store::Role::auditor;
	filter.by_place_only = by_place_only;
	const auto team = filter.team && !by_place_only ? store::find_team(reader.database(), *filter.team) : std::nullopt;
	if (team && people::covers(principal, areas, team->area)) { return {}; }
	if (!area_given) { filter.area = filter.scope; }
	return people::covers(principal, areas, filter.area) ? Result<void>() : Result<void>(Error{"forbidden", "", ""});
}

} // namespace bajin::api
