#include "server/api/events/endpoints.hpp"
#include "server/api/http/audited.hpp"
#include "server/api/http/body.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/requests/event_access.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/api/requests/telephone.hpp"
#include "server/events/entry.hpp"
#include "server/events/state.hpp"
#include "server/figures/period.hpp"
#include "server/people/audit.hpp"
#include "server/store/quarantine_store.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace bajin::api
{

namespace
{

constexpr std::int64_t kept_limit_default = 100;
constexpr std::int64_t kept_limit_max = 500;
constexpr std::int64_t scanned_page = 500;

// Where a kept change belongs: to the team that sent it.
class KeptScope
{
public:
	KeptScope(store::Database& database, const AreaTree& areas, const people::Principal& principal) : areas_(areas), principal_(principal)
	{
		for (const store::Team& team : store::list_teams(database)) { team_areas_.emplace(team.id, team.area); }
	}

	[[nodiscard]] AreaId area_of(const store::QuarantinedChange& kept) const
	{
		const auto found = team_areas_.find(kept.team);
		return found == team_areas_.end() ? 0 : found->second;
	}

	// What came from no team that is known is for those who see everything.
	[[nodiscard]] bool holds(const store::QuarantinedChange& kept) const
	{
		const AreaId area = area_of(kept);
		return people::covers(principal_, areas_, area == 0 ? areas_.root().id : area);
	}

	[[nodiscard]] bool lies_in(const store::QuarantinedChange& kept, AreaId area) const
	{
		const AreaId own = area_of(kept);
		return own != 0 && areas_.contains(area, own);
	}

private:
	const AreaTree& areas_;
	const people::Principal& principal_;
	std::unordered_map<Uuid, AreaId> team_areas_;
};

struct KeptFilter
{
	AreaId area = 0; // 0: the caller's
	std::optional<protocol::Outcome> outcome;
	bool resolved_too = false;
	std::int64_t limit = kept_limit_default;
	std::int64_t after = 0;
};

Result<KeptFilter> parse_filter(const Request& request, const AreaTree& areas)
{
	KeptFilter filter;
	const auto area = asked_area(request, areas);
	if (!area) { return area.error(); }
	filter.area = *area;
	if (const auto text = request.query_value("outcome"); !text.empty())
	{
		filter.outcome = protocol::parse_outcome(text);
		if (filter.outcome != protocol::Outcome::conflict && filter.outcome != protocol::Outcome::rejected)
		{
			return figures::invalid_parameter("outcome", "expected conflict or rejected");
		}
	}
	filter.resolved_too = request.query_value("resolved") == "true";
	const auto limit = asked_limit(request, kept_limit_default, kept_limit_max);
	const auto after = asked_number(request, "after", 0);
	if (!limit || !after) { return !limit ? limit.error() : after.error(); }
	filter.limit = *limit;
	filter.after = *after;
	return filter;
}

// As kept, each with its sentence in one language. Those kept before there was the other have it in Chinese.
Json problems_json(const store::QuarantinedChange& kept, bool english)
{
	auto problems = parse_json(kept.problems);
	if (!problems) { return Json::array(); }
	for (Json& entry : problems->value)
	{
		const auto sentence = entry.find("message_en");
		if (sentence == entry.end()) { continue; }
		if (english) { entry["message"] = *sentence; }
		entry.erase("message_en");
	}
	return std::move(problems->value);
}

Json kept_json(const store::QuarantinedChange& kept, bool english)
{
	const auto change = parse_json(kept.change);
	return {
		{"number", kept.number},
		{"change_id", text_or_null(kept.change_id)},
		{"id", text_or_null(kept.event)},
		{"outcome", protocol::to_string(kept.outcome)},
		{"team", to_string(kept.team)},
		{"device", to_string(kept.device)},
		{"received_at", to_string(kept.received_at)},
		{"problems", problems_json(kept, english)},
		{"change", change ? change->value : Json(nullptr)},
		{"resolved_at", text_or_null(kept.resolved_at)},
	};
}

// A change that is not a record has none either.
bool shows_telephone(const Json& kept, const protocol::EventState* current)
{
	const Json* change = member(kept, "change");
	const Json* record = change == nullptr ? nullptr : member(*change, "event");
	if (record != nullptr && has_telephone(*record)) { return true; }
	const auto document = current == nullptr || current->body.empty() ? Result<JsonDocument>(JsonDocument{}) : parse_json(current->body);
	return document && has_telephone(document->value);
}

// Beside each what is stored of the event today, so that both can be laid side by side: whole, because what is decided here is
// stored as it stands. Who is shown telephone numbers with it stands in the audit trail.
Reply list_page(store::Reader& reader, const people::Principal& principal, const KeptFilter& filter, bool english)
{
	store::Database& database = reader.database();
	const KeptScope scope(database, reader.reference()->areas, principal);
	std::string items;
	std::int64_t taken = 0;
	std::int64_t with_telephone = 0;
	std::int64_t last = filter.after;
	for (bool more = true; more && taken < filter.limit;)
	{
		const auto page = filter.resolved_too ? store::list_quarantined(database, last, scanned_page)
											  : store::list_open_quarantined(database, last, scanned_page);
		more = static_cast<std::int64_t>(page.size()) == scanned_page;
		for (const store::QuarantinedChange& kept : page)
		{
			last = kept.number;
			const bool is_asked_for =
				(!filter.outcome || kept.outcome == *filter.outcome) && (filter.area == 0 || scope.lies_in(kept, filter.area));
			if (!is_asked_for || !scope.holds(kept)) { continue; }
			const auto head = kept.event ? store::find_event(database, *kept.event) : std::nullopt;
			const Json json = kept_json(kept, english);
			std::string text = to_text(json);
			std::string current;
			std::optional<protocol::EventState> state;
			if (head && may_read(principal, reader, *head))
			{
				state = events::load_state(database, reader.epochs(), *head);
				protocol::append_text(current, *state);
			}
			with_telephone += shows_telephone(json, state ? &*state : nullptr) ? 1 : 0;
			append_member(text, "current", current.empty() ? "null" : current);
			items += (items.empty() ? "" : ",") + text;
			if (++taken == filter.limit) { break; }
		}
	}
	const bool may_go_on = taken == filter.limit;
	Response response;
	response.body = R"({"kept":[)" + items + R"(],"next":)" + (may_go_on ? std::to_string(last) : "null") + "}";
	if (principal.kind != people::Principal::Kind::account || with_telephone == 0) { return response; }
	const AreaId area = filter.area == 0 ? people::scope_of(principal, reader.reference()->areas) : filter.area;
	return after_audit(
		std::move(response), people::actor_of(principal), {"see_telephone", std::nullopt, area, {}, {{"kept", with_telephone}}});
}

// How a kept change is closed: with a record that is to stand, or without one.
struct Resolution
{
	std::optional<Uuid> change_id;
	std::int64_t number = 0; // of what came without a readable change id
	std::optional<events::PreparedEntry> record;
	std::int64_t version = 0;
	std::string reason;
};

// The event as it stands now, as text.
Result<std::string>
apply_record(store::Writer& writer, const people::Principal& principal, const Resolution& resolution, const store::QuarantinedChange& kept)
{
	const AreaTree& areas = writer.reference()->areas;
	const auto head = store::find_event(writer.database(), resolution.record->id);
	const bool may_write =
		people::covers(principal, areas, resolution.record->event.area) && (!head || may_act_on(principal, writer, *head));
	if (!may_write || (kept.event && *kept.event != resolution.record->id)) { return Error{"forbidden", {}, {}}; }
	const events::Entry entry{*resolution.record, kept.team, resolution.version, principal.name(), resolution.reason};
	const auto entered = events::enter_record(writer, entry, now());
	if (!entered) { return entered.error(); }
	std::string text;
	protocol::append_text(text, *entered);
	return Result<std::string>(boost::system::in_place_value, std::move(text));
}

Reply resolve(store::Writer& writer, const people::Principal& principal, const Resolution& resolution)
{
	store::Database& database = writer.database();
	std::vector<store::QuarantinedChange> found;
	if (resolution.change_id) { found = store::list_quarantined_of_change(database, *resolution.change_id); }
	else if (auto kept = store::find_quarantined(database, resolution.number)) { found.push_back(std::move(*kept)); }
	const KeptScope scope(database, writer.reference()->areas, principal);
	std::erase_if(found, [&](const store::QuarantinedChange& kept) { return !scope.holds(kept); });
	if (found.empty()) { return refuse("not_found"); }
	const auto is_open = [](const store::QuarantinedChange& kept) { return !kept.resolved_at; };
	const auto open = std::ranges::find_if(found, is_open);
	if (open == found.end()) { return refuse("already_resolved"); }
	std::string current = "null";
	if (resolution.record)
	{
		auto applied = apply_record(writer, principal, resolution, *open);
		if (!applied) { return applied.error(); }
		current = std::move(*applied);
	}
	for (const store::QuarantinedChange& kept : found) { store::close_quarantined(database, kept.number, now()); }
	people::AuditEntry audit_entry{"resolve_kept", open->event, scope.area_of(*open), std::to_string(open->number)};
	audit_entry.details = {{"applied", resolution.record.has_value()}, {"reason", resolution.reason}};
	people::audit(database, people::actor_of(principal), audit_entry, now());
	Response response;
	response.body = R"({"resolved":)" + std::to_string(found.size()) + R"(,"current":)" + current + "}";
	return response;
}

} // namespace

Reply handle_kept(Context& context, Request& request)
{
	auto filter = parse_filter(request, context.reference.load()->areas);
	if (!filter) { return filter.error(); }
	return read_work(
		[filter = *filter, english = request.wants_english](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			if (filter.area != 0 && !people::covers(principal, reader.reference()->areas, filter.area)) { return refuse("forbidden"); }
			return list_page(reader, principal, filter, english);
		});
}

Reply handle_resolve_kept(Context& context, Request& request)
{
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	Resolution resolution;
	resolution.reason = body->required_reason();
	resolution.version = body->number("version").value_or(0);
	const Json* record = body->value("event");
	if (auto error = body->error()) { return *error; }
	const std::string& which = request.path_values["change_id"];
	resolution.change_id = parse_uuid(which);
	if (!resolution.change_id)
	{
		const auto [end, error] = std::from_chars(which.data(), which.data() + which.size(), resolution.number);
		if (error != std::errc() || end != which.data() + which.size()) { return refuse("not_found"); }
	}
	if (record != nullptr)
	{
		resolution.record = events::prepare_entry(*record, std::nullopt, *context.reference.load(), context.clock.today());
		if (!resolution.record->problems.empty()) { return refuse_record(resolution.record->problems); }
	}
	return write_work([resolution = std::move(resolution)](store::Writer& writer, const people::Principal& principal)
					  { return resolve(writer, principal, resolution); });
}

} // namespace bajin::api
