#include "server/reports/sealed/figure_map.hpp"

#include <array>
#include <string_view>

namespace bajin::reports
{

namespace
{

constexpr std::array<std::string_view, dimension_count> dimension_names = {"venue_type", "team",     "topic",
																		   "campaign",   "material", "audience"};

void add_metrics(Metrics& sum, const Metrics& added, int factor)
{
	for (std::size_t i = 0; i < metric_count; ++i) { sum.values[i] += added.values[i] * factor; }
}

// Joined without a copy in between.
std::string row_name(std::string_view attribution, std::string_view dimension, std::string_view key)
{
	std::string name;
	name.reserve(attribution.size() + dimension.size() + key.size() + 2);
	name.append(attribution).append(1, '/').append(dimension);
	if (!key.empty() || dimension != "total") { name.append(1, '/').append(key); }
	return name;
}

} // namespace

// Of one attribution: `place` is where the event, or its team, belongs.
void FigureMap::add_from(
	const char* attribution, AreaId place, const store::CountedEvent& counted, const std::vector<Measure>& measured,
	const FigureScope& scope, int factor)
{
	const AreaTree& areas = scope.reference.areas;
	if (!areas.contains(scope.area, place)) { return; }
	const AreaId child = areas.child_towards(scope.area, place);
	for (const Measure& measure : measured)
	{
		const Metrics& metrics = measure.counts.on(scope.basis);
		const std::string_view dimension = dimension_names[static_cast<std::size_t>(measure.dimension)];
		add_metrics(rows_[row_name(attribution, dimension, measure.key)], metrics, factor);
		if (measure.dimension == Dimension::venue_type)
		{
			add_metrics(rows_[row_name(attribution, "total", "")], metrics, factor);
			add_metrics(rows_[row_name(attribution, "area", areas.at(child == 0 ? scope.area : child).code)], metrics, factor);
			add_metrics(rows_[row_name(attribution, "month", to_string(month_of(counted.event.occurred_on)))], metrics, factor);
			states_[attribution].add(measure.counts.states, factor);
		}
	}
}

void FigureMap::add(const store::CountedEvent& counted, const FigureScope& scope, int factor)
{
	const auto measured = measures(counted.event, to_string(counted.team), counted.state, counted.adds, scope.reference.vocabulary);
	add_from("area", counted.event.area, counted, measured, scope, factor);
	add_from("team", counted.team_area, counted, measured, scope, factor);
	const auto visit = store::visit_of(counted, scope.reference);
	if (!visit) { return; }
	const auto& [key, added] = *visit;
	const AreaTree& areas = scope.reference.areas;
	const std::int64_t count = factor * (scope.basis == Basis::received ? added.received : added.verified);
	if (count != 0 && areas.contains(scope.area, key.area))
	{
		visits_[{key.venue_type, key.place.empty() ? areas.at(key.area).code : key.place}] += count;
	}
}

std::map<std::string, std::int64_t> FigureMap::figures() const
{
	std::map<std::string, std::int64_t> figures;
	const auto put = [&](const std::string& row, std::string_view last, std::int64_t value)
	{
		if (value != 0) { figures.emplace(row + "/" + std::string(last), value); }
	};
	for (const auto& [row, metrics] : rows_)
	{
		for (std::size_t i = 0; i < metric_count; ++i) { put(row, to_string(static_cast<Metric>(i)), metrics.values[i]); }
	}
	for (const auto& [attribution, states] : states_)
	{
		const std::string row = attribution + "/state";
		put(row, "verified", states.verified);
		put(row, "submitted", states.submitted);
		put(row, "returned", states.returned);
		put(row, "duplicate", states.duplicate);
		put(row, "joint", states.joint);
	}
	return figures;
}

PlaceVisits FigureMap::visits() const
{
	PlaceVisits visits = visits_;
	std::erase_if(visits, [](const auto& visit) { return visit.second == 0; });
	return visits;
}

} // namespace bajin::reports
