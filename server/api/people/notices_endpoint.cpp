#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/people/endpoints.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/people/access.hpp"
#include "server/people/audit.hpp"
#include "server/people/random.hpp"
#include "server/store/notice_store.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"

#include <algorithm>
#include <unordered_map>

namespace bajin::api
{

namespace
{

constexpr std::size_t title_characters_max = 100;
constexpr std::size_t text_characters_max = 2'000;
constexpr std::int64_t notices_limit_default = 100;
constexpr std::int64_t notices_limit_max = 500;
constexpr std::int64_t scanned_page = 500;

// What notices are about: the teams, whom each goes to, and which of them the caller is to know of.
class NoticeScope
{
public:
	NoticeScope(store::Database& database, const AreaTree& areas, const people::Principal& principal)
		: teams_(store::list_teams(database)), areas_(areas), principal_(principal)
	{
	}

	// The area, or that of the one team.
	[[nodiscard]] AreaId area_of(const store::Notice& notice) const
	{
		const store::Team* team = notice.team ? find(*notice.team) : nullptr;
		return team == nullptr ? notice.area : team->area;
	}

	[[nodiscard]] bool holds(const store::Notice& notice) const { return people::covers(principal_, areas_, area_of(notice)); }

	[[nodiscard]] bool goes_to(const store::Notice& notice, const store::Team& team) const
	{
		return notice.team ? *notice.team == team.id : areas_.contains(notice.area, team.area);
	}

	[[nodiscard]] bool goes_to(const store::Notice& notice, const Uuid& id) const
	{
		const store::Team* team = find(id);
		return team != nullptr && goes_to(notice, *team);
	}

	[[nodiscard]] std::vector<const store::Team*> recipients(const store::Notice& notice) const
	{
		std::vector<const store::Team*> found;
		for (const store::Team& team : teams_)
		{
			if (goes_to(notice, team)) { found.push_back(&team); }
		}
		return found;
	}

	[[nodiscard]] const AreaTree& areas() const noexcept { return areas_; }

private:
	[[nodiscard]] const store::Team* find(const Uuid& id) const
	{
		const auto found = std::ranges::find(teams_, id, &store::Team::id);
		return found == teams_.end() ? nullptr : &*found;
	}

