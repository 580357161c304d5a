#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/office/endpoints.hpp"
#include "server/api/requests/event_access.hpp"
#include "server/api/requests/event_list_request.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/api/requests/sample_access.hpp"
#include "server/figures/event_scan.hpp"
#include "server/people/audit.hpp"
#include "server/people/random.hpp"
#include "server/reports/sample.hpp"
#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"

#include <array>

namespace bajin::api
{

namespace
{

constexpr std::size_t seed_characters_max = 64;
constexpr std::size_t note_characters_max = 200;
constexpr std::size_t filter_characters_max = 200; // each
constexpr std::size_t finding_note_characters_max = 500;

struct SampleRequest
{
	std::size_t size = 0;
	std::string seed;
	std::string note;
	Json filter;
	figures::EventFilter parsed;
	bool area_given = false;
};

// The list's parameters as the list itself would get them.
Result<Request> request_of(const Json& filter)
{
	if (!filter.is_object()) { return Error{"invalid_field", "/filter: an object of texts is needed", "/filter"}; }
	Request request;
	for (const auto& [name, value] : filter.items())
	{
		if (!is_event_filter_name(name)) { return Error{"unknown_field", "/filter/" + name, "/filter/" + name}; }
		if (!value.is_string() || count_characters(value.get_ref<const std::string&>()) > filter_characters_max)
		{
			return Error{"invalid_field", "/filter/" + name + ": a text of at most 200 characters is needed", "/filter/" + name};
		}
		request.query.emplace(name, value.get<std::string>());
	}
	return request;
}

Result<SampleRequest> read_sample(std::string_view text, const Reference& reference)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	SampleRequest wanted;
	const auto size = body->number("size");
	wanted.seed = body->text("seed", seed_characters_max).value_or("");
	wanted.note = body->text("note", note_characters_max).value_or("");
	const Json* filter = body->value("filter");
	if (!size || *size < 1 || *size > static_cast<std::int64_t>(reports::sample_size_max))
	{
		body->refuse("size", "a whole number from 1 to 1000 is needed");
	}
	if (auto error = body->error()) { return *error; }
	wanted.size = static_cast<std::size_t>(*size);
	wanted.filter = filter == nullptr ? Json::object() : *filter;
	const auto request = request_of(wanted.filter);
	if (!request) { return request.error(); }
	auto parsed = figures::parse_event_filter(event_filter_text(*request), reference, shanghai_date(now()));
	if (!parsed) { return parsed.error(); }
	wanted.parsed = std::move(*parsed);
	wanted.area_given = request->has_query("area");
	return wanted;
}

Json describe_sample(const store::Sample& sample, const store::FindingCounts& counts, const AreaTree& areas)
{
	Json tallies = Json::object();
	std::int64_t open = sample.size;
	for (std::size_t i = 0; i < counts.size(); ++i)
	{
		tallies[std::string(reports::code_of(static_cast<store::FindingVerdict>(i)))] = counts[i];
		open -= counts[i];
	}
	tallies["open"] = open;
	const Area& area = areas.at(sample.area);
	return {
		{"id", to_string(sample.id)},
		{"seed", sample.seed},
		{"size", sample.size},
		{"population", sample.population},
		{"seq", sample.seq},
		{"note", sample.note},
		{"area", area.code},
		{"area_name", area.name},
		{"from", to_string(sample.days.first)},
		{"to", to_string(sample.days.last)},
		{"filter", Json::parse(sample.filter)},
		{"made_at", to_string(sample.at)},
		{"made_by", sample.actor},
		{"findings", std::move(tallies)},
	};
}

Json finding_json(const store::Finding& finding)
{
	return {{"finding", reports::code_of(finding.verdict)}, {"note", finding.note}, {"by", finding.actor}, {"at", to_string(finding.at)}};
}

// Of an event that was moved out of the caller's sight only what was drawn is told. `store` is a Reader or a Writer.
template <class Store>
Json event_json(Store& store, const people::Principal& principal, const store::SampleEvent& drawn)
{
	Json json = {{"id", to_string(drawn.event)}, {"version", drawn.version}, {"now_version", nullptr}, {"finding", nullptr}};
	const auto head = store::find_event(store.database(), drawn.event);
	if (!head || !may_read(principal, store, *head)) { return json; }
	const AreaTree& areas = store.reference()->areas;
	const Area& area = areas.at(head->area);
	const auto team = store::find_team(store.database(), head->team);
	json["now_version"] = head->version;
	json["state"] = to_string(head->state);
	json["occurred_on"] = to_string(head->occurred_on);
	json["area"] = area.code;
	json["area_name"] = area.name;
	json["team"] = to_string(head->team);
	json["team_name"] = team ? Json(team->name) : Json(nullptr);
	if (head->state != ReviewState::deleted)
	{
		const Event record = figures::read_record(store.database(), *head, areas);
		json["title"] = record.title;
		json["venue_type"] = record.venue_type;
	}
	return json;
}

Response answer_sample(store::Reader& reader, const people::Principal& principal, const store::Sample& sample, int status = 200)
{
	const auto findings = store::list_findings(reader.database(), sample.number);
	store::FindingCounts counts{};
	for (const auto& [event, finding] : findings) { ++counts[static_cast<std::size_t>(finding.verdict)]; }
	Json json = describe_sample(sample, counts, reader.reference()->areas);
	json["events"] = Json::array();
	for (const store::SampleEvent& drawn : store::list_sample_events(reader.database(), sample.number))
	{
		Json event = event_json(reader, principal, drawn);
		const auto found = findings.find(drawn.event);
		if (found != findings.end() && !event["now_version"].is_null()) { event["finding"] = finding_json(found->second); }
		json["events"].push_back(std::move(event));
	}
	return json_answer(json, status);
}

Reply insert_sample(
	store::Writer& writer, const people::Principal& principal, const store::Sample& sample, const std::vector<store::SampleEvent>& events)
{
	store::insert_sample(writer.database(), sample, events);
	people::AuditEntry audit_entry{"draw_sample", std::nullopt, sample.area, to_string(sample.id)};
	audit_entry.details = {
		{"seed", sample.seed}, {"size", events.size()}, {"population", sample.population}, {"filter", Json::parse(sample.filter)}};
	people::audit(writer.database(), people::actor_of(principal), audit_entry, sample.at);
	return read_work(
		[principal, id = sample.id](store::Reader& reader) -> Reply
		{ return answer_sample(reader, principal, *store::find_sample(reader.database(), id), 201); });
}

Reply draw_sample(store::Reader& reader, const people::Principal& principal, SampleRequest wanted)
{
	if (const auto narrowed = narrow(wanted.parsed, reader, principal, wanted.area_given); !narrowed) { return narrowed.error(); }
	const figures::EventFilter& filter = wanted.parsed;
	store::Sample sample;
	sample.at = now();
	sample.id = people::make_id(sample.at);
	// A list of one team is of wherever that team was.
	sample.area = people::covers(principal, reader.reference()->areas, filter.area) ? filter.area : filter.scope;
	sample.days = {filter.first, filter.last};
	sample.filter = to_text(wanted.filter);
	sample.seed = wanted.seed.empty() ? to_string(sample.id) : wanted.seed;
	sample.note = wanted.note;
	sample.actor = principal.name();
	reports::DrawnSample drawn = reports::draw_sample(reader, filter, sample.seed, wanted.size);
	if (drawn.events.empty()) { return refuse("empty_span"); }
	sample.population = drawn.population;
	sample.seq = reader.newest_seq();
	return write_work([principal, sample = std::move(sample), events = std::move(drawn.events)](store::Writer& writer)
					  { return insert_sample(writer, principal, sample, events); });
}

Reply list_samples(store::Reader& reader, const people::Principal& principal, AreaId asked)
{
	const AreaTree& areas = reader.reference()->areas;
	auto counts = store::count_findings(reader.database());
	Json samples = Json::array();
	for (const store::Sample& sample : store::list_samples(reader.database()))
	{
		if (may_read(principal, areas, sample) && (asked == 0 || areas.contains(asked, sample.area)))
		{
			samples.push_back(describe_sample(sample, counts[sample.number], areas));
		}
	}
	return json_answer({{"samples", std::move(samples)}});
}

struct FindingRequest
{
	Uuid sample;
	Uuid event;
	store::Finding finding;
};

Result<store::Finding> read_finding(std::string_view text)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	const auto verdict = reports::parse_verdict(body->required_text("finding", 20));
	store::Finding finding;
	finding.note = body->text("note", finding_note_characters_max).value_or("");
	if (!verdict) { body->refuse("finding", "genuine, partly_genuine, not_genuine or unverifiable"); }
	else if (*verdict != store::FindingVerdict::genuine && finding.note.empty()) { body->refuse("note", "what was found is needed"); }
	if (auto error = body->error()) { return *error; }
	finding.verdict = *verdict;
	return finding;
}

