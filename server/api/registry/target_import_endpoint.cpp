#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/registry/endpoints.hpp"
#include "server/api/requests/target_request.hpp"
#include "server/people/access.hpp"
#include "server/registry/target_table.hpp"
#include "server/store/reader.hpp"
#include "shared/text_encoding.hpp"

namespace bajin::api
{

namespace
{

struct ImportRequest
{
	int year = 0;
	CsvTable table;
	bool dry_run = false;
	bool wants_english = false;
};

Result<ImportRequest> read_wanted(Context& context, const Request& request)
{
	const auto asked = parse_target_request(context, request);
	if (!asked) { return asked.error(); }
	if (!is_utf8(request.body)) { return Error{"not_utf8", "", ""}; }
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	const Json* text = body->value("csv");
	const std::string csv = text != nullptr && text->is_string() ? text->get<std::string>() : ""; // as it is: tabs at its end are cells
	ImportRequest wanted;
	wanted.year = asked->year;
	wanted.dry_run = body->flag("dry_run");
	wanted.wants_english = request.wants_english;
	if (csv.empty()) { body->refuse("csv", "is missing"); }
	if (auto error = body->error()) { return std::move(*error); }
	auto table = parse_csv_table(csv);
	if (!table) { return table.error(); }
	wanted.table = std::move(*table);
	return wanted;
}

struct ImportOutcome
{
	std::size_t changed = 0; // cells that differ from what was in force
	bool applied = false;
};

Response describe_target_import(const registry::TargetTable& table, const AreaTree& areas, bool english, const ImportOutcome& outcome)
{
	Json json = {{"rows", table.rows}, {"changed", outcome.changed}, {"cells", Json::array()}, {"problems", Json::array()}};
	for (const store::Target& target : table.targets) { json["cells"].push_back(registry::target_json(target, areas)); }
	for (const registry::TableProblem& wrong : table.problems)
	{
		json["problems"].push_back(
			{{"line", wrong.line},
			 {"column", wrong.column.empty() ? Json(nullptr) : Json(wrong.column)},
			 {"code", wrong.code},
			 {"message", registry::message_of(wrong, english)}});
	}
	json["applied"] = outcome.applied;
	return json_answer(json);
}

template <class Store>
registry::TargetTable read_table(Store& store, const people::Principal& principal, const ImportRequest& wanted)
{
	const Reference& reference = *store.reference();
	const registry::TargetScope scope(store.database(), reference.areas, principal);
	registry::TargetTable table = registry::read_target_table(wanted.table, reference, scope, wanted.year);
	registry::keep_what_has_no_column(store.database(), table, wanted.year);
	return table;
}

Reply try_import(store::Reader& reader, const people::Principal& principal, const ImportRequest& wanted)
{
	const registry::TargetTable table = read_table(reader, principal, wanted);
	const auto changed = registry::find_changed_targets(reader.database(), table.targets, wanted.year);
	return describe_target_import(table, reader.reference()->areas, wanted.wants_english, {changed.size(), false});
}

// All or nothing.
Reply import(store::Writer& writer, const people::Principal& principal, const ImportRequest& wanted)
{
	const registry::TargetTable table = read_table(writer, principal, wanted);
	auto changed = registry::find_changed_targets(writer.database(), table.targets, wanted.year);
	const bool applies = table.problems.empty();
	if (applies) { registry::set_targets(writer, principal, changed); }
	return describe_target_import(table, writer.reference()->areas, wanted.wants_english, {changed.size(), applies});
}

Response write_csv(store::Reader& reader, const people::Principal& principal, const TargetRequest& wanted)
{
	const Reference& reference = *reader.reference();
	const registry::TargetScope scope(reader.database(), reference.areas, principal);
	std::vector<store::Target> targets = store::list_targets(reader.database(), wanted.year);
	std::erase_if(
		targets, [&](const store::Target& target)
		{ return !scope.holds(target) || (wanted.area != 0 && !reference.areas.contains(wanted.area, scope.area_of(target))); });
	const std::string year = std::to_string(wanted.year);
	Response response = attachment(csv_type, {"targets-" + year, {"目标任务", year + "年"}}, ".csv");
	response.body = registry::write_target_table(targets, reference, scope);
	return response;
}

} // namespace

Reply handle_targets_csv(Context& context, Request& request)
{
	const auto wanted = parse_target_request(context, request);
	if (!wanted) { return wanted.error(); }
	return read_work(
		[wanted = *wanted](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			const bool is_beside = wanted.area != 0 && !people::covers(principal, reader.reference()->areas, wanted.area);
			return is_beside ? Reply(refuse("forbidden")) : write_csv(reader, principal, wanted);
		});
}

// What is only tried changes nothing, and so does not hold up the writer.
Reply handle_import_targets(Context& context, Request& request)
{
	auto wanted = read_wanted(context, request);
	if (!wanted) { return wanted.error(); }
	if (wanted->dry_run)
	{
		return read_work([wanted = std::move(*wanted)](store::Reader& reader, const people::Principal& principal)
						 { return try_import(reader, principal, wanted); });
	}
	return write_work([wanted = std::move(*wanted)](store::Writer& writer, const people::Principal& principal)
					  { return import(writer, principal, wanted); });
}

} // namespace bajin::api
