#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/office/endpoints.hpp"
#include "server/api/requests/figure_request.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/people/audit.hpp"
#include "server/people/qr_code.hpp"
#include "server/people/random.hpp"
#include "server/reports/canonical.hpp"
#include "server/reports/estimates.hpp"
#include "server/reports/sealed/sealed_report.hpp"
#include "server/reports/sealed/sealed_sections.hpp"
#include "server/reports/sealed_document.hpp"
#include "server/reports/submissions.hpp"
#include "server/reports/workbook/table_json.hpp"
#include "server/reports/workbook/workbook.hpp"
#include "server/store/reader.hpp"
#include "server/store/report_store.hpp"
#include "server/store/writer.hpp"
#include "shared/plain_text.hpp"

#include <algorithm>

namespace bajin::api
{

namespace
{

struct SealRequest
{
	store::SealedSpan span;
	std::string reason;
	std::vector<reports::Explanation> explanations;
};

constexpr std::size_t explanations_max = 50;
constexpr std::size_t explained_max = 1'000;

bool is_texts(const Json* json)
{
	return json != nullptr && json->is_array() && json->size() <= explained_max &&
		   std::ranges::all_of(
			   *json, [](const Json& entry) { return entry.is_string() && entry.get_ref<const std::string&>().size() <= 60; });
}

// [{"findings": ["county_at_zero/410421"], "text": "..."}]; empty: something else.
std::optional<std::vector<reports::Explanation>> read_explanations(const Json* json)
{
	std::vector<reports::Explanation> explanations;
	if (json == nullptr) { return explanations; }
	if (!json->is_array() || json->size() > explanations_max) { return std::nullopt; }
	for (const Json& entry : *json)
	{
		const Json* findings = entry.is_object() ? member(entry, "findings") : nullptr;
		const Json* text = entry.is_object() ? member(entry, "text") : nullptr;
		if (!is_texts(findings) || text == nullptr || !text->is_string()) { return std::nullopt; }
		std::string words = text->get<std::string>();
		if (is_blank(words) || count_characters(words) > reason_characters_max) { return std::nullopt; }
		explanations.push_back({findings->get<std::vector<std::string>>(), std::move(words)});
	}
	return explanations;
}

Result<SealRequest> read_wish(std::string_view text, const AreaTree& areas)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	const std::string code = body->required_text("area", 12);
	const std::string from = body->required_text("from", 10);
	const std::string to = body->required_text("to", 10);
	const std::string basis = body->text("basis", 10).value_or("verified");
	SealRequest wanted;
	wanted.reason = body->reason();
	auto explanations = read_explanations(body->value("explanations"));
	if (!explanations) { body->refuse("explanations", "a list of findings with a text of at most 500 characters is needed"); }
	else { wanted.explanations = std::move(*explanations); }
	const auto first = figures::parse_first_day(from);
	const auto last = figures::parse_last_day(to);
	if (!first || !last || *last < *first)
	{
		body->refuse(first ? "to" : "from", "a month (2015-01) or a day is needed, and from not after to");
	}
	const auto parsed_basis = parse_basis(basis);
	if (!parsed_basis) { body->refuse("basis", "received or verified"); }
	if (auto error = body->error()) { return *error; }
	const Area* area = areas.find(code);
	if (area == nullptr) { return Error{"unknown_area", "", "/area"}; }
	wanted.span = {area->id, {*first, *last}, *parsed_basis};
	return wanted;
}

// What holds estimates is a draft.
bool has_estimates(store::Database& database, const store::SealedSpan& span)
{
	return !reports::estimates_shown(database, span.area, span.days).empty();
}

// A new version takes in what came after the one before, and says why it was needed.
std::optional<Error> refuse_version(store::Reader& reader, const SealRequest& wanted, const reports::SealedReport& report)
{
	if (report.events.empty()) { return Error{"empty_span", "", ""}; }
	if (const auto stops = reports::mandatory_findings(report.document); !stops.empty())
	{
		return Error{"check_failed", stops.front(), ""};
	}
	const auto before = store::find_report(reader.database(), wanted.span, report.head.version - 1);
	if (!before) { return std::nullopt; }
	// What was sent back may prove right; it is handed in again all the same, as a further version.
	const bool is_returned = reports::find_submission(reader.database(), wanted.span).state == reports::SubmissionState::returned;
	if (!is_returned && reports::says_the_same(reports::load_report(reader.database(), *before), report))
	{
		return Error{"nothing_changed", "version " + std::to_string(before->version) + " says the same", ""};
	}
	if (wanted.reason.empty()) { return Error{"reason_needed", "", "/reason"}; }
	return std::nullopt;
}

Reply insert_version(store::Writer& writer, const people::Actor& actor, const reports::SealedReport& report)
{
	const store::SealedHead& head = report.head;
	if (store::newest_version(writer.database(), head.span) != head.version - 1) { return refuse("sealed_meanwhile"); }
	if (has_estimates(writer.database(), head.span)) { return refuse("estimates_present"); }
	store::insert_report(writer.database(), head, reports::canonical_text(report.document), report.events);
	people::AuditEntry audit_entry{"seal_report", std::nullopt, head.span.area, to_string(head.id)};
	audit_entry.details = {{"version", head.version}, {"from", to_string(head.span.days.first)}, {"to", to_string(head.span.days.last)}};
	if (!head.reason.empty()) { audit_entry.details["reason"] = head.reason; }
	people::audit(writer.database(), actor, audit_entry, now());
	writer.reload_reference(); // it holds the sealed days
	return json_answer(reports::head_json(head, writer.reference()->areas), 201);
}

Reply seal_version(store::Reader& reader, const people::Principal& principal, const SealRequest& wanted)
{
	if (!people::covers(principal, reader.reference()->areas, wanted.span.area)) { return refuse("forbidden"); }
	const Timestamp at = now();
	if (wanted.span.days.last > shanghai_date(at)) { return refuse("span_not_over"); }
	if (has_estimates(reader.database(), wanted.span)) { return refuse("estimates_present"); }
	store::SealedHead head{0, people::make_id(at), wanted.span, 0, 0, at, principal.name(), wanted.reason};
	head.version = store::newest_version(reader.database(), wanted.span) + 1;
	reports::SealedReport report = reports::make_report(reader, std::move(head), wanted.explanations);
	if (const auto refusal = refuse_version(reader, wanted, report)) { return *refusal; }
	return write_work([report = std::move(report), actor = people::actor_of(principal)](store::Writer& writer)
					  { return insert_version(writer, actor, report); });
}

// "0198…-….csv" is the report as a table.
struct ReportPath
{
	std::optional<Uuid> id;
	std::string extension; // without the dot; empty: the description
};

ReportPath read_path(const Request& request)
{
	const auto found = request.path_values.find("id");
	const std::string text = found == request.path_values.end() ? "" : found->second;
	const auto dot = text.find('.');
	return {parse_uuid(text.substr(0, dot)), dot == std::string::npos ? "" : text.substr(dot + 1)};
}

// Empty: none in the caller's scope.
std::optional<store::SealedHead> find_visible(store::Reader& reader, const people::Principal& principal, const std::optional<Uuid>& id)
{
	const auto head = id ? store::find_report(reader.database(), *id) : std::nullopt;
	const bool is_visible =
		head && people::covers(principal, reader.reference()->areas, head->span.area) && people::may_see_days(principal, head->span.days);
	return is_visible ? head : std::nullopt;
}

Response download_version(
	const reports::SealedReport& report, std::string_view extension, std::string_view content_type, std::string body, const AreaTree& areas)
{
	const store::SealedSpan& span = report.head.span;
	const Area& area = areas.at(span.area);
	const std::string version = std::to_string(report.head.version);
	Response response = attachment(
		content_type,
		{"report-" + area.code + "-" + to_string(span.days.first) + "-" + to_string(span.days.last) + "-v" + version,
		 {"定稿", area.name, figures::span_name(span.days), "第" + version + "版"}},
		"." + std::string(extension));
	response.body = std::move(body);
	return response;
}

// Where anybody who may see the version can hold a paper or a file against it.
std::string verification_url(const std::string& public_url, const store::SealedHead& head)
{
	return public_url + "/console/#/verify?id=" + to_string(head.id) + "&sha256=" + reports::to_hex(head.sha256);
}

Response describe_version(const reports::SealedReport& report, const AreaTree& areas, const std::string& public_url)
{
	Json json = reports::head_json(report.head, areas);
	json["document"] = report.document;
	json["tables"] = reports::to_json(reports::tables_of(report));
	json["verify_url"] = verification_url(public_url, report.head);
	json["verify_svg"] = people::draw_svg(people::QrCode(json["verify_url"].get<std::string>()));
	return json_answer(json);
}

constexpr std::size_t workbook_changes_max = 50'000;

// It names events. Null for a first version.
Json difference_to_last(store::Reader& reader, const reports::SealedReport& report)
{
	const auto last = store::find_report(reader.database(), report.head.span, report.head.version - 1);
	return last ? reports::compare_reports(
					  reader, reports::load_report(reader.database(), *last), &report, {std::nullopt, workbook_changes_max})
				: Json(nullptr);
}

struct ReportRequest
{
	ReportPath path;
	std::string public_url;
};

Reply answer_report(store::Reader& reader, const people::Principal& principal, const ReportRequest& wanted)
{
	const ReportPath& path = wanted.path;
	const auto head = find_visible(reader, principal, path.id);
	const bool is_file = path.extension == "json";
	const bool is_known =
		path.extension.empty() || is_file || path.extension == "csv" || path.extension == "txt" || path.extension == "xlsx";
	if (!head || !is_known) { return refuse("not_found"); }
	// The file names every event; the figures do not.
	const bool reads_events = people::decide(principal, people::Action::read_events) == people::Verdict::allowed;
	if (is_file && !reads_events) { return refuse("forbidden"); }
	const AreaTree& areas = reader.reference()->areas;
	const reports::SealedReport report = reports::load_report(reader.database(), *head);
	if (is_file) { return download_version(report, "json", "application/json; charset=utf-8", reports::to_file(report), areas); }
	if (path.extension == "xlsx")
	{
		return download_version(
			report, "xlsx", reports::workbook_type,
			reports::to_workbook(report, reads_events ? difference_to_last(reader, report) : Json(nullptr)), areas);
	}
	if (path.extension == "csv") { return download_version(report, "csv", csv_type, reports::to_csv(report), areas); }
	if (path.extension == "txt") { return download_version(report, "txt", text_type, reports::to_plain_text(report), areas); }
	return describe_version(report, areas, wanted.public_url);
}

struct DifferenceRequest
{
	ReportPath path;
	std::string against;
	reports::DifferencePage page = {};
};

Reply answer_difference(store::Reader& reader, const people::Principal& principal, const DifferenceRequest& wanted)
{
	const std::string& against = wanted.against;
	const auto before = find_visible(reader, principal, wanted.path.id);
	const auto after = against.empty() ? std::nullopt : find_visible(reader, principal, parse_uuid(against));
	if (!before || (!against.empty() && !after)) { return refuse("not_found"); }
	if (after && !(after->span == before->span))
	{
		return figures::invalid_parameter("against", "a version of another area, span or basis");
	}
	const reports::SealedReport old_report = reports::load_report(reader.database(), *before);
	const auto new_report = after ? std::optional(reports::load_report(reader.database(), *after)) : std::nullopt;
	return json_answer(reports::compare_reports(reader, old_report, new_report ? &*new_report : nullptr, wanted.page));
}

// Of an area and all below it, of a span; what was not asked for is empty.
struct ReportFilter
{
	AreaId area = 0;
	std::optional<Date> first;
	std::optional<Date> last;
};

Result<ReportFilter> read_filter(const Request& request, const AreaTree& areas)
{
	ReportFilter filter;
	const auto area = asked_area(request, areas);
	if (!area) { return area.error(); }
	filter.area = *area;
	if (const auto from = request.query_value("from"); !from.empty())
	{
		filter.first = figures::parse_first_day(from);
		if (!filter.first) { return figures::invalid_parameter("from", "expected YYYY-MM or YYYY-MM-DD"); }
	}
	if (const auto to = request.query_value("to"); !to.empty())
	{
		filter.last = figures::parse_last_day(to);
		if (!filter.last) { return figures::invalid_parameter("to", "expected YYYY-MM or YYYY-MM-DD"); }
	}
	return filter;
}

Reply list_versions(store::Reader& reader, const people::Principal& principal, const ReportFilter& filter)
{
	const AreaTree& areas = reader.reference()->areas;
	Json reports = Json::array();
	for (const store::SealedHead& head : store::list_reports(reader.database()))
	{
		const bool is_asked = (filter.area == 0 || areas.contains(filter.area, head.span.area)) &&
							  (!filter.first || *filter.first == head.span.days.first) &&
							  (!filter.last || *filter.last == head.span.days.last);
		const bool is_visible = people::covers(principal, areas, head.span.area) && people::may_see_days(principal, head.span.days);
		if (is_asked && is_visible) { reports.push_back(reports::head_json(head, areas)); }
	}
	return json_answer({{"reports", std::move(reports)}});
}

} // namespace

