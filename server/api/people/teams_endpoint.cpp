#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/people/endpoints.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/people/access.hpp"
#include "server/people/audit.hpp"
#include "server/people/random.hpp"
#include "server/store/reader.hpp"
#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"

#include <algorithm>
#include <unordered_map>

namespace bajin::api
{

namespace
{

constexpr std::size_t members_max = 500;

Json team_json(const store::Team& team, const AreaTree& areas)
{
	return {
		{"id", to_string(team.id)},
		{"name", team.name},
		{"area", areas.at(team.area).code},
		{"area_name", areas.at(team.area).name},
		{"leader", team.leader},
		{"phone", team.phone},
		{"created_at", to_string(team.created_at)},
	};
}

void add_contact(Json& json, const store::TeamContact& contact)
{
	json["last_heard_at"] = text_or_null(contact.last_heard_at);
	json["unsent"] = contact.pending_events;
	json["written_off"] = contact.written_off_events;
}

template <class Store>
Response describe_team(Store& store, const store::Team& team, int status)
{
	Json json = team_json(team, store.reference()->areas);
	json["members"] = members_json(store::list_team_members(store.database(), team.id));
	for (const store::TeamContact& contact : store::list_team_contacts(store.database()))
	{
		if (contact.team == team.id) { add_contact(json, contact); }
	}
	return json_answer(json, status);
}

// What a request says of a team; what is empty was not sent.
struct TeamRequest
{
	std::optional<std::string> name;
	std::optional<AreaId> area;
	std::optional<std::string> leader;
	std::optional<std::string> phone;
	std::optional<std::vector<store::TeamMember>> members;
	std::optional<std::vector<store::TeamMember>> members_before; // the roster that the caller changed
};

// The roster in the member `key` of the body.
Result<std::vector<store::TeamMember>> read_members(const Json& list, const std::string& key)
{
	if (!list.is_array() || list.size() > members_max)
	{
		return Error{"invalid_field", key + ": a list of at most 500 is needed", "/" + key};
	}
	std::vector<store::TeamMember> members;
	for (std::size_t i = 0; i < list.size(); ++i)
	{
		auto body = Body::of(list[i]);
		const std::string pointer = "/" + key + "/" + std::to_string(i);
		if (!body) { return Error{"invalid_field", key + ": objects are needed", pointer}; }
		store::TeamMember member;
		member.name = body->required_text("name", event_limits::name_characters_max);
		member.unit = body->text("unit", event_limits::title_characters_max).value_or("");
		member.from = body->date("from");
		member.to = body->date("to");
		if (auto error = body->error())
		{
			error->pointer = pointer + error->pointer;
			error->detail = error->pointer + " " + error->detail;
			return std::move(*error);
		}
		members.push_back(std::move(member));
	}
	return members;
}

Result<TeamRequest> read_team(std::string_view text, const Reference& reference, Date today)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	TeamRequest wanted;
	wanted.name = body->text("name", event_limits::name_characters_max);
	if (wanted.name && wanted.name->empty()) { body->refuse("name", "is empty"); }
	wanted.leader = body->text("leader", event_limits::name_characters_max);
	wanted.phone = body->text("phone", event_limits::name_characters_max);
	if (const auto code = body->text("area", 12))
	{
		const Area* area = reference.areas.find(*code);
		if (area == nullptr || (area->valid_to && *area->valid_to < today))
		{
			body->refuse("area", area == nullptr ? "there is no such area" : "this area is no more");
		}
		else { wanted.area = area->id; }
	}
	const std::pair<const char*, std::optional<std::vector<store::TeamMember>>*> rosters[] = {
		{"members", &wanted.members}, {"members_before", &wanted.members_before}};
	for (const auto& [key, roster] : rosters)
	{
		const Json* list = body->value(key);
		if (list == nullptr) { continue; }
		auto members = read_members(*list, key);
		if (!members) { return members.error(); }
		*roster = std::move(*members);
	}
	if (auto error = body->error()) { return std::move(*error); }
	return wanted;
}

void audit_team(store::Writer& writer, const people::Principal& principal, const char* action, const store::Team& team)
{
	people::AuditEntry audit_entry{action, std::nullopt, team.area, to_string(team.id)};
	audit_entry.details = {{"name", team.name}};
	people::audit(writer.database(), people::actor_of(principal), audit_entry, now());
}

Reply make_team(store::Writer& writer, const people::Principal& principal, const TeamRequest& wanted)
{
	if (!people::covers(principal, writer.reference()->areas, *wanted.area)) { return refuse("forbidden"); }
	const Timestamp at = now();
	const store::Team team{people::make_id(at), *wanted.name, *wanted.area, at, wanted.leader.value_or(""), wanted.phone.value_or("")};
	store::insert_team(writer.database(), team);
	if (wanted.members) { store::replace_team_members(writer.database(), team.id, *wanted.members); }
	audit_team(writer, principal, "make_team", team);
	writer.reload_reference();
	return describe_team(writer, team, 201);
}

// Figures by organiser are rolled up where a team was based when its events came in: its area stays.
Reply change_team(store::Writer& writer, const people::Principal& principal, const Uuid& id, const TeamRequest& wanted)
{
	auto team = store::find_team(writer.database(), id);
	if (!team || !people::covers(principal, writer.reference()->areas, team->area)) { return refuse("not_found"); }
	if (wanted.area && *wanted.area != team->area)
	{
		return Error{"invalid_field", "area: a team stays where it is based; make a new one and move its phones", "/area"};
	}
	// A roster is replaced as a whole: over one that somebody else has changed meanwhile it would undo what they wrote.
	if (wanted.members_before && *wanted.members_before != store::list_team_members(writer.database(), team->id))
	{
		return refuse("roster_stale");
	}
	team->name = wanted.name.value_or(team->name);
	team->leader = wanted.leader.value_or(team->leader);
	team->phone = wanted.phone.value_or(team->phone);
	store::update_team(writer.database(), *team);
	if (wanted.members) { store::replace_team_members(writer.database(), team->id, *wanted.members); }
	audit_team(writer, principal, "change_team", *team);
	writer.reload_reference();
	return describe_team(writer, *team, 200);
}

Response list_teams(store::Reader& reader, const people::Principal& principal)
{
	std::unordered_map<Uuid, store::TeamContact> contacts;
	for (const store::TeamContact& contact : store::list_team_contacts(reader.database())) { contacts.emplace(contact.team, contact); }
	const AreaTree& areas = reader.reference()->areas;
	Json list = Json::array();
	for (const store::Team& team : store::list_teams(reader.database()))
	{
		if (people::covers(principal, areas, team.area))
		{
			list.push_back(team_json(team, areas));
			add_contact(list.back(), contacts[team.id]);
		}
	}
	return json_answer(Json{{"teams", std::move(list)}});
}

} // namespace

