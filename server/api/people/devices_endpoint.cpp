#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/people/endpoints.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/people/access.hpp"
#include "server/people/audit.hpp"
#include "server/store/reader.hpp"
#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"

#include <algorithm>
#include <vector>

namespace bajin::api
{

namespace
{

constexpr std::size_t name_characters_max = 100;
constexpr std::size_t teams_max = 20;

Json pending_json(const protocol::Pending& pending)
{
	return {{"events", pending.events}, {"edits", pending.edits}, {"photos", pending.photos}, {"oldest", text_or_null(pending.oldest)}};
}

// What a lost phone still held is written off: shown apart from what is awaited.
Json device_json(const store::Device& device)
{
	Json teams = Json::array();
	for (const auto& membership : device.teams)
	{
		if (membership.present) { teams.push_back(to_string(membership.team)); }
	}
	const bool is_lost = device.lost_at.has_value();
	return {
		{"id", to_string(device.id)},
		{"name", device.name},
		{"teams", std::move(teams)},
		{"state", is_lost              ? "lost"
				  : device.revoked_at  ? "revoked"
				  : device.outbox_only ? "outbox_only"
									   : "active"},
		{"created_at", to_string(device.created_at)},
		{"last_heard_at", text_or_null(device.last_heard_at)},
		{"app_version", device.app_version},
		{"clock_offset_s", device.clock_offset_s ? Json(*device.clock_offset_s) : Json(nullptr)},
		{"pending", pending_json(is_lost ? protocol::Pending{} : device.pending)},
		{"written_off", is_lost ? pending_json(device.pending) : Json(nullptr)},
		{"revoked_at", text_or_null(device.revoked_at)},
		{"lost_at", text_or_null(device.lost_at)},
	};
}

// Of the scope where one of the teams that it stands for now is based.
bool is_in_scope(const people::Principal& principal, const AreaTree& areas, const store::Device& device)
{
	return std::ranges::any_of(
		device.teams, [&](const auto& membership) { return membership.present && people::covers(principal, areas, membership.team_area); });
}

struct DeviceRequest
{
	std::optional<std::string> name;
	std::vector<Uuid> teams; // empty: not sent
	std::optional<bool> revoked;
	bool lost = false;
};

Result<DeviceRequest> read_wanted(std::string_view text)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	DeviceRequest wanted;
	wanted.name = body->text("name", name_characters_max);
	if (wanted.name && wanted.name->empty()) { body->refuse("name", "is empty"); }
	if (const auto team = body->id("team")) { wanted.teams.push_back(*team); }
	for (const std::string& entry : body->texts("teams", teams_max))
	{
		const auto team = parse_uuid(entry);
		if (!team)
		{
			body->refuse("teams", "ids of teams are needed");
			break;
		}
		wanted.teams.push_back(*team);
	}
	if (body->has("teams") && wanted.teams.empty()) { body->refuse("teams", "a phone stands for one team at least; revoke it instead"); }
	if (body->has("revoked")) { wanted.revoked = body->flag("revoked"); }
	wanted.lost = body->flag("lost");
	if (auto error = body->error()) { return std::move(*error); }
	return wanted;
}

// A revoked or lost phone comes back only by a new code: its old token may be in other hands.
std::optional<Error>
change(store::Writer& writer, const people::Principal& principal, const store::Device& device, const DeviceRequest& wanted)
{
	store::Database& database = writer.database();
	const Timestamp at = now();
	if (wanted.revoked && !*wanted.revoked && device.revoked_at)
	{
		return Error{"invalid_field", "revoked: a revoked phone comes back with a new code (POST /enrolments with its id)", "/revoked"};
	}
	for (const Uuid& id : wanted.teams)
	{
		const auto team = store::find_team(database, id);
		if (!team || !people::covers(principal, writer.reference()->areas, team->area))
		{
			return Error{"invalid_field", "team: there is no such team", "/team"};
		}
	}
	if (!wanted.teams.empty()) { store::set_device_teams(database, device.id, wanted.teams, at); }
	if (wanted.name) { store::rename_device(database, device.id, *wanted.name); }
	if (wanted.lost || (wanted.revoked && *wanted.revoked))
	{
		const auto lost_at = wanted.lost ? std::optional(device.lost_at.value_or(at)) : device.lost_at;
		store::set_device_revoked(database, device.id, device.revoked_at.value_or(at), lost_at);
	}
	writer.forget_devices();
	writer.note_access_changed(device.id);
	return std::nullopt;
}

Reply change_device(store::Writer& writer, const people::Principal& principal, const Uuid& id, const DeviceRequest& wanted)
{
	const auto before = store::find_device(writer.database(), id);
	if (!before || !is_in_scope(principal, writer.reference()->areas, *before)) { return refuse("not_found"); }
	// A lost phone erases its records when it is next heard of.
	if (wanted.lost && !principal.session.is_proven) { return refuse("password_needed"); }
	if (auto error = change(writer, principal, *before, wanted)) { return *error; }
	const auto after = store::find_device(writer.database(), id);
	people::AuditEntry audit_entry{"change_device", std::nullopt, before->teams.front().team_area, to_string(id)};
	audit_entry.details = {{"name", after->name}, {"revoked", after->revoked_at.has_value()}, {"lost", after->lost_at.has_value()}};
	audit_entry.details["teams"] = device_json(*after)["teams"];
	people::audit(writer.database(), people::actor_of(principal), audit_entry, now());
	return json_answer(device_json(*after));
}

} // namespace

Reply handle_devices(Context& /*context*/, Request& request)
{
	const std::string_view text = request.query_value("team");
	const auto team = parse_uuid(text);
	if (!text.empty() && !team) { return refuse("not_found"); }
	return read_work(
		[team](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			const auto is_of_team = [&](const auto& membership) { return membership.present && membership.team == *team; };
			Json list = Json::array();
			for (const store::Device& device : store::list_devices(reader.database()))
			{
				const bool is_asked_for = !team || std::ranges::any_of(device.teams, is_of_team);
				if (is_asked_for && is_in_scope(principal, reader.reference()->areas, device)) { list.push_back(device_json(device)); }
			}
			return json_answer(Json{{"devices", std::move(list)}});
		});
}

Reply handle_change_device(Context& /*context*/, Request& request)
{
	auto wanted = read_wanted(request.body);
	if (!wanted) { return wanted.error(); }
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	return write_work([id = *id, wanted = std::move(*wanted)](store::Writer& writer, const people::Principal& principal)
					  { return change_device(writer, principal, id, wanted); });
}

} // namespace bajin::api
