#include "server/api/http/etag.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/sync/endpoints.hpp"
#include "server/store/account_store.hpp"
#include "server/store/reader.hpp"
#include "server/store/team_store.hpp"
#include "shared/json.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace bajin::api
{

namespace
{

using Text = std::shared_ptr<const std::string>;

// Rendered texts by etag. Old ones make room all at once: etags of one time belong to a few scopes.
class TextCache
{
public:
	[[nodiscard]] Text find(const std::string& etag)
	{
		const std::lock_guard lock(mutex_);
		const auto found = texts_.find(etag);
		return found == texts_.end() ? nullptr : found->second;
	}

	void put(const std::string& etag, Text text)
	{
		const std::lock_guard lock(mutex_);
		if (texts_.size() >= texts_max) { texts_.clear(); }
		texts_[etag] = std::move(text);
	}

private:
	static constexpr std::size_t texts_max = 256;
	std::mutex mutex_;
	std::map<std::string, Text> texts_;
};

TextCache& reference_texts()
{
	static TextCache cache;
	return cache;
}

std::string hex(std::uint64_t value)
{
	constexpr std::string_view digits = "0123456789abcdef";
	std::string text;
	for (int shift = 60; shift >= 0; shift -= 4) { text += digits[(value >> static_cast<unsigned>(shift)) & 0xFU]; }
	return text;
}

Response not_modified(const std::string& etag)
{
	Response response;
	response.status = 304;
	response.headers.emplace_back("ETag", '"' + etag + '"');
	response.headers.emplace_back("Cache-Control", "private, no-cache");
	return response;
}

Response cacheable(const std::string& etag, const std::string& text)
{
	Response response;
	response.headers.emplace_back("ETag", '"' + etag + '"');
	response.headers.emplace_back("Cache-Control", "private, no-cache");
	response.body = text;
	return response;
}

// Before the first day that a record can have: an app passes over what is not valid, and so never offers a merged venue.
constexpr std::string_view never_valid = "1999-12-31";

Json describe_venues(const Reference& reference)
{
	std::vector<const Venue*> venues;
	for (const auto& [id, venue] : reference.venues) { venues.push_back(&venue); }
	std::ranges::sort(venues, {}, &Venue::id);
	Json list = Json::array();
	for (const Venue* venue : venues)
	{
		list.push_back(
			{{"id", venue->id},
			 {"venue_type", venue->venue_type},
			 {"area", reference.areas.at(venue->area).code},
			 {"name", venue->name},
			 {"valid_from", text_or_null(venue->valid_from)},
			 {"valid_to", venue->merged_into.empty() ? text_or_null(venue->valid_to) : Json(never_valid)}});
		if (!venue->merged_into.empty()) { list.back()["merged_into"] = venue->merged_into; }
	}
	return list;
}

struct CallerScope
{
	std::vector<Uuid> teams;
	AreaId area = 0; // of an account; 0: a phone
};
using Scope = std::optional<CallerScope>; // empty: all

bool in_scope(const Scope& scope, const Uuid& team)
{
	return !scope || std::ranges::find(scope->teams, team) != scope->teams.end();
}

// Whom to ask about a team: the coordinator nearest above it who gave a telephone number. null: nobody did.
Json contact_of(const store::Team& team, const std::vector<store::Account>& accounts, const AreaTree& areas)
{
	const store::Account* nearest = nullptr;
	for (const store::Account& account : accounts)
	{
		const bool is_asked = account.role == store::Role::coordinator && !account.disabled_at && !account.person.telephone.empty();
		if (!is_asked || !areas.contains(account.area, team.area)) { continue; }
		if (nearest == nullptr || (nearest->area != account.area && areas.contains(nearest->area, account.area))) { nearest = &account; }
	}
	if (nearest == nullptr) { return nullptr; }
	const store::Person& person = nearest->person;
	return {{"name", text_or_null(person.name)}, {"unit", text_or_null(person.unit)}, {"telephone", person.telephone}};
}

// Who may have decided about what lies there, by name: accounts above these areas and below.
Json describe_people(const std::vector<store::Account>& accounts, const std::vector<AreaId>& near_areas, const AreaTree& areas, bool all)
{
	Json people = Json::array();
	for (const store::Account& account : accounts)
	{
		const auto is_near = [&](AreaId area) { return areas.contains(account.area, area) || areas.contains(area, account.area); };
		if (account.person.name.empty() || (!all && std::ranges::none_of(near_areas, is_near))) { continue; }
		people.push_back({{"username", account.username}, {"name", account.person.name}, {"unit", text_or_null(account.person.unit)}});
	}
	return people;
}

std::string render_reference(store::Reader& reader, const Scope& scope)
{
	const ReferencePointer reference = reader.reference();
	const std::vector<store::Account> accounts = store::list_accounts(reader.database());
	std::vector<AreaId> near_areas;
	if (scope && scope->area != 0) { near_areas.push_back(scope->area); }
	Json teams = Json::array();
	for (const store::Team& team : store::list_teams(reader.database()))
	{
		if (in_scope(scope, team.id))
		{
			near_areas.push_back(team.area);
			teams.push_back(
				{{"id", to_string(team.id)},
				 {"name", team.name},
				 {"area", reference->areas.at(team.area).code},
				 {"leader", text_or_null(team.leader)},
				 {"contact", contact_of(team, accounts, reference->areas)},
				 {"members", members_json(store::list_team_members(reader.database(), team.id))}});
		}
	}
	return to_text(Json{
		{"vocabulary", reference->vocabulary.to_json()},
		{"venues", describe_venues(*reference)},
		{"teams", std::move(teams)},
		{"people", describe_people(accounts, near_areas, reference->areas, !scope)},
		{"etag", reference->etag},
	});
}

// Phones know the teams that they stand for, people those based in their area.
Scope scope_for(store::Reader& reader, const people::Principal& principal)
{
	const AreaTree& areas = reader.reference()->areas;
	if (people::covers(principal, areas, areas.root().id)) { return std::nullopt; }
	CallerScope scope{principal.teams};
	if (principal.kind == people::Principal::Kind::account)
	{
		scope.area = people::scope_of(principal, areas);
		for (const store::Team& team : store::list_teams(reader.database()))
		{
			if (people::covers(principal, areas, team.area)) { scope.teams.push_back(team.id); }
		}
	}
	std::ranges::sort(scope.teams);
	return scope;
}

// One scope, one text: the etag names both what it is of and whose teams are in it.
std::string scoped_etag(const Reference& reference, const Scope& scope)
{
	if (!scope) { return reference.etag + "-all"; }
	Json teams = Json::array();
	for (const Uuid& team : scope->teams) { teams.push_back(to_string(team)); }
	if (scope->area != 0) { teams.push_back(scope->area); }
	return reference.etag + "-" + hex(content_digest(teams));
}

Response answer_reference(store::Reader& reader, const Scope& scope, std::string_view if_none_match)
{
	const std::string etag = scoped_etag(*reader.reference(), scope);
	Response response;
	if (holds_etag(if_none_match, etag)) { response = not_modified(etag); }
	else
	{
		Text text = reference_texts().find(etag);
		if (!text)
		{
			text = std::make_shared<const std::string>(render_reference(reader, scope));
			reference_texts().put(etag, text);
		}
		response = cacheable(etag, *text);
	}
	response.headers.emplace_back("Vary", "Authorization");
	return response;
}

struct AreaText
{
	ReferencePointer of; // held, so that its address stays its own
	std::string etag;
	std::string text;
};

std::shared_ptr<const AreaText> render_areas(ReferencePointer reference)
{
	const AreaTree& tree = reference->areas;
	Json areas = Json::array();
	for (const Area& area : tree.all())
	{
		areas.push_back(
			{{"code", area.code},
			 {"name", area.name},
			 {"level", to_string(area.level)},
			 {"parent", area.parent == 0 ? Json(nullptr) : Json(tree.at(area.parent).code)},
			 {"valid_to", text_or_null(area.valid_to)},
			 {"successor", text_or_null(area.successor)}});
	}
	const Json body = {{"areas", std::move(areas)}};
	return std::make_shared<const AreaText>(AreaText{std::move(reference), hex(content_digest(body)), to_text(body)});
}

std::shared_ptr<const AreaText> area_text(ReferencePointer reference)
{
	static std::mutex mutex;
	static std::shared_ptr<const AreaText> newest;
	const std::lock_guard lock(mutex);
	if (!newest || newest->of != reference) { newest = render_areas(std::move(reference)); }
	return newest;
}

} // namespace

Reply handle_reference(Context& /*context*/, Request& request)
{
	return read_work(
		[if_none_match = request.if_none_match](store::Reader& reader, const people::Principal& principal) -> Reply
		{ return answer_reference(reader, scope_for(reader, principal), if_none_match); });
}

Reply handle_areas(Context& context, Request& request)
{
	const auto text = area_text(context.reference.load());
	return holds_etag(request.if_none_match, text->etag) ? not_modified(text->etag) : cacheable(text->etag, text->text);
}

} // namespace bajin::api
