#include "shared/measures.hpp"

#include <algorithm>

namespace bajin
{

namespace
{

constexpr std::array<std::string_view, metric_count> metric_names = {
	"events",      "sessions",       "eight_entry_sessions", "lectures",  "women_children_lectures", "reach",
	"reach_women", "reach_children", "reach_estimated",      "materials", "consultations",           "attendance"};

bool counts_as_women_or_children(const Vocabulary& vocabulary, const std::string& audience)
{
	const Code* code = vocabulary.find(CodeList::audiences, audience);
	return code != nullptr && (code->counts_as_women || code->counts_as_children);
}

std::int64_t count_materials(const Event& event, const Vocabulary& vocabulary)
{
	std::int64_t copies = 0;
	for (const MaterialEntry& entry : event.materials)
	{
		// An item that nobody has defined yet is counted under its own key, not among the materials.
		const Code* code = vocabulary.find(CodeList::items, entry.item);
		if (code != nullptr && code->counts_as_material) { copies += entry.copies; }
	}
	return copies;
}

Metrics metrics_of(const Event& event, const Vocabulary& vocabulary)
{
	Metrics metrics;
	metrics[Metric::events] = 1;
	if (event.kind == EventKind::session)
	{
		metrics[Metric::sessions] = 1;
		const Code* venue_type = vocabulary.find(CodeList::venue_types, event.venue_type);
		metrics[Metric::eight_entry_sessions] = venue_type != nullptr && venue_type->eight_entry ? 1 : 0;
	}
	metrics[Metric::lectures] = static_cast<std::int64_t>(event.lectures.size());
	for (const LectureEntry& lecture : event.lectures)
	{
		metrics[Metric::women_children_lectures] += counts_as_women_or_children(vocabulary, lecture.audience) ? 1 : 0;
		metrics[Metric::attendance] += lecture.attendance;
	}
	metrics[Metric::reach] = event.reach.total;
	metrics[Metric::reach_women] = event.reach.women;
	metrics[Metric::reach_children] = event.reach.children;
	metrics[Metric::reach_estimated] = event.reach.method == ReachMethod::estimated ? event.reach.total : 0;
	metrics[Metric::materials] = count_materials(event, vocabulary);
	metrics[Metric::consultations] = event.consultations;
	return metrics;
}

// What a joint record still adds: nothing but what the reviewer ticked.
Metrics only_ticked(const Metrics& all, const JointAdds& adds)
{
	Metrics metrics;
	if (adds.materials) { metrics[Metric::materials] = all[Metric::materials]; }
	if (adds.lectures)
	{
		for (const Metric metric : {Metric::lectures, Metric::women_children_lectures, Metric::attendance})
		{
			metrics[metric] = all[metric];
		}
	}
	if (adds.consultations) { metrics[Metric::consultations] = all[Metric::consultations]; }
	return metrics;
}

StateCounts state_counts(ReviewState state)
{
	StateCounts counts;
	switch (state)
	{
	case ReviewState::submitted:
		counts.submitted = 1;
		break;
	case ReviewState::verified:
	case ReviewState::void_requested:
		counts.verified = 1;
		break;
	case ReviewState::returned:
		counts.returned = 1;
		break;
	case ReviewState::duplicate:
		counts.duplicate = 1;
		break;
	case ReviewState::joint:
		counts.joint = 1;
		break;
	case ReviewState::deleted:
		break;
	}
	return counts;
}

// On which bases the metrics of an event in that state stand. A joint record's ticks are a reviewer's word: on both.
struct Bases
{
	bool received = false;
	bool verified = false;

