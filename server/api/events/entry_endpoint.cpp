#include "server/api/events/endpoints.hpp"
#include "server/api/http/body.hpp"
#include "server/api/requests/event_access.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/events/entry.hpp"
#include "server/events/redaction.hpp"
#include "server/people/audit.hpp"
#include "server/people/random.hpp"

#include <charconv>

namespace bajin::api
{

namespace
{

struct EntryRequest
{
	events::PreparedEntry record;
	std::optional<Uuid> team;
	std::int64_t version = 0;
	std::string reason;
};

// The version in If-Match, quoted or not; 0: there is none.
std::int64_t read_version(std::string_view if_match)
{
	if (if_match.starts_with("W/")) { if_match.remove_prefix(2); }
	if (if_match.size() >= 2 && if_match.front() == '"' && if_match.back() == '"') { if_match = if_match.substr(1, if_match.size() - 2); }
	std::int64_t version = 0;
	const auto [end, error] = std::from_chars(if_match.data(), if_match.data() + if_match.size(), version);
	return error == std::errc() && end == if_match.data() + if_match.size() && version > 0 ? version : 0;
}

people::AuditEntry audit_entry_of(const char* action, const protocol::EventState& state, const EntryRequest& wanted, AreaId area)
{
	people::AuditEntry audit_entry{action, state.id, area};
	audit_entry.details = {{"version", state.version}, {"team", to_string(state.team)}};
	if (!wanted.reason.empty()) { audit_entry.details["reason"] = wanted.reason; }
	return audit_entry;
}

Response answer_entry(const protocol::EventState& state, int status)
{
	Response response;
	response.status = status;
	response.headers.emplace_back("ETag", '"' + std::to_string(state.version) + '"');
	protocol::append_text(response.body, state);
	return response;
}

// In the name of a team of the scope, at a place in the scope: else somebody else reviews what nobody there knows of.
Reply enter(store::Writer& writer, const people::Principal& principal, const EntryRequest& wanted)
{
	const AreaTree& areas = writer.reference()->areas;
	const auto team = store::find_team(writer.database(), *wanted.team);
	if (!team || !people::covers(principal, areas, team->area)) { return Error{"invalid_field", "team: there is no such team", "/team"}; }
	if (!people::covers(principal, areas, wanted.record.event.area)) { return refuse("forbidden", "/event/area"); }
	const bool is_new = !store::find_event(writer.database(), wanted.record.id);
	const auto entered = events::enter_record(writer, {wanted.record, team->id, 0, principal.name(), wanted.reason}, now());
	if (!entered) { return entered.error(); }
	if (is_new)
	{
		const auto audit_entry = audit_entry_of("enter_event", *entered, wanted, wanted.record.event.area);
		people::audit(writer.database(), people::actor_of(principal), audit_entry, now());
	}
	return answer_entry(*entered, is_new ? 201 : 200);
}

Reply correct(store::Writer& writer, const people::Principal& principal, const EntryRequest& wanted)
{
	const auto head = store::find_event(writer.database(), wanted.record.id);
	if (!head || !may_read(principal, writer, *head)) { return refuse("not_found"); }
	const bool may_move = people::covers(principal, writer.reference()->areas, wanted.record.event.area);
	if (!may_act_on(principal, writer, *head) || !may_move) { return refuse("forbidden"); }
	const auto corrected =
		events::enter_record(writer, {wanted.record, head->team, wanted.version, principal.name(), wanted.reason}, now());
	if (!corrected) { return corrected.error(); }
	if (corrected->version != wanted.version)
	{
		people::audit(
			writer.database(), people::actor_of(principal), audit_entry_of("correct_event", *corrected, wanted, head->area), now());
	}
	return answer_entry(*corrected, 200);
}

Result<EntryRequest> read_entry(Context& context, const Request& request, const std::optional<Uuid>& id)
{
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	EntryRequest wanted;
	wanted.team = body->id("team");
	wanted.reason = body->reason();
	const Json* record = body->value("event");
	if (record == nullptr) { body->refuse("event", "is missing"); }
	if (auto error = body->error()) { return std::move(*error); }
	const Timestamp at = now();
	const auto own_id = id ? id : std::optional(people::make_id(at));
	const bool has_id = !id && member(*record, "id") != nullptr;
	const ReferencePointer reference = context.reference.load();
	wanted.record = events::prepare_entry(*record, has_id ? std::nullopt : own_id, *reference, context.clock.today());
	return wanted;
}

} // namespace

Reply handle_enter_event(Context& context, Request& request)
{
	auto wanted = read_entry(context, request, std::nullopt);
	if (wanted && !wanted->team) { return Error{"invalid_field", "team: is missing", "/team"}; }
	if (!wanted) { return wanted.error(); }
	if (!wanted->record.problems.empty()) { return refuse_record(wanted->record.problems); }
	return write_work([wanted = std::move(*wanted)](store::Writer& writer, const people::Principal& principal)
					  { return enter(writer, principal, wanted); });
}

Reply handle_correct_event(Context& context, Request& request)
{
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	auto wanted = read_entry(context, request, *id);
	if (!wanted) { return wanted.error(); }
	wanted->version = read_version(request.if_match);
	if (wanted->version == 0) { return refuse("version_needed"); }
	if (wanted->reason.empty()) { return Error{"invalid_field", "reason: a correction needs a reason", "/reason"}; }
	if (!wanted->record.problems.empty()) { return refuse_record(wanted->record.problems); }
	return write_work([wanted = std::move(*wanted)](store::Writer& writer, const people::Principal& principal)
					  { return correct(writer, principal, wanted); });
}

Reply handle_redact(Context& /*context*/, Request& request)
{
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	events::RedactionRequest redaction;
	redaction.fields = body->texts("fields", 5);
	const std::string reason = body->required_reason();
	if (auto error = body->error()) { return *error; }
	redaction.event = *id;
	return write_work(
		[redaction = std::move(redaction), reason](store::Writer& writer, const people::Principal& principal) mutable -> Reply
		{
			redaction.by = principal.name();
			const auto redacted = events::redact(writer, redaction, now());
			if (!redacted) { return redacted.error(); }
			const auto head = store::find_event(writer.database(), redaction.event);
			people::AuditEntry audit_entry{"redact_event", redaction.event, head->area};
			audit_entry.details = {{"fields", redaction.fields}, {"reason", reason}};
			people::audit(writer.database(), people::actor_of(principal), audit_entry, now());
			return answer_entry(*redacted, 200);
		});
}

} // namespace bajin::api
