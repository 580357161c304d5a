#include "server/api/http/answer.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/registry/endpoints.hpp"
#include "server/api/requests/target_request.hpp"
#include "server/people/access.hpp"
#include "server/registry/target_cells.hpp"
#include "server/store/reader.hpp"
#include "server/store/target_store.hpp"
#include "server/store/writer.hpp"

#include <set>

namespace bajin::api
{

namespace
{

Response list_json(store::Database& database, const AreaTree& areas, const registry::TargetScope& scope, int year)
{
	Json list = Json::array();
	for (const store::Target& target : store::list_targets(database, year))
	{
		if (!scope.holds(target)) { continue; }
		list.push_back(registry::target_json(target, areas));
	}
	return json_answer(list);
}

Error refusal_of(const registry::CellProblem& wrong, std::size_t index)
{
	const std::string pointer = "/" + std::to_string(index) + (wrong.field.empty() ? "" : "/" + wrong.field);
	return {"invalid_target", pointer + ": " + std::string(registry::text_of_cell_problem(wrong.code, true)), pointer};
}

Result<std::vector<store::Target>> parse_targets(std::string_view body, const Reference& reference, int year)
{
	const auto document = parse_json(body);
	if (!document) { return document.error(); }
	if (!document->flaws.empty())
	{
		const JsonFlaw& flaw = document->flaws.front();
		return Error{"invalid_target", flaw.pointer + ": " + flaw.code, flaw.pointer};
	}
	if (!document->value.is_array() || document->value.size() > registry::target_cells_max)
	{
		return Error{"invalid_target", "expected a list of at most 10000 targets", ""};
	}
	std::vector<store::Target> targets;
	std::set<registry::TargetCell> cells;
	for (std::size_t i = 0; i < document->value.size(); ++i)
	{
		registry::CellRead cell = registry::read_target_cell(document->value[i], reference, year);
		if (!cell.problems.empty()) { return refusal_of(cell.problems.front(), i); }
		if (!cells.insert(registry::cell_of(cell.target)).second)
		{
			const std::string pointer = "/" + std::to_string(i);
			return Error{"invalid_target", pointer + ": the same target stands twice in the list", pointer};
		}
		targets.push_back(std::move(cell.target));
	}
	return targets;
}

Reply put_targets(store::Writer& writer, const people::Principal& principal, std::vector<store::Target>& targets, int year)
{
	store::Database& database = writer.database();
	const AreaTree& areas = writer.reference()->areas;
	const registry::TargetScope scope(database, areas, principal);
	for (std::size_t i = 0; i < targets.size(); ++i)
	{
		if (scope.holds(targets[i])) { continue; }
		if (!targets[i].team) { return refuse("forbidden", "/" + std::to_string(i) + "/area"); }
		const std::string pointer = "/" + std::to_string(i) + "/team";
		return Error{"invalid_target", pointer + ": no such team", pointer};
	}
	auto changed = registry::find_changed_targets(database, std::move(targets), year);
	registry::set_targets(writer, principal, changed);
	return list_json(database, areas, scope, year);
}

// Every value ever set, the oldest first: of targets of areas and of teams based at or below `area`.
Response history_json(store::Reader& reader, const people::Principal& principal, const TargetRequest& wanted)
{
	const AreaTree& areas = reader.reference()->areas;
	const registry::TargetScope scope(reader.database(), areas, principal);
	Json changes = Json::array();
	for (const store::Target& target : store::list_target_history(reader.database(), wanted.year))
	{
		const AreaId area = scope.area_of(target);
		if (!scope.holds(target) || (wanted.area != 0 && !areas.contains(wanted.area, area))) { continue; }
		Json json = registry::target_json(target, areas);
		json["area_name"] = target.team ? Json(nullptr) : Json(areas.at(area).name);
		json["team_name"] = target.team ? text_or_null(scope.name_of_team(*target.team)) : Json(nullptr);
		json["at"] = to_string(target.at);
		json["by"] = target.actor;
		changes.push_back(std::move(json));
	}
	return json_answer(Json{{"changes", std::move(changes)}, {"next", nullptr}});
}

} // namespace

Reply handle_targets(Context& context, Request& request)
{
	const auto wanted = parse_target_request(context, request);
	if (!wanted) { return wanted.error(); }
	return read_work(
		[year = wanted->year](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			const AreaTree& areas = reader.reference()->areas;
			return list_json(reader.database(), areas, registry::TargetScope(reader.database(), areas, principal), year);
		});
}

Reply handle_target_history(Context& context, Request& request)
{
	const auto wanted = parse_target_request(context, request);
	if (!wanted) { return wanted.error(); }
	return read_work(
		[wanted = *wanted](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			const bool is_beside = wanted.area != 0 && !people::covers(principal, reader.reference()->areas, wanted.area);
			return is_beside ? Reply(refuse("forbidden")) : history_json(reader, principal, wanted);
		});
}

Reply handle_put_targets(Context& context, Request& request)
{
	const auto wanted = parse_target_request(context, request);
	if (!wanted) { return wanted.error(); }
	auto targets = parse_targets(request.body, *context.reference.load(), wanted->year);
	if (!targets) { return targets.error(); }
	return write_work(
		[year = wanted->year, targets = std::move(*targets)](store::Writer& writer, const people::Principal& principal) mutable -> Reply
		{ return put_targets(writer, principal, targets, year); });
}

} // namespace bajin::api
