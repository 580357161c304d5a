#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/people/endpoints.hpp"
#include "server/people/access.hpp"
#include "server/people/audit.hpp"
#include "server/people/enrolment.hpp"
#include "server/people/qr_code.hpp"
#include "server/store/reader.hpp"
#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"

#include <algorithm>

namespace bajin::api
{

namespace
{

constexpr std::int64_t days_max = 90;
constexpr std::int64_t listed_max = 200;

std::string_view state_of(const store::Enrolment& enrolment, Timestamp at)
{
	if (enrolment.used_at) { return "used"; }
	if (enrolment.cancelled_at) { return "cancelled"; }
	return at >= enrolment.expires_at ? "expired" : "open";
}

// A code that still opens is shown whole: whoever may make codes may as well read this one out again.
Json enrolment_json(const store::Enrolment& enrolment, Timestamp at)
{
	return {
		{"code", people::show_code(enrolment.code)},
		{"team", to_string(enrolment.team)},
		{"state", state_of(enrolment, at)},
		{"created_at", to_string(enrolment.created_at)},
		{"expires", to_string(enrolment.expires_at)},
		{"made_by", enrolment.made_by},
		{"device", text_or_null(enrolment.device ? enrolment.device : enrolment.for_device)},
		{"outbox_only", enrolment.outbox_only},
		{"used_at", text_or_null(enrolment.used_at)},
	};
}

struct EnrolmentRequest
{
	people::EnrolmentOrder order;
	Timestamp at;
	std::optional<Uuid> team;
};

Result<EnrolmentRequest> read_wanted_enrolment(std::string_view text)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	EnrolmentRequest wanted;
	wanted.team = body->id("team");
	wanted.order.for_device = body->id("device");
	wanted.order.outbox_only = body->flag("outbox_only");
	const std::int64_t days = body->number("days").value_or(people::code_valid_for.count());
	if (days < 1 || days > days_max) { body->refuse("days", "1 to 90 is needed"); }
	wanted.order.valid_for = std::chrono::days(std::clamp<std::int64_t>(days, 1, days_max));
	if (!wanted.team && !wanted.order.for_device) { body->refuse("team", "is missing"); }
	if (auto error = body->error()) { return std::move(*error); }
	return wanted;
}

Reply make_enrolment(store::Writer& writer, const people::Principal& principal, EnrolmentRequest wanted, const std::string& public_url)
{
	store::Database& database = writer.database();
	const AreaTree& areas = writer.reference()->areas;
	if (wanted.order.for_device)
	{
		const auto device = store::find_device(database, *wanted.order.for_device);
		const bool is_in_scope = device && !device->teams.empty() && people::covers(principal, areas, device->teams.front().team_area);
		if (!is_in_scope) { return Error{"invalid_field", "device: there is no such device", "/device"}; }
		wanted.team = wanted.team ? wanted.team : std::optional(device->teams.front().team);
	}
	const auto team = store::find_team(database, *wanted.team);
	if (!team || !people::covers(principal, areas, team->area)) { return Error{"invalid_field", "team: there is no such team", "/team"}; }
	wanted.order.team = team->id;
	wanted.order.made_by = principal.name();
	const Timestamp at = wanted.at;
	const store::Enrolment made = people::create_enrolment(database, wanted.order, at);
	people::AuditEntry audit_entry{"make_enrolment", std::nullopt, team->area, to_string(team->id)};
	audit_entry.details = {
		{"expires", to_string(made.expires_at)}, {"outbox_only", made.outbox_only}, {"device", text_or_null(made.for_device)}};
	people::audit(database, people::actor_of(principal), audit_entry, at);

	Json json = enrolment_json(made, at);
	const std::string url = people::enrolment_url(public_url, made.code);
	json["url"] = url;
	json["svg"] = people::draw_svg(people::QrCode(url));
	return json_answer(json, 201);
}

Reply list_codes(store::Reader& reader, const people::Principal& principal, const std::optional<Uuid>& team, Timestamp at)
{
	const AreaTree& areas = reader.reference()->areas;
	Json list = Json::array();
	bool is_known = !team;
	for (const store::Team& candidate : store::list_teams(reader.database()))
	{
		if (!people::covers(principal, areas, candidate.area) || (team && candidate.id != *team)) { continue; }
		is_known = true;
		for (const store::Enrolment& enrolment : store::list_enrolments(reader.database(), candidate.id, listed_max))
		{
			list.push_back(enrolment_json(enrolment, at));
		}
	}
	if (!is_known) { return refuse("not_found"); }
	return json_answer(Json{{"enrolments", std::move(list)}});
}

Reply cancel(store::Writer& writer, const people::Principal& principal, const std::string& typed)
{
	const auto code = people::read_code(typed);
	const auto enrolment = code ? store::find_enrolment(writer.database(), *code) : std::nullopt;
	const auto team = enrolment ? store::find_team(writer.database(), enrolment->team) : std::nullopt;
	if (!team || !people::covers(principal, writer.reference()->areas, team->area)) { return refuse("not_found"); }
	if (!enrolment->used_at && !enrolment->cancelled_at)
	{
		store::cancel_enrolment(writer.database(), enrolment->code, now());
		const people::AuditEntry audit_entry{"cancel_enrolment", std::nullopt, team->area, to_string(team->id)};
		people::audit(writer.database(), people::actor_of(principal), audit_entry, now());
	}
	return no_content();
}

} // namespace

Reply handle_enrolments(Context& context, Request& request)
{
	const std::string_view text = request.query_value("team");
	const auto team = parse_uuid(text);
	if (!text.empty() && !team) { return refuse("not_found"); }
	return read_work([team, at = context.clock.now()](store::Reader& reader, const people::Principal& principal)
					 { return list_codes(reader, principal, team, at); });
}

Reply handle_make_enrolment(Context& context, Request& request)
{
	auto wanted = read_wanted_enrolment(request.body);
	if (!wanted) { return wanted.error(); }
	wanted->at = context.clock.now();
	return write_work(
		[wanted = std::move(*wanted), public_url = context.public_url](store::Writer& writer, const people::Principal& principal)
		{ return make_enrolment(writer, principal, wanted, public_url); });
}

Reply handle_cancel_enrolment(Context& /*context*/, Request& request)
{
	return write_work([code = request.path_values["code"]](store::Writer& writer, const people::Principal& principal)
					  { return cancel(writer, principal, code); });
}

} // namespace bajin::api