// Those whose records are looked into change nothing of what somebody else found.
bool is_of_another(store::Database& database, const people::Principal& principal, const store::Sample& sample, const Uuid& event)
{
	const auto found = store::find_finding(database, sample.number, event);
	const bool is_coordinator = principal.kind == people::Principal::Kind::account && principal.account.role == store::Role::coordinator;
	return is_coordinator && found && found->actor != principal.name();
}

Reply put_finding(store::Writer& writer, const people::Principal& principal, const FindingRequest& wanted)
{
	const auto sample = store::find_sample(writer.database(), wanted.sample);
	if (!sample || !may_read(principal, writer.reference()->areas, *sample)) { return refuse("not_found"); }
	const auto drawn = store::find_sample_event(writer.database(), sample->number, wanted.event);
	const auto head = drawn ? store::find_event(writer.database(), drawn->event) : std::nullopt;
	if (!head || !may_read(principal, writer, *head)) { return refuse("not_found"); }
	if (is_of_another(writer.database(), principal, *sample, drawn->event)) { return refuse("finding_of_another"); }
	store::Finding finding = wanted.finding;
	finding.at = now();
	finding.actor = principal.name();
	store::insert_finding(writer.database(), sample->number, drawn->event, finding);
	people::AuditEntry audit_entry{"record_finding", drawn->event, sample->area, to_string(sample->id)};
	audit_entry.details = {{"finding", reports::code_of(finding.verdict)}, {"note", finding.note}};
	people::audit(writer.database(), people::actor_of(principal), audit_entry, finding.at);
	Json json = event_json(writer, principal, *drawn);
	json["finding"] = finding_json(finding);
	return json_answer(json);
}

} // namespace

