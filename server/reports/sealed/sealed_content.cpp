#include "server/reports/sealed/sealed_content.hpp"

#include "server/figures/paragraph.hpp"
#include "server/store/team_store.hpp"
#include "shared/measures.hpp"

namespace bajin::reports
{

namespace
{

Result<void> read_teams(const Json& document, SealedContext& context)
{
	const Json* names = member(document, "names");
	const Json* teams = names == nullptr ? nullptr : member(*names, "teams");
	if (teams == nullptr || !teams->is_object()) { return invalid_file("it names no teams"); }
	for (const auto& [key, team] : teams->items())
	{
		const auto id = parse_uuid(key);
		const Area* area = context.reference.areas.find(team.value("area", std::string()));
		if (!id || area == nullptr) { return invalid_file("team " + key + " is not described"); }
		context.teams.insert_or_assign(*id, area->id);
	}
	return {};
}

Result<void> read_venues(const Json& document, SealedContext& context)
{
	const Json* venues = member(document, "venues");
	if (venues == nullptr || !venues->is_object()) { return invalid_file("it lists no venues"); }
	context.reference.venues.clear();
	for (const auto& [id, json] : venues->items())
	{
		const Area* area = context.reference.areas.find(json.value("area", std::string()));
		if (area == nullptr) { return invalid_file("venue " + id + " is not described"); }
		Venue venue{id, json.value("venue_type", std::string()), area->id, json.value("name", std::string()), {}, {}};
		venue.merged_into = json.value("merged_into", std::string());
		context.reference.venues.emplace(id, std::move(venue));
	}
	return {};
}

Metrics totals_of(const std::map<std::string, std::int64_t>& figures)
{
	Metrics totals;
	for (std::size_t i = 0; i < metric_count; ++i)
	{
		const auto found = figures.find("area/total/" + std::string(to_string(static_cast<Metric>(i))));
		totals.values[i] = found == figures.end() ? 0 : found->second;
	}
	return totals;
}

} // namespace

Error invalid_file(const std::string& why)
{
	return {"invalid_sealed_file", "this is no sealed report: " + why, ""};
}

SealedContext context_of_now(store::Reader& reader)
{
	SealedContext context{*reader.reference(), {}};
	for (const store::Team& team : store::list_teams(reader.database())) { context.teams.emplace(team.id, team.area); }
	return context;
}

Result<SealedContext> context_of(store::Reader& reader, const Json& document)
{
	SealedContext context = context_of_now(reader);
	const Json* codes = member(document, "vocabulary");
	auto vocabulary = codes == nullptr ? Result<Vocabulary>(invalid_file("it holds no code lists")) : Vocabulary::parse(*codes);
	if (!vocabulary) { return invalid_file("its code lists cannot be read: " + vocabulary.error().detail); }
	context.reference.vocabulary = std::move(*vocabulary);
	if (const auto teams = read_teams(document, context); !teams) { return teams.error(); }
	if (const auto venues = read_venues(document, context); !venues) { return venues.error(); }
	return context;
}

SealedContent
collect_content(store::Reader& reader, const SealedContext& context, const PastSpan& span, Basis basis, const ReadProgress& progress)
{
	SealedContent content;
	FigureMap sums;
	const FigureScope scope{context.reference, span.area, basis};
	for_each_past_event(
		reader, context.teams, span,
		[&](const PastEvent& past)
		{
			content.events.push_back(past.entry);
			content.teams.insert(past.team);
			const auto venue = context.reference.venues.find(past.event.venue_id);
			if (venue != context.reference.venues.end())
			{
				content.venues.insert(venue->first);
				if (!venue->second.merged_into.empty()) { content.venues.insert(venue->second.merged_into); }
			}
			sums.add({past.event, past.team, past.team_area, past.entry.state, past.entry.adds}, scope, 1);
		},
		progress);
	content.figures = sums.figures();
	content.visits = sums.visits();
	return content;
}

void put_content(Json& document, const SealedContent& content)
{
	Json figures = Json::object();
	for (const auto& [name, value] : content.figures) { figures[name] = value; }
	Json places = Json::array();
	for (const auto& [place, visits] : content.visits) { places.push_back({place.first, place.second}); }
	document["figures"] = std::move(figures);
	document["places"] = std::move(places);
	document["text"] = figures::fill_template(document["template"].get<std::string>(), totals_of(content.figures));
	document["events"] = {{"count", content.events.size()}, {"sha256", events_fingerprint(content.events)}};
}

Json to_json(const store::SealedEvent& event)
{
	Json adds = Json::array();
	for (const auto& [is_added, name] :
		 {std::pair(event.adds.materials, "materials"), std::pair(event.adds.lectures, "lectures"),
		  std::pair(event.adds.consultations, "consultations")})
	{
		if (is_added) { adds.push_back(name); }
	}
	return Json::array({to_string(event.id), event.version, to_string(event.state), std::move(adds), to_hex(event.record)});
}

std::optional<store::SealedEvent> parse_sealed_event(const Json& json)
{
	const bool has_shape = json.is_array() && json.size() == 5 && json[0].is_string() && json[1].is_number_integer() &&
						   json[2].is_string() && json[3].is_array() && json[4].is_string();
	if (!has_shape) { return std::nullopt; }
	const auto id = parse_uuid(json[0].get<std::string>());
	const auto state = parse_review_state(json[2].get<std::string>());
	const auto record = parse_sha256(json[4].get<std::string>());
	if (!id || !state || !record) { return std::nullopt; }
	store::SealedEvent event{*id, json[1].get<std::int64_t>(), *state, {}, *record};
	for (const Json& added : json[3])
	{
		event.adds.materials = event.adds.materials || added == "materials";
		event.adds.lectures = event.adds.lectures || added == "lectures";
		event.adds.consultations = event.adds.consultations || added == "consultations";
	}
	return event;
}

std::string events_fingerprint(const std::vector<store::SealedEvent>& events)
{
	Sha256Sum sum;
	sum.add("[");
	bool is_first = true;
	for (const store::SealedEvent& event : events)
	{
		sum.add(is_first ? "" : ",");
		sum.add(to_text(to_json(event)));
		is_first = false;
	}
	sum.add("]");
	return to_hex(sum.finish());
}

Result<store::SealedSpan> span_of(const Json& document, const AreaTree& areas)
{
	const auto text = [&](const char* name)
	{
		const Json* value = member(document, name);
		return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
	};
	const Area* area = areas.find(text("area"));
	const auto first = parse_date(text("from"));
	const auto last = parse_date(text("to"));
	const auto basis = parse_basis(text("basis"));
	if (area == nullptr || !first || !last || !basis) { return invalid_file("area, span or basis cannot be read"); }
	return store::SealedSpan{area->id, {*first, *last}, *basis};
}

} // namespace bajin::reports
