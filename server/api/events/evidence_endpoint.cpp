#include "server/api/events/endpoints.hpp"
#include "server/api/events/evidence_package.hpp"
#include "server/api/http/answer.hpp"
#include "server/api/http/audited.hpp"
#include "server/api/requests/download.hpp"
#include "server/api/requests/event_access.hpp"
#include "server/api/requests/event_list_request.hpp"
#include "server/api/requests/sample_access.hpp"
#include "server/figures/event_list.hpp"
#include "server/reports/sample.hpp"

namespace bajin::api
{

namespace
{

// The parameters as they were sent, but for those that ask for nothing of the contents.
Json asked_of(const Request& request)
{
	Json filter = Json::object();
	for (const auto& [name, value] : request.query)
	{
		if (name != "progress" && name != "limit" && name != "after") { filter[name] = value; }
	}
	// Percent-decoded, so it need not be UTF-8; what is stored must be.
	return {{"filter", Json::parse(filter.dump(-1, ' ', false, Json::error_handler_t::replace))}};
}

// Error `too_many_events`.
Result<std::vector<Uuid>> list_ids(store::Reader& reader, const figures::EventFilter& filter, std::size_t events_max)
{
	std::vector<Uuid> ids;
	figures::for_each_listed(
		reader, filter,
		[&](const store::EventHead& head)
		{
			ids.push_back(head.id);
			return ids.size() <= events_max;
		});
	if (ids.size() > events_max) { return Error{"too_many_events", "", ""}; }
	return ids;
}

// Whoever gets the package stands in the audit trail first, with the fingerprint of its manifest.
Reply answer_package(store::Reader& reader, const people::Principal& principal, EvidenceOrder order, AreaId area, files::Progress& progress)
{
	order.made_by = principal.name();
	order.made_at = now();
	order.scope = people::scope_of(principal, reader.reference()->areas);
	auto package = write_evidence(reader, order, progress);
	if (!package) { return package.error(); }
	std::string day = to_string(shanghai_date(order.made_at));
	Response response = attachment("application/zip", {"bajin-evidence-" + day, {"核查资料包", day}}, ".zip");
	response.file = std::move(package->file);
	people::AuditEntry audit_entry{"export_evidence"};
	audit_entry.area = area;
	audit_entry.details = order.asked;
	audit_entry.details["events"] = order.events.size();
	audit_entry.details["sha256"] = package->manifest_sha256;
	return after_audit(std::move(response), people::actor_of(principal), std::move(audit_entry));
}

// What is packed: a filtered list, or a sample.
struct Selection
{
	std::vector<Uuid> ids;
	AreaId area = 0;
	Json sample = nullptr;
};

// Errors: `forbidden`, `too_many_events`.
Result<Selection> select_listed(
	store::Reader& reader, const people::Principal& principal, figures::EventFilter filter, bool area_given, std::size_t events_max)
{
	if (auto narrowed = narrow(filter, reader, principal, area_given); !narrowed) { return narrowed.error(); }
	auto ids = list_ids(reader, filter, events_max);
	if (!ids) { return ids.error(); }
	// A list of one team is of wherever that team was.
	const bool is_own = people::covers(principal, reader.reference()->areas, filter.area);
	return Selection{std::move(*ids), is_own ? filter.area : filter.scope};
}

// As they were drawn; without events that were moved out of the caller's sight since. Error `not_found`.
Result<Selection> select_sample(store::Reader& reader, const people::Principal& principal, const Uuid& id)
{
	const auto sample = store::find_sample(reader.database(), id);
	if (!sample || !may_read(principal, reader.reference()->areas, *sample)) { return Error{"not_found", "", ""}; }
	Selection selection{{}, sample->area};
	const auto findings = store::list_findings(reader.database(), sample->number);
	Json found = Json::array();
	for (const store::SampleEvent& drawn : store::list_sample_events(reader.database(), sample->number))
	{
		const auto head = store::find_event(reader.database(), drawn.event);
		if (head && may_read(principal, reader, *head))
		{
			selection.ids.push_back(drawn.event);
			if (const auto finding = findings.find(drawn.event); finding != findings.end())
			{
				found.push_back({
					{"event", to_string(drawn.event)},
					{"finding", reports::code_of(finding->second.verdict)},
					{"note", finding->second.note},
					{"by", finding->second.actor},
					{"at", to_string(finding->second.at)},
				});
			}
		}
	}
	selection.sample = {
		{"seed", sample->seed},
		{"population", sample->population},
		{"seq", sample->seq},
		{"size", sample->size},
		{"findings", std::move(found)}};
	return selection;
}

} // namespace

Reply handle_evidence(Context& context, Request& request)
{
	auto filter = figures::parse_event_filter(event_filter_text(request), *context.reference.load(), shanghai_date(now()));
	if (!filter) { return filter.error(); }
	filter->after.reset();
	const auto sample = parse_uuid(request.query_value("sample"));
	if (request.has_query("sample") && !sample) { return refuse("not_found"); }
	const auto progress_id = parse_progress(request);
	if (!progress_id) { return progress_id.error(); }
	return read_work(
		[&context, filter = std::move(*filter), sample, asked = asked_of(request), area_given = request.has_query("area"),
		 download = Download{context.progress, *progress_id}](store::Reader& reader, const people::Principal& principal) mutable -> Reply
		{
			const auto make = [&](files::Progress& progress) -> Reply
			{
				auto selection = sample ? select_sample(reader, principal, *sample)
										: select_listed(reader, principal, std::move(filter), area_given, context.evidence_events_max);
				if (!selection) { return selection.error(); }
				EvidenceOrder order;
				order.events = selection->ids;
				order.asked = asked;
				order.sample = std::move(selection->sample);
				order.temporary_directory = context.temporary_directory;
				return answer_package(reader, principal, std::move(order), selection->area, progress);
			};
			return make_download(download, principal, make);
		},
		Lane::download);
}

} // namespace bajin::api