Reply handle_teams(Context& /*context*/, Request& /*request*/)
{
	return read_work([](store::Reader& reader, const people::Principal& principal) -> Reply { return list_teams(reader, principal); });
}

Reply handle_team(Context& /*context*/, Request& request)
{
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	return read_work(
		[id = *id](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			const auto team = store::find_team(reader.database(), id);
			const bool is_shown = team && people::covers(principal, reader.reference()->areas, team->area);
			return is_shown ? describe_team(reader, *team, 200) : Reply(refuse("not_found"));
		});
}

Reply handle_make_team(Context& context, Request& request)
{
	auto wanted = read_team(request.body, *context.reference.load(), shanghai_date(now()));
	if (wanted && (!wanted->name || !wanted->area))
	{
		const std::string missing = wanted->name ? "area" : "name";
		return Error{"invalid_field", missing + ": is missing", "/" + missing};
	}
	if (!wanted) { return wanted.error(); }
	return write_work([wanted = std::move(*wanted)](store::Writer& writer, const people::Principal& principal)
					  { return make_team(writer, principal, wanted); });
}

Reply handle_change_team(Context& context, Request& request)
{
	auto wanted = read_team(request.body, *context.reference.load(), shanghai_date(now()));
	if (!wanted) { return wanted.error(); }
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	return write_work([id = *id, wanted = std::move(*wanted)](store::Writer& writer, const people::Principal& principal)
					  { return change_team(writer, principal, id, wanted); });
}

} // namespace bajin::api
