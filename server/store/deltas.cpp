#include "server/store/deltas.hpp"

#include <vector>

namespace bajin::store
{

namespace
{

std::size_t mix(std::size_t hash, std::size_t value) noexcept
{
	return (hash ^ value) * 0x9E3779B97F4A7C15ULL;
}

// A row of the counts that an event stands in.
struct Node
{
	AreaId area = 0;
	CountLayer layer = CountLayer::by_area;
	bool all_dimensions = true; // else its venue type alone
	int sign = 1;
};

// Each area above the event once, whatever levels the list of areas has. By organiser (`away`) what lies above only one of
// the two, the event and its team, differs.
std::vector<Node> nodes_of(const AreaTree& areas, AreaId event_area, AreaId team_area)
{
	std::vector<Node> nodes;
	nodes.reserve(8);
	for (AreaId above = event_area; above != 0; above = areas.at(above).parent)
	{
		const KeptCounts kept = areas.kept_counts(above);
		if (kept != KeptCounts::none) { nodes.push_back({above, CountLayer::by_area, kept == KeptCounts::all, 1}); }
	}
	const auto add_away = [&](AreaId from, AreaId other, int sign)
	{
		for (AreaId above = from; above != 0 && !areas.contains(above, other); above = areas.at(above).parent)
		{
			if (areas.kept_counts(above) == KeptCounts::all) { nodes.push_back({above, CountLayer::team_difference, true, sign}); }
		}
	};
	add_away(event_area, team_area, -1);
	add_away(team_area, event_area, 1);
	return nodes;
}

} // namespace

std::size_t DeltaHasher::operator()(const CountKey& key) const noexcept
{
	const auto place = static_cast<std::size_t>(key.area) << 32U | static_cast<std::size_t>(static_cast<std::uint32_t>(key.month));
	const auto kind = static_cast<std::size_t>(key.dimension) << 8U | static_cast<std::size_t>(key.layer);
	return mix(mix(std::hash<std::string>()(key.key), place), kind);
}

std::size_t DeltaHasher::operator()(const VisitKey& key) const noexcept
{
	const auto place = static_cast<std::size_t>(key.area) << 32U | static_cast<std::size_t>(static_cast<std::uint32_t>(key.month));
	return mix(std::hash<std::string>()(key.place), place);
}

void Deltas::merge(const Deltas& other)
{
	for (const auto& [key, added] : other.counts) { counts[key].add(added); }
	for (const auto& [key, added] : other.visits)
	{
		Visits& sum = visits[key];
		sum.received += added.received;
		sum.verified += added.verified;
	}
}

void Deltas::clear()
{
	counts.clear();
	visits.clear();
}

void add_event(Deltas& deltas, const CountedEvent& counted, const Reference& reference, int factor)
{
	if (counted.state == ReviewState::deleted) { return; }
	const AreaTree& areas = reference.areas;
	const std::int32_t month = month_of(counted.event.occurred_on).index;
	const std::vector<Node> nodes = nodes_of(areas, counted.event.area, counted.team_area);
	const auto measured = measures(counted.event, to_string(counted.team), counted.state, counted.adds, reference.vocabulary, counted.bulk);
	for (const Measure& measure : measured)
	{
		CountKey key{month, 0, CountLayer::by_area, measure.dimension, measure.key};
		for (const Node& node : nodes)
		{
			if (!node.all_dimensions && measure.dimension != Dimension::venue_type) { continue; }
			key.area = node.area;
			key.layer = node.layer;
			deltas.counts[key].add(measure.counts, node.sign * factor);
		}
	}
	add_visit(deltas, counted, reference, factor);
}

void add_visit(Deltas& deltas, const CountedEvent& counted, const Reference& reference, int factor)
{
	const Event& event = counted.event;
	Visits visits;
	if (is_counted(counted.state, Basis::received)) { visits.received = factor; }
	if (is_counted(counted.state, Basis::verified)) { visits.verified = factor; }
	if (visits.received == 0 && visits.verified == 0) { return; }

	VisitKey key;
	key.month = month_of(event.occurred_on).index;
	if (event.venue_type == "village" || event.venue_type == "community")
	{
		const AreaLevel level = reference.areas.at(event.area).level;
		if (level != AreaLevel::village && level != AreaLevel::community) { return; }
		key.area = event.area;
		key.venue_type = to_string(level);
	}
	else
	{
		const Venue* venue = event.venue_id.empty() ? nullptr : reference.find_venue(event.venue_id);
		if (venue == nullptr || venue->venue_type != event.venue_type) { return; }
		key.area = venue->area;
		key.place = venue->id;
		key.venue_type = event.venue_type;
	}
	Visits& sum = deltas.visits[std::move(key)];
	sum.received += visits.received;
	sum.verified += visits.verified;
}

} // namespace bajin::store
