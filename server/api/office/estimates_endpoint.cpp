#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/office/endpoints.hpp"
#include "server/api/requests/target_request.hpp"
#include "server/people/audit.hpp"
#include "server/reports/estimates.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"
#include "shared/plain_text.hpp"

#include <set>

namespace bajin::api
{

namespace
{

constexpr std::size_t grounds_characters_max = 500;
constexpr std::uint64_t value_max = 1'000'000'000'000;

Json number_or_null(const std::optional<std::int64_t>& value)
{
	return value ? Json(*value) : Json(nullptr);
}

Response answer_estimates(store::Database& database, const AreaTree& areas, AreaId area, int year)
{
	Json json = {{"area", areas.at(area).code}, {"year", year}};
	json["rows"] = Json::array();
	for (const store::Estimate& estimate : reports::estimates_of_year(database, area, year))
	{
		json["rows"].push_back(reports::to_json(estimate));
	}
	return json_answer(json);
}

struct EstimatesRequest
{
	AreaId area = 0;
	int year = 0;
	std::vector<store::Estimate> rows;
};

Result<store::Estimate> read_row(const Json& json, const std::string& pointer)
{
	const auto wrong = [&](const std::string& field, const std::string& why)
	{ return Error{"invalid_field", pointer + field + ": " + why, pointer + field}; };
	if (!json.is_object()) { return wrong("", "an object is needed"); }
	for (const auto& [name, value] : json.items())
	{
		if (name != "metric" && name != "value" && name != "grounds")
		{
			return Error{"unknown_field", pointer + "/" + name, pointer + "/" + name};
		}
	}
	store::Estimate estimate;
	const Json* metric = member(json, "metric");
	if (metric == nullptr || !metric->is_string() || !reports::parse_estimated_metric(metric->get_ref<const std::string&>()))
	{
		return wrong("/metric", "sessions, lectures, reach, materials or another figure of the report is needed");
	}
	estimate.metric = metric->get<std::string>();
	const Json* value = member(json, "value");
	if (value != nullptr && !value->is_null())
	{
		if (!value->is_number_unsigned() || value->get<std::uint64_t>() > value_max)
		{
			return wrong("/value", "a whole number, 0 or more, is needed");
		}
		estimate.value = value->get<std::int64_t>();
	}
	const Json* grounds = member(json, "grounds");
	const bool has_grounds = grounds != nullptr && grounds->is_string() && !is_blank(grounds->get_ref<const std::string&>());
	if (estimate.value && !has_grounds) { return wrong("/grounds", "what the estimate rests on is needed"); }
	estimate.grounds = has_grounds ? grounds->get<std::string>() : "";
	if (count_characters(estimate.grounds) > grounds_characters_max) { return wrong("/grounds", "at most 500 characters"); }
	return estimate;
}

Result<EstimatesRequest> read_estimates(std::string_view text, const AreaTree& areas)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	const std::string code = body->required_text("area", 12);
	const auto year = body->number("year");
	const Json* rows = body->value("rows");
	if (!year || *year < 1900 || *year > 9999) { body->refuse("year", "a year is needed"); }
	if (rows == nullptr || !rows->is_array() || rows->size() > reports::estimated_metrics.size())
	{
		body->refuse("rows", "a list with one row a figure is needed");
	}
	if (auto error = body->error()) { return *error; }
	const Area* area = areas.find(code);
	if (area == nullptr) { return Error{"unknown_area", "", "/area"}; }
	EstimatesRequest wanted{area->id, static_cast<int>(*year), {}};
	std::set<std::string> metrics;
	for (std::size_t i = 0; i < rows->size(); ++i)
	{
		auto row = read_row((*rows)[i], "/rows/" + std::to_string(i));
		if (!row) { return row.error(); }
		if (!metrics.insert(row->metric).second) { return Error{"invalid_field", "/rows: one row a figure is needed", "/rows"}; }
		wanted.rows.push_back(std::move(*row));
	}
	return wanted;
}

// Estimates are of the running year; withdrawing them always works.
std::optional<Error> refuse_year(const EstimatesRequest& wanted, int running)
{
	const bool withdraws = std::ranges::all_of(wanted.rows, [](const store::Estimate& row) { return !row.value; });
	if (withdraws || wanted.year == running) { return std::nullopt; }
	return Error{wanted.year < running ? "year_over" : "year_in_future", "", "/year"};
}

Reply put_estimates(store::Writer& writer, const people::Principal& principal, const EstimatesRequest& wanted)
{
	const AreaTree& areas = writer.reference()->areas;
	if (!people::covers(principal, areas, wanted.area)) { return refuse("forbidden"); }
	const Timestamp at = now();
	if (const auto refusal = refuse_year(wanted, year_of(shanghai_date(at)))) { return *refusal; }
	const auto before = reports::estimates_of_year(writer.database(), wanted.area, wanted.year);
	Json changes = Json::array();
	for (store::Estimate row : wanted.rows)
	{
		const auto found = std::ranges::find(before, row.metric, &store::Estimate::metric);
		const std::optional<std::int64_t> old = found == before.end() ? std::nullopt : found->value;
		if (old == row.value && (!old || found->grounds == row.grounds)) { continue; }
		row.area = wanted.area;
		row.year = wanted.year;
		row.at = at;
		row.actor = principal.name();
		store::insert_estimate(writer.database(), row);
		changes.push_back({{"metric", row.metric}, {"before", number_or_null(old)}, {"after", number_or_null(row.value)}});
	}
	if (!changes.empty())
	{
		people::AuditEntry audit_entry{"change_estimates", std::nullopt, wanted.area};
		audit_entry.details = {{"year", wanted.year}, {"rows", std::move(changes)}};
		people::audit(writer.database(), people::actor_of(principal), audit_entry, at);
	}
	return answer_estimates(writer.database(), areas, wanted.area, wanted.year);
}

} // namespace

Reply handle_estimates(Context& context, Request& request)
{
	const auto wanted = parse_target_request(context, request);
	if (!wanted) { return wanted.error(); }
	return read_work(
		[wanted = *wanted](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			const AreaTree& areas = reader.reference()->areas;
			const AreaId area = wanted.area == 0 ? people::scope_of(principal, areas) : wanted.area;
			const DateSpan year = {make_date(wanted.year, 1, 1), make_date(wanted.year, 12, 31)};
			const bool may_see = people::covers(principal, areas, area) && people::may_see_days(principal, year);
			return may_see ? answer_estimates(reader.database(), areas, area, wanted.year) : Reply(refuse("forbidden"));
		});
}

Reply handle_put_estimates(Context& context, Request& request)
{
	auto wanted = read_estimates(request.body, context.reference.load()->areas);
	if (!wanted) { return wanted.error(); }
	return write_work([wanted = std::move(*wanted)](store::Writer& writer, const people::Principal& principal)
					  { return put_estimates(writer, principal, wanted); });
}

} // namespace bajin::api
