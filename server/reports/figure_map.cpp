#include "server/reports/figure_map.hpp"

#include "shared/measures.hpp"

#include <array>
#include <string_view>

namespace bajin::reports
{

namespace
{

constexpr std::array<std::string_view, dimension_count> dimension_names = {"venue_type", "team",     "topic",
                                                                           "campaign",   "material", "audience"};

void add_metrics(FigureMap& map, const std::string& prefix, const Metrics& metrics, int factor)
{
	for (std::size_t i = 0; i < metric_count; ++i)
	{
		if (metrics.values[i] != 0)
		{
			map.sums[prefix + "/" + std::string(to_string(static_cast<Metric>(i)))] += metrics.values[i] * factor;
		}
	}
}

void add_states(FigureMap& map, const std::string& attribution, const StateCounts& states, int factor)
{
	const std::pair<std::string_view, std::int64_t> counts[] = {
	    {"verified", states.verified},   {"submitted", states.submitted}, {"returned", states.returned},
	    {"duplicate", states.duplicate}, {"joint", states.joint},
	};
	for (const auto& [name, count] : counts)
	{
		if (count != 0)
		{
			map.sums[attribution + "/state/" + std::string(name)] += count * factor;
		}
	}
}

// Of one attribution: `place` is where the event, or its team, belongs.
void add_from(
    FigureMap& map, const std::string& attribution, AreaId place, const store::CountedEvent& counted, const FigureScope& scope, int factor)
{
	const AreaTree& areas = scope.reference.areas;
	if (!areas.contains(scope.area, place))
	{
		return;
	}
	const AreaId child = areas.child_towards(scope.area, place);
	const std::string area = attribution + "/area/" + areas.at(child == 0 ? scope.area : child).code;
	const std::string month = attribution + "/month/" + to_string(month_of(counted.event.occurred_on));
	for (const Measure& measure : measures(counted.event, to_string(counted.team), counted.state, counted.adds, scope.reference.vocabulary))
	{
		const Metrics& metrics = measure.counts.on(scope.basis);
		const std::string dimension(dimension_names[static_cast<std::size_t>(measure.dimension)]);
		add_metrics(map, attribution + "/" + dimension + "/" + measure.key, metrics, factor);
		if (measure.dimension == Dimension::venue_type)
		{
			add_metrics(map, attribution + "/total", metrics, factor);
			add_metrics(map, area, metrics, factor);
			add_metrics(map, month, metrics, factor);
			add_states(map, attribution, measure.counts.states, factor);
		}
	}
}

} // namespace

void FigureMap::add(const store::CountedEvent& counted, const FigureScope& scope, int factor)
{
	add_from(*this, "area", counted.event.area, counted, scope, factor);
	add_from(*this, "team", counted.team_area, counted, scope, factor);
	store::Deltas deltas;
	store::add_event(deltas, counted, scope.reference, factor);
	for (const auto& [key, added] : deltas.visits)
	{
		const AreaTree& areas = scope.reference.areas;
		const std::int64_t count = scope.basis == Basis::received ? added.received : added.verified;
		if (count != 0 && areas.contains(scope.area, key.area))
		{
			visits[{key.venue_type, key.place.empty() ? areas.at(key.area).code : key.place}] += count;
		}
	}
}

void FigureMap::tidy()
{
	std::erase_if(sums, [](const auto& sum) { return sum.second == 0; });
	std::erase_if(visits, [](const auto& visit) { return visit.second == 0; });
}

} // namespace bajin::reports
