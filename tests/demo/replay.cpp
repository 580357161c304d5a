#include "tests/demo/replay.hpp"

#include "shared/area_list.hpp"
#include "tests/support/paths.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace bajin::demo::test
{

namespace
{

std::string read_schema_file(const std::string& name)
{
	std::ifstream file(bajin::test::source_directory() + "/schema/" + name, std::ios::binary);
	if (!file) { throw std::runtime_error("cannot open schema/" + name); }
	std::ostringstream text;
	text << file.rdbuf();
	return text.str();
}

bool is_live_and_counted(const Replay& played, const Uuid& event)
{
	const auto found = played.events.find(event);
	return found != played.events.end() && is_counted(found->second.state, Basis::received);
}

std::string take_conflict(Replay& played, const Step& step)
{
	Standing& standing = played.events[step.event];
	const bool same_field = step.record["reach"] != standing.record["reach"] || step.record["materials"] != standing.record["materials"] ||
							step.record["title"] != standing.record["title"];
	if (standing.version == 0 || step.base >= standing.version || !same_field) { return "conflict with nothing"; }
	standing.conflicts = true;
	return {};
}

std::string take_rejected(Replay& played, const Step& step)
{
	played.rejected.insert(step.event);
	const bool is_wrong = !find_problems(step.record, schema_reference(), shanghai_date(step.at)).empty();
	return is_wrong && !played.events.contains(step.event) ? "" : "a record that nothing is wrong with is refused";
}

// Empty when a server would take it.
std::string take_put(Replay& played, const Step& step)
{
	if (step.expected != protocol::Outcome::accepted)
	{
		return step.expected == protocol::Outcome::conflict ? take_conflict(played, step) : take_rejected(played, step);
	}
	Standing& standing = played.events[step.event];
	if (step.base != standing.version) { return "put on another version"; }
	if (standing.state == ReviewState::deleted) { return "put on a deleted event"; }
	standing.team = step.team;
	standing.record = step.record;
	standing.version += 1;
	const bool again = standing.state == ReviewState::verified || standing.state == ReviewState::returned;
	standing.state = again ? ReviewState::submitted : standing.state;
	return {};
}

std::string take_delete(Replay& played, const Step& step)
{
	Standing& standing = played.events[step.event];
	if (standing.version == 0 || step.base != standing.version || step.reason.empty()) { return "delete of another version"; }
	standing.version += 1;
	standing.state = standing.state == ReviewState::verified ? ReviewState::void_requested : ReviewState::deleted;
	return {};
}

std::string take_review(Replay& played, const Step& step)
{
	Standing& standing = played.events[step.event];
	if (standing.version == 0 || step.version != standing.version || step.reviewer.empty()) { return "review of another version"; }
	const bool attached = step.state == ReviewState::duplicate || step.state == ReviewState::joint;
	if (attached != step.of.has_value() || (attached && (*step.of == step.event || !is_live_and_counted(played, *step.of))))
	{
		return "review that attaches to no counted event";
	}
	if (step.state == ReviewState::returned && (step.reason.empty() || step.fields.empty() || !step.due_on))
	{
		return "return without reason, fields or date";
	}
	standing.state = step.state;
	standing.adds = step.adds;
	return {};
}

} // namespace

const Reference& schema_reference()
{
	static const Reference reference = []
	{
		Reference made;
		made.areas = AreaTree::build(parse_area_csv(read_schema_file("areas/410400.csv")).value()).value();
		made.vocabulary = Vocabulary::parse(parse_json(read_schema_file("vocabulary.json")).value().value).value();
		for (const RegisteredVenue& venue : make_plan(made.areas, made.vocabulary).venues)
		{
			made.venues[venue.id] =
				Venue{venue.id, venue.venue_type, made.areas.find(venue.area)->id, venue.name, std::nullopt, std::nullopt};
		}
		return made;
	}();
	return reference;
}

const Plan& planned()
{
	static const Plan plan = make_plan(schema_reference().areas, schema_reference().vocabulary);
	return plan;
}

Replay replay(const Plan& plan)
{
	Replay played;
	for (const Step& step : plan.steps)
	{
		std::string disorder;
		switch (step.kind)
		{
		case StepKind::push_put:
			disorder = take_put(played, step);
			break;
		case StepKind::push_delete:
			disorder = take_delete(played, step);
			break;
		case StepKind::review:
			disorder = take_review(played, step);
			break;
		}
		if (!disorder.empty()) { played.disorders.push_back(to_string(step.at) + " " + to_string(step.event) + ": " + disorder); }
	}
	return played;
}

Sums add_up(const Replay& played)
{
	const Reference& reference = schema_reference();
	Counts all;
	Sums sums;
	for (const auto& [id, standing] : played.events)
	{
		const Event event = read_event(standing.record, reference.areas);
		for (const Measure& measure : measures(event, to_string(standing.team), standing.state, standing.adds, reference.vocabulary))
		{
			if (measure.dimension == Dimension::venue_type) { all.add(measure.counts); }
			if (measure.dimension == Dimension::material) { sums.copies[measure.key] += measure.counts.received[Metric::materials]; }
		}
	}
	sums.received = all.received;
	sums.verified = all.verified;
	return sums;
}

} // namespace bajin::demo::test
