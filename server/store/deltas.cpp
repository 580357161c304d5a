#include "server/store/deltas.hpp"

namespace bajin::store
{

namespace
{

std::size_t mix(std::size_t hash, std::size_t value) noexcept
{
	return (hash ^ value) * 0x9E3779B97F4A7C15ULL;
}

} // namespace

std::size_t DeltaHasher::operator()(const CountKey& key) const noexcept
{
	const auto place = static_cast<std::size_t>(key.area) << 32U | static_cast<std::size_t>(static_cast<std::uint32_t>(key.month));
	const auto kind = static_cast<std::size_t>(key.dimension) << 8U | static_cast<std::size_t>(key.attribution);
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
	const AreaId prefecture = areas.root().id;
	const AreaId county = areas.ancestor_at(counted.event.area, AreaLevel::county);
	const AreaId township = areas.ancestor_at(counted.event.area, AreaLevel::township);
	const AreaId team_county = areas.ancestor_at(counted.team_area, AreaLevel::county);

	const auto measured = measures(counted.event, to_string(counted.team), counted.state, counted.adds, reference.vocabulary, counted.bulk);
	for (const Measure& measure : measured)
	{
		CountKey key{month, prefecture, Attribution::area, measure.dimension, measure.key};
		deltas.counts[key].add(measure.counts, factor);
		if (county != 0)
		{
			key.area = county;
			deltas.counts[key].add(measure.counts, factor);
		}
		if (county != team_county)
		{
			key.attribution = Attribution::away;
			if (county != 0) { deltas.counts[key].add(measure.counts, -factor); }
			if (team_county != 0)
			{
				key.area = team_county;
				deltas.counts[key].add(measure.counts, factor);
			}
			key.attribution = Attribution::area;
		}
		if (township != 0 && measure.dimension == Dimension::venue_type)
		{
			key.area = township;
			deltas.counts[key].add(measure.counts, factor);
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
