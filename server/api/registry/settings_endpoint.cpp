#include "server/api/http/answer.hpp"
#include "server/api/http/before_after.hpp"
#include "server/api/http/body.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/registry/endpoints.hpp"
#include "server/people/audit.hpp"
#include "server/store/reader.hpp"
#include "server/store/settings_store.hpp"
#include "server/store/writer.hpp"

namespace bajin::api
{

namespace
{

constexpr std::size_t organization_characters_max = 100;

Json values_json(const store::Settings& settings)
{
	return {
		{"report_due_day", settings.report_due_day},
		{"silent_after_days", settings.silent_after.count()},
		{"return_due_days", settings.return_due_after.count()},
		{"organization", settings.organization},
	};
}

Response answer_settings(const store::Settings& settings)
{
	Json json = values_json(settings);
	json["changed_at"] = text_or_null(settings.changed_at);
	json["changed_by"] = text_or_null(settings.changed_by);
	return json_answer(json);
}

struct SettingsRequest
{
	std::optional<int> report_due_day;
	std::optional<int> silent_after_days;
	std::optional<int> return_due_days;
	std::optional<std::string> organization;
};

std::optional<int> whole_number(Body& body, const std::string& name, std::int64_t last)
{
	const auto number = body.number(name);
	if (number && (*number < 1 || *number > last))
	{
		body.refuse(name, "a whole number from 1 to " + std::to_string(last) + " is needed");
		return std::nullopt;
	}
	return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

Result<SettingsRequest> read_settings(std::string_view text)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	SettingsRequest wanted;
	// The 28th is there in every month.
	wanted.report_due_day = whole_number(*body, "report_due_day", 28);
	wanted.silent_after_days = whole_number(*body, "silent_after_days", 365);
	wanted.return_due_days = whole_number(*body, "return_due_days", 90);
	wanted.organization = body->text("organization", organization_characters_max);
	if (auto error = body->error()) { return std::move(*error); }
	return wanted;
}

Reply change_settings(store::Writer& writer, const people::Principal& principal, const SettingsRequest& wanted)
{
	const store::Settings before = store::find_settings(writer.database());
	store::Settings after = before;
	after.report_due_day = wanted.report_due_day.value_or(before.report_due_day);
	after.silent_after = wanted.silent_after_days ? std::chrono::days(*wanted.silent_after_days) : before.silent_after;
	after.return_due_after = wanted.return_due_days ? std::chrono::days(*wanted.return_due_days) : before.return_due_after;
	after.organization = wanted.organization.value_or(before.organization);
	if (values_json(before) == values_json(after)) { return answer_settings(before); }
	after.changed_at = now();
	after.changed_by = principal.name();
	store::update_settings(writer.database(), after);
	people::AuditEntry audit_entry{"change_settings", std::nullopt, writer.reference()->areas.root().id};
	audit_entry.details = before_after(values_json(before), values_json(after));
	people::audit(writer.database(), people::actor_of(principal), audit_entry, *after.changed_at);
	return answer_settings(after);
}

} // namespace

Reply handle_settings(Context& /*context*/, Request& /*request*/)
{
	return read_work([](store::Reader& reader) -> Reply { return answer_settings(store::find_settings(reader.database())); });
}

Reply handle_change_settings(Context& /*context*/, Request& request)
{
	auto wanted = read_settings(request.body);
	if (!wanted) { return wanted.error(); }
	return write_work([wanted = std::move(*wanted)](store::Writer& writer, const people::Principal& principal)
					  { return change_settings(writer, principal, wanted); });
}

} // namespace bajin::api