	[[nodiscard]] Counts place(const Metrics& metrics) const
	{
		Counts counts;
		if (received) { counts.received = metrics; }
		if (verified) { counts.verified = metrics; }
		return counts;
	}
};

void add_codes(std::vector<Measure>& measures, Dimension dimension, const std::vector<std::string>& codes, const Counts& counts)
{
	if (codes.empty()) { measures.emplace_back(dimension, std::string(), counts); }
	for (auto code = codes.begin(); code != codes.end(); ++code)
	{
		if (std::find(codes.begin(), code, *code) == code) { measures.emplace_back(dimension, *code, counts); }
	}
}

Counts& row_of(std::vector<Measure>& measures, std::size_t first, Dimension dimension, const std::string& key)
{
	for (std::size_t i = first; i < measures.size(); ++i)
	{
		if (measures[i].key == key) { return measures[i].counts; }
	}
	return measures.emplace_back(dimension, key, Counts()).counts;
}

void add_materials(std::vector<Measure>& measures, const Event& event, const Bases& bases, bool counts_event)
{
	const std::size_t first = measures.size();
	for (const MaterialEntry& entry : event.materials)
	{
		Counts& row = row_of(measures, first, Dimension::material, entry.item);
		Metrics metrics;
		metrics[Metric::materials] = entry.copies;
		row.add(bases.place(metrics));
		if (counts_event && bases.received) { row.received[Metric::events] = 1; }
		if (counts_event && bases.verified) { row.verified[Metric::events] = 1; }
	}
}

void add_audiences(std::vector<Measure>& measures, const Event& event, const Bases& bases)
{
	const std::size_t first = measures.size();
	for (const LectureEntry& lecture : event.lectures)
	{
		Metrics metrics;
		metrics[Metric::lectures] = 1;
		metrics[Metric::attendance] = lecture.attendance;
		row_of(measures, first, Dimension::audience, lecture.audience).add(bases.place(metrics));
	}
}

} // namespace

std::string_view to_string(Metric metric) noexcept
{
	return metric_names[static_cast<std::size_t>(metric)];
}

std::optional<Metric> parse_metric(std::string_view text) noexcept
{
	const auto* const found = std::ranges::find(metric_names, text);
	return found == metric_names.end() ? std::nullopt : std::optional(static_cast<Metric>(found - metric_names.begin()));
}

std::string_view to_string(Dimension dimension) noexcept
{
	constexpr std::array<std::string_view, dimension_count> names = {"venue_type", "team", "topic", "campaign", "material", "audience"};
	return names[static_cast<std::size_t>(dimension)];
}

void StateCounts::add(const StateCounts& other, std::int64_t factor) noexcept
{
	verified += factor * other.verified;
	submitted += factor * other.submitted;
	returned += factor * other.returned;
	duplicate += factor * other.duplicate;
	joint += factor * other.joint;
	verified_bulk += factor * other.verified_bulk;
}

void Counts::add(const Counts& other, std::int64_t factor) noexcept
{
	for (std::size_t i = 0; i < metric_count; ++i)
	{
		received.values[i] += factor * other.received.values[i];
		verified.values[i] += factor * other.verified.values[i];
	}
	states.add(other.states, factor);
}

bool Counts::is_zero() const noexcept
{
	std::int64_t any = 0;
	for (std::size_t i = 0; i < metric_count; ++i) { any |= received.values[i] | verified.values[i]; }
	return any == 0 && states == StateCounts{};
}

std::vector<Measure>
measures(const Event& event, std::string_view team, ReviewState state, const JointAdds& adds, const Vocabulary& vocabulary, bool bulk)
{
	std::vector<Measure> found;
	if (state == ReviewState::deleted) { return found; }
	found.reserve(4 + event.topics.size() + event.campaigns.size() + event.materials.size() + event.lectures.size());
	const bool is_joint = state == ReviewState::joint;
	const Bases bases{is_joint || is_counted(state, Basis::received), is_joint || is_counted(state, Basis::verified)};
	const Metrics all = metrics_of(event, vocabulary);
	const Counts counts = bases.place(is_joint ? only_ticked(all, adds) : all);

	Counts with_state = counts;
	with_state.states = state_counts(state);
	with_state.states.verified_bulk = bulk ? with_state.states.verified : 0;
	found.emplace_back(Dimension::venue_type, event.venue_type, with_state);
	found.emplace_back(Dimension::team, std::string(team), with_state);
	if (!bases.received) { return found; }
	if (!counts.is_zero())
	{
		add_codes(found, Dimension::topic, event.topics, counts);
		add_codes(found, Dimension::campaign, event.campaigns, counts);
	}
	if (!is_joint || adds.materials) { add_materials(found, event, bases, !is_joint); }
	if (!is_joint || adds.lectures) { add_audiences(found, event, bases); }
	return found;
}

} // namespace bajin