Reply handle_seal_report(Context& context, Request& request)
{
	auto wanted = read_wish(request.body, context.reference.load()->areas);
	if (!wanted) { return wanted.error(); }
	return read_work(
		[wanted = std::move(*wanted)](store::Reader& reader, const people::Principal& principal) -> Reply
		{ return seal_version(reader, principal, wanted); }, Lane::export_);
}

Reply handle_reports(Context& context, Request& request)
{
	const auto filter = read_filter(request, context.reference.load()->areas);
	if (!filter) { return filter.error(); }
	return read_work(
		[filter = *filter](store::Reader& reader, const people::Principal& principal) -> Reply
		{ return list_versions(reader, principal, filter); });
}

Reply handle_sealed_report(Context& context, Request& request)
{
	ReportRequest wanted{read_path(request), context.public_url};
	// A workbook says what changed of the version before, which may be every event.
	const Lane lane = wanted.path.extension == "xlsx" ? Lane::download : Lane::export_;
	return read_work(
		[wanted = std::move(wanted)](store::Reader& reader, const people::Principal& principal) -> Reply
		{ return answer_report(reader, principal, wanted); }, lane);
}

Reply handle_report_difference(Context& /*context*/, Request& request)
{
	DifferenceRequest wanted{read_path(request), std::string(request.query_value("against"))};
	if (const auto after = request.query_value("after"); !after.empty())
	{
		wanted.page.after = parse_uuid(after);
		if (!wanted.page.after) { return refuse("invalid_parameter", "after: the id of an event is needed"); }
	}
	return read_work(
		[wanted = std::move(wanted)](store::Reader& reader, const people::Principal& principal) -> Reply
		{ return answer_difference(reader, principal, wanted); }, Lane::export_);
}

} // namespace bajin::api
