#include "server/reports/sealed/sealed_report.hpp"

#include "server/figures/paragraph.hpp"
#include "server/reports/cover.hpp"
#include "server/reports/sealed/sealed_content.hpp"
#include "server/reports/sealed/sealed_sections.hpp"
#include "server/reports/sealed_document.hpp"
#include "server/reports/submissions.hpp"
#include "server/store/account_store.hpp"
#include "server/store/target_store.hpp"
#include "server/store/team_store.hpp"

#include <algorithm>
#include <array>

namespace bajin::reports
{

namespace
{

constexpr std::string_view format = "bajin-report/2";
constexpr std::array formats_read = {std::string_view("bajin-report/1"), format};

// Of every area that a figure or a place names, and of the report's own.
Json name_areas(const Json& document, const AreaTree& areas, AreaId own)
{
	Json names = Json::object();
	const auto take = [&](std::string_view code)
	{
		if (const Area* area = areas.find(code)) { names[area->code] = area->name; }
	};
	take(areas.at(own).code);
	for (const AreaId child : areas.children(own)) { take(areas.at(child).code); }
	for (const Json& place : document["places"]) { take(place[1].get_ref<const std::string&>()); }
	return names;
}

Json name_teams(store::Database& database, const std::set<Uuid>& teams, const AreaTree& areas)
{
	Json names = Json::object();
	for (const store::Team& team : store::list_teams(database))
	{
		if (teams.contains(team.id)) { names[to_string(team.id)] = {{"name", team.name}, {"area", areas.at(team.area).code}}; }
	}
	return names;
}

Json list_venues(const Reference& reference, const std::set<std::string>& ids)
{
	Json venues = Json::object();
	for (const std::string& id : ids)
	{
		const Venue& venue = reference.venues.at(id);
		venues[id] = {{"venue_type", venue.venue_type}, {"area", reference.areas.at(venue.area).code}, {"name", venue.name}};
		if (!venue.merged_into.empty()) { venues[id]["merged_into"] = venue.merged_into; }
	}
	return venues;
}

// In force for the years that the span touches: of the area, of those below it, and of the teams based there.
Json list_targets(store::Database& database, const store::SealedSpan& span, const AreaTree& areas)
{
	Json list = Json::array();
	for (int year = year_of(span.days.first); year <= year_of(span.days.last); ++year)
	{
		for (const store::Target& target : store::list_targets(database, year))
		{
			const auto team = target.team ? store::find_team(database, *target.team) : std::nullopt;
			const AreaId area = team ? team->area : target.area;
			if (area == 0 || !areas.contains(span.area, area)) { continue; }
			Json json = {{"year", year}};
			json[target.team ? "team" : "area"] = target.team ? to_string(*target.team) : areas.at(target.area).code;
			json["venue_type"] = target.venue_type.empty() ? Json(nullptr) : Json(target.venue_type);
			json["metric"] = target.metric;
			json["value"] = *target.value;
			json["from"] = to_string(target.from);
			json["document_no"] = target.document_no;
			list.push_back(std::move(json));
		}
	}
	return list;
}

// How far each county had come with its own report: a prefecture's says whose figures were not handed upward.
Json list_submissions(store::Reader& reader, const store::SealedSpan& span)
{
	Json list = Json::array();
	for (const Submission& row : find_submissions(reader, span).rows)
	{
		Json json = {{"area", reader.reference()->areas.at(row.span.area).code}, {"state", code_of(row.state)}};
		json["report"] = row.report ? Json(to_string(row.report->id)) : Json(nullptr);
		json["version"] = row.report ? Json(row.report->version) : Json(nullptr);
		json["at"] = row.steps.empty() ? Json(nullptr) : Json(to_string(row.steps.back().at));
		list.push_back(std::move(json));
	}
	return list;
}

} // namespace

SealedReport
make_report(store::Reader& reader, store::SealedHead head, const std::vector<Explanation>& explanations, const ReadProgress& progress)
{
	const SealedContext context = context_of_now(reader);
	head.seq = reader.newest_seq();
	SealedContent content = collect_content(reader, context, {head.span.area, head.span.days, head.seq}, head.span.basis, progress);
	const AreaTree& areas = context.reference.areas;

	SealedReport report;
	report.document = describe_head(head, areas);
	report.document["format"] = format;
	report.document["template"] = figures::paragraph_template();
	put_content(report.document, content);
	report.document["names"] = {
		{"areas", name_areas(report.document, areas, head.span.area)},
		{"teams", name_teams(reader.database(), content.teams, areas)},
	};
	report.document["vocabulary"] = context.reference.vocabulary.to_json();
	report.document["venues"] = list_venues(context.reference, content.venues);
	report.document["targets"] = list_targets(reader.database(), head.span, areas);
	report.document["cover"] = find_cover(reader.database(), areas, head.span.area).values;
	report.document["submissions"] = list_submissions(reader, head.span);
	report.document["sections"] = make_sections(reader, head, explanations);
	head.sha256 = sha256(canonical_text(report.document));
	report.head = std::move(head);
	report.events = std::move(content.events);
	return report;
}

SealedReport load_report(store::Database& database, const store::SealedHead& head)
{
	const auto account = store::find_account_by_name(database, head.sealed_by);
	std::string person = account && !account->person.name.empty() ? account->person.name : head.sealed_by;
	return {head, load_document(database, head), store::list_report_events(database, head.number), std::move(person)};
}

bool says_the_same(const SealedReport& one, const SealedReport& other)
{
	constexpr std::array members = {"figures", "places", "text", "targets", "names", "vocabulary", "venues", "cover", "submissions"};
	const auto is_same = [&](const char* name)
	{
		const Json* here = member(one.document, name);
		const Json* there = member(other.document, name);
		return here == nullptr || there == nullptr ? here == there : same_value(*here, *there);
	};
	const Json written = explanations_of(other.document);
	const bool says_more = !written.empty() && !same_value(written, explanations_of(one.document));
	return one.events == other.events && std::ranges::all_of(members, is_same) && !says_more;
}

std::string to_file(const SealedReport& report)
{
	std::string text = R"({"document":)" + canonical_text(report.document) + R"(,"events":[)";
	bool is_first = true;
	for (const store::SealedEvent& event : report.events)
	{
		text += is_first ? "\n" : ",\n";
		text += to_text(to_json(event));
		is_first = false;
	}
	return text + "\n],\"sha256\":\"" + to_hex(report.head.sha256) + "\"}\n";
}

Result<SealedFile> parse_file(std::string_view text)
{
	Json json = Json::parse(text, nullptr, false);
	const bool is_file = json.is_object() && json.contains("document") && json.contains("events") && json.contains("sha256") &&
						 json["document"].is_object() && json["events"].is_array() && json["sha256"].is_string();
	if (!is_file) { return invalid_file("it is no JSON with the members document, events and sha256"); }
	const Json* named = member(json["document"], "format");
	if (named == nullptr || !named->is_string() ||
		std::ranges::find(formats_read, named->get_ref<const std::string&>()) == formats_read.end())
	{
		return invalid_file("its format is neither " + std::string(formats_read.front()) + " nor " + std::string(format));
	}
	return SealedFile{std::move(json["document"]), std::move(json["events"]), json["sha256"].get<std::string>()};
}

} // namespace bajin::reports
