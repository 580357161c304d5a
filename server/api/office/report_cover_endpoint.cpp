#include "server/api/http/answer.hpp"
#include "server/api/http/before_after.hpp"
#include "server/api/http/body.hpp"
#include "server/api/office/endpoints.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/people/audit.hpp"
#include "server/reports/cover.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"

namespace bajin::api
{

namespace
{

constexpr std::size_t value_characters_max = 100;

Response answer_cover(store::Database& database, const AreaTree& areas, AreaId area)
{
	Json json = {{"area", areas.at(area).code}, {"area_name", areas.at(area).name}};
	json.update(reports::to_json(reports::find_cover(database, areas, area)));
	return json_answer(json);
}

struct CoverRequest
{
	AreaId area = 0;
	std::map<std::string, std::string> values;
};

Result<CoverRequest> read_cover(std::string_view text, const AreaTree& areas)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	const std::string code = body->required_text("area", 12);
	CoverRequest wanted;
	for (const reports::CoverField& field : reports::cover_fields)
	{
		const std::string name(field.name);
		if (auto value = body->text(name, value_characters_max)) { wanted.values.emplace(name, std::move(*value)); }
	}
	if (auto error = body->error()) { return *error; }
	const Area* area = areas.find(code);
	if (area == nullptr) { return Error{"unknown_area", "", "/area"}; }
	wanted.area = area->id;
	return wanted;
}

Reply change_cover(store::Writer& writer, const people::Principal& principal, const CoverRequest& wanted)
{
	const AreaTree& areas = writer.reference()->areas;
	if (!people::covers(principal, areas, wanted.area)) { return refuse("forbidden"); }
	const store::CoverValues before = store::find_cover(writer.database(), wanted.area);
	const Timestamp at = now();
	Json old_values = Json::object();
	Json new_values = Json::object();
	for (const auto& [field, value] : wanted.values)
	{
		const auto found = before.values.find(field);
		const std::string old = found == before.values.end() ? "" : found->second;
		if (old != value)
		{
			store::write_cover(writer.database(), {wanted.area, field, value, at, principal.name()});
			old_values[field] = old;
			new_values[field] = value;
		}
	}
	if (!new_values.empty())
	{
		people::AuditEntry audit_entry{"change_cover", std::nullopt, wanted.area};
		audit_entry.details = before_after(old_values, new_values);
		people::audit(writer.database(), people::actor_of(principal), audit_entry, at);
	}
	return answer_cover(writer.database(), areas, wanted.area);
}

} // namespace

Reply handle_report_cover(Context& context, Request& request)
{
	const auto area = asked_area(request, context.reference.load()->areas);
	if (!area) { return area.error(); }
	if (*area == 0) { return refuse("unknown_area", "area: name one"); }
	return read_work(
		[area = *area](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			const AreaTree& areas = reader.reference()->areas;
			return people::covers(principal, areas, area) ? answer_cover(reader.database(), areas, area) : Reply(refuse("forbidden"));
		});
}

Reply handle_put_report_cover(Context& context, Request& request)
{
	auto wanted = read_cover(request.body, context.reference.load()->areas);
	if (!wanted) { return wanted.error(); }
	return write_work([wanted = std::move(*wanted)](store::Writer& writer, const people::Principal& principal)
					  { return change_cover(writer, principal, wanted); });
}

} // namespace bajin::api