	const std::vector<store::Team> teams_;
	const AreaTree& areas_;
	const people::Principal& principal_;
};

Json notice_json(store::Database& database, const NoticeScope& scope, const store::Notice& notice)
{
	return {
		{"id", to_string(notice.id)},
		{"number", notice.number},
		{"kind", protocol::to_string(notice.kind)},
		{"title", text_or_null(notice.title)},
		{"text", notice.text},
		{"due_on", text_or_null(notice.due_on)},
		{"area", notice.area == 0 ? Json(nullptr) : Json(scope.areas().at(notice.area).code)},
		{"team", text_or_null(notice.team)},
		{"made_by", notice.made_by},
		{"made_at", to_string(notice.made_at)},
		{"withdrawn_at", text_or_null(notice.withdrawn_at)},
		{"teams", scope.recipients(notice).size()},
		{"read_by", store::count_teams_that_read(database, notice.id)},
	};
}

// For each team the phone that told of it first.
Json receipts_json(store::Database& database, const NoticeScope& scope, const store::Notice& notice)
{
	std::unordered_map<Uuid, store::NoticeRead> first;
	for (store::NoticeRead& read : store::list_notice_reads(database, notice.id))
	{
		const Uuid team = read.team;
		first.try_emplace(team, std::move(read));
	}
	Json list = Json::array();
	for (const store::Team* team : scope.recipients(notice))
	{
		const auto read = first.find(team->id);
		const bool is_read = read != first.end();
		list.push_back(
			{{"team", to_string(team->id)},
			 {"name", team->name},
			 {"read_at", is_read ? Json(to_string(read->second.read_at)) : Json(nullptr)},
			 {"device", is_read ? Json(read->second.device_name) : Json(nullptr)}});
	}
	return list;
}

struct NoticeFilter
{
	AreaId area = 0; // 0: the caller's
	std::optional<Uuid> team;
	std::optional<protocol::NoticeKind> kind;
	std::int64_t limit = notices_limit_default;
	std::int64_t before = INT64_MAX;
};

Result<NoticeFilter> parse_filter(const Request& request, const AreaTree& areas)
{
	NoticeFilter filter;
	const auto area = asked_area(request, areas);
	if (!area) { return area.error(); }
	filter.area = *area;
	if (const auto text = request.query_value("team"); !text.empty())
	{
		filter.team = parse_uuid(text);
		if (!filter.team) { return figures::invalid_parameter("team", "expected a UUID"); }
	}
	if (const auto text = request.query_value("kind"); !text.empty())
	{
		filter.kind = protocol::parse_notice_kind(text);
		if (!filter.kind) { return figures::invalid_parameter("kind", "expected notice or reminder"); }
	}
	const auto limit = asked_limit(request, notices_limit_default, notices_limit_max);
	const auto before = asked_number(request, "after", filter.before);
	if (!limit || !before) { return !limit ? limit.error() : before.error(); }
	filter.limit = *limit;
	filter.before = *before;
	return filter;
}

bool is_asked_for(const NoticeScope& scope, const NoticeFilter& filter, const store::Notice& notice)
{
	return scope.holds(notice) && (filter.area == 0 || scope.areas().contains(filter.area, scope.area_of(notice))) &&
		   (!filter.kind || notice.kind == *filter.kind) && (!filter.team || scope.goes_to(notice, *filter.team));
}

Response list_page(store::Reader& reader, const people::Principal& principal, const NoticeFilter& filter)
{
	store::Database& database = reader.database();
	const NoticeScope scope(database, reader.reference()->areas, principal);
	Json list = Json::array();
	std::int64_t last = filter.before;
	bool more = true;
	while (more)
	{
		const auto page = store::list_notices(database, last, scanned_page);
		for (const store::Notice& notice : page)
		{
			if (static_cast<std::int64_t>(list.size()) == filter.limit)
			{
				return json_answer(Json{{"notices", std::move(list)}, {"next", last}});
			}
			last = notice.number;
			if (is_asked_for(scope, filter, notice)) { list.push_back(notice_json(database, scope, notice)); }
		}
		more = static_cast<std::int64_t>(page.size()) == scanned_page;
	}
	return json_answer(Json{{"notices", std::move(list)}, {"next", nullptr}});
}

Result<store::Notice> read_notice(std::string_view text, const Reference& reference, Date today)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	store::Notice notice;
	if (const auto kind = body->text("kind", 20))
	{
		const auto known = protocol::parse_notice_kind(*kind);
		if (!known) { body->refuse("kind", "notice or reminder is needed"); }
		notice.kind = known.value_or(notice.kind);
	}
	notice.title = body->text("title", title_characters_max).value_or("");
	notice.text = body->required_text("text", text_characters_max);
	notice.due_on = body->date("due_on");
	notice.team = body->id("team");
	const auto code = body->text("area", 12);
	if (code.has_value() == notice.team.has_value()) { body->refuse("area", "either area or team is needed"); }
	else if (code)
	{
		const Area* area = reference.areas.find(*code);
		if (area == nullptr || (area->valid_to && *area->valid_to < today))
		{
			body->refuse("area", area == nullptr ? "there is no such area" : "this area is no more");
		}
		notice.area = area == nullptr ? 0 : area->id;
	}
	if (auto error = body->error()) { return std::move(*error); }
	return notice;
}

// Tells the trail, and rings at the phones of the teams and at who watches over them.
void announce(
	store::Writer& writer, const people::Principal& principal, const NoticeScope& scope, const store::Notice& notice, const char* action)
{
	people::AuditEntry audit_entry{action, std::nullopt, scope.area_of(notice), to_string(notice.id)};
	audit_entry.details = {{"kind", protocol::to_string(notice.kind)}, {"title", notice.title}, {"team", text_or_null(notice.team)}};
	people::audit(writer.database(), people::actor_of(principal), audit_entry, now());
	for (const store::Team* team : scope.recipients(notice)) { writer.touch(team->id, scope.areas().branch_of(team->area)); }
}

Reply make_notice(store::Writer& writer, const people::Principal& principal, store::Notice notice)
{
	const NoticeScope scope(writer.database(), writer.reference()->areas, principal);
	if (!scope.holds(notice))
	{
		return notice.team ? Reply(Error{"invalid_field", "team: there is no such team", "/team"}) : Reply(refuse("forbidden"));
	}
	notice.made_at = now();
	notice.id = people::make_id(notice.made_at);
	notice.made_by = principal.name();
	store::insert_notice(writer.database(), writer.epoch(), notice);
	announce(writer, principal, scope, notice, "send_notice");
	return json_answer(notice_json(writer.database(), scope, notice), 201);
}

// Once more changes nothing.
Reply withdraw(store::Writer& writer, const people::Principal& principal, const Uuid& id)
{
	const NoticeScope scope(writer.database(), writer.reference()->areas, principal);
	auto notice = store::find_notice(writer.database(), id);
	if (!notice || !scope.holds(*notice)) { return refuse("not_found"); }
	if (!notice->withdrawn_at)
	{
		store::withdraw_notice(writer.database(), writer.epoch(), *notice, now());
		announce(writer, principal, scope, *notice, "withdraw_notice");
	}
	return json_answer(notice_json(writer.database(), scope, *notice));
}

Reply describe_notice(store::Reader& reader, const people::Principal& principal, const Uuid& id)
{
	store::Database& database = reader.database();
	const NoticeScope scope(database, reader.reference()->areas, principal);
	const auto notice = store::find_notice(database, id);
	if (!notice || !scope.holds(*notice)) { return refuse("not_found"); }
	Json json = notice_json(database, scope, *notice);
	json["receipts"] = receipts_json(database, scope, *notice);
	return json_answer(json);
}

} // namespace

Reply handle_notices(Context& context, Request& request)
{
	auto filter = parse_filter(request, context.reference.load()->areas);
	if (!filter) { return filter.error(); }
	return read_work(
		[filter = *filter](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			const bool is_outside = filter.area != 0 && !people::covers(principal, reader.reference()->areas, filter.area);
			return is_outside ? Reply(refuse("forbidden")) : list_page(reader, principal, filter);
		});
}

Reply handle_notice(Context& /*context*/, Request& request)
{
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	return read_work(
		[id = *id](store::Reader& reader, const people::Principal& principal) -> Reply { return describe_notice(reader, principal, id); });
}

Reply handle_make_notice(Context& context, Request& request)
{
	auto notice = read_notice(request.body, *context.reference.load(), shanghai_date(now()));
	if (!notice) { return notice.error(); }
	return write_work([notice = std::move(*notice)](store::Writer& writer, const people::Principal& principal)
					  { return make_notice(writer, principal, notice); });
}

Reply handle_withdraw_notice(Context& /*context*/, Request& request)
{
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	return write_work([id = *id](store::Writer& writer, const people::Principal& principal) { return withdraw(writer, principal, id); });
}

} // namespace bajin::api
