#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/registry/endpoints.hpp"
#include "server/api/registry/venue_audit.hpp"
#include "server/people/random.hpp"
#include "server/registry/venue_import.hpp"
#include "server/store/reader.hpp"
#include "server/store/venue_store.hpp"

namespace bajin::api
{

namespace
{

Response describe_venue_import(const registry::VenueImport& import, bool is_applied, bool english)
{
	Json problems = Json::array();
	for (const registry::ImportProblem& found : import.problems)
	{
		problems.push_back({{"line", found.line}, {"column", found.column}, {"code", found.code}, {"message", found.message.in(english)}});
	}
	return json_answer(Json{
		{"rows", import.rows},
		{"added", import.added.size()},
		{"changed", import.changed.size()},
		{"unchanged", import.unchanged},
		{"problems", std::move(problems)},
		{"applied", is_applied},
	});
}

template <class Store>
registry::VenueImport plan(Store& store, const HeadedTable& table, AreaId scope)
{
	const auto is_named = [&](const std::string& id) { return store::is_venue_named(store.database(), id); };
	return registry::plan_import(table, *store.reference(), scope, is_named);
}

// Planned anew: the registry may have changed since it was looked at on the read lane.
Response apply_venue_import(store::Writer& writer, const people::Actor& actor, const HeadedTable& table, AreaId scope, bool english)
{
	registry::VenueImport import = plan(writer, table, scope);
	if (!import.problems.empty()) { return describe_venue_import(import, false, english); }
	const Timestamp at = now();
	for (Venue& venue : import.added)
	{
		venue.id = to_string(people::make_id(at));
		store::insert_venue(writer.database(), venue);
		audit_venue(writer, actor, {"make_venue", nullptr, &venue}, at);
	}
	for (const auto& [before, after] : import.changed)
	{
		store::update_venue(writer.database(), after);
		audit_venue(writer, actor, {"change_venue", &before, &after}, at);
	}
	if (!import.added.empty() || !import.changed.empty()) { writer.reload_reference(); }
	return describe_venue_import(import, true, english);
}

} // namespace

Reply handle_import_venues(Context& /*context*/, Request& request)
{
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	const Json* csv = body->value("csv");
	const bool is_dry_run = body->flag("dry_run");
	if (csv == nullptr || !csv->is_string()) { body->refuse("csv", "a text is needed"); }
	if (auto error = body->error()) { return *error; }
	return read_work(
		[csv = csv->get<std::string>(), is_dry_run,
		 english = request.wants_english](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			auto table = parse_headed_table(csv, registry::venue_rows_max);
			if (!table) { return table.error(); }
			const AreaId scope = people::scope_of(principal, reader.reference()->areas);
			const registry::VenueImport import = plan(reader, *table, scope);
			if (is_dry_run || !import.problems.empty()) { return describe_venue_import(import, false, english); }
			return write_work(
				[table = std::move(*table), scope, english, actor = people::actor_of(principal)](store::Writer& writer) -> Reply
				{ return apply_venue_import(writer, actor, table, scope, english); });
		},
		Lane::export_);
}

} // namespace bajin::api