Reply handle_samples(Context& context, Request& request)
{
	const auto asked = asked_area(request, context.reference.load()->areas);
	if (!asked) { return asked.error(); }
	return read_work(
		[asked = *asked](store::Reader& reader, const people::Principal& principal) -> Reply
		{ return list_samples(reader, principal, asked); });
}

Reply handle_draw_sample(Context& context, Request& request)
{
	auto wanted = read_sample(request.body, *context.reference.load());
	if (!wanted) { return wanted.error(); }
	return read_work(
		[wanted = std::move(*wanted)](store::Reader& reader, const people::Principal& principal) mutable
		{ return draw_sample(reader, principal, std::move(wanted)); }, Lane::export_);
}

Reply handle_sample(Context& /*context*/, Request& request)
{
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	return read_work(
		[id = *id](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			const auto sample = store::find_sample(reader.database(), id);
			const bool is_there = sample && may_read(principal, reader.reference()->areas, *sample);
			return is_there ? answer_sample(reader, principal, *sample) : Reply(refuse("not_found"));
		});
}

Reply handle_put_finding(Context& /*context*/, Request& request)
{
	auto finding = read_finding(request.body);
	if (!finding) { return finding.error(); }
	const auto sample = path_id(request);
	const auto event = path_id(request, "event");
	if (!sample || !event) { return !sample ? sample.error() : event.error(); }
	FindingRequest wanted{*sample, *event, std::move(*finding)};
	return write_work([wanted = std::move(wanted)](store::Writer& writer, const people::Principal& principal)
					  { return put_finding(writer, principal, wanted); });
}

} // namespace bajin::api
