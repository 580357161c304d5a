#include "server/figures/visits.hpp"

#include "server/figures/event_scan.hpp"
#include "server/store/count_store.hpp"

namespace bajin::figures
{

std::optional<Place> visited_place(const store::EventHead& head, const Event& event, const Reference& reference)
{
	if (head.state == ReviewState::joint) { return std::nullopt; }
	const auto visit = store::visit_of({event, head.team, event.area, ReviewState::submitted, {}}, reference);
	return visit ? std::optional(Place{visit->first.area, visit->first.place, visit->first.venue_type}) : std::nullopt;
}

std::map<Place, std::int64_t> count_visits(store::Reader& reader, const FigureQuery& query)
{
	const AreaTree& areas = reader.reference()->areas;
	std::map<Place, std::int64_t> visits;
	const MonthCut cut = cut_months_short(query.period.days);
	if (cut.months)
	{
		store::for_each_visit(
			reader.database(), cut.months->first, cut.months->second,
			[&](const store::VisitRow& row)
			{
				const std::int64_t added = query.basis == Basis::received ? row.visits.received : row.visits.verified;
				if (added != 0 && areas.contains(query.area, row.key.area))
				{
					visits[{row.key.area, row.key.place, row.key.venue_type}] += added;
				}
			});
	}
	// An event may name a venue of another area, so the visits of a part of a month are looked for everywhere.
	const auto take_events = [&](const DateSpan& days, std::int64_t factor)
	{
		for_each_event(
			reader, areas.root().id, days,
			[&](const store::EventHead& head, const Event& event)
			{
				if (!is_counted(head.state, query.basis)) { return; }
				const auto place = visited_place(head, event, *reader.reference());
				if (place && areas.contains(query.area, place->area)) { visits[*place] += factor; }
			});
	};
	for (const DateSpan& days : cut.parts) { take_events(days, 1); }
	for (const DateSpan& days : cut.excess) { take_events(days, -1); }
	std::erase_if(visits, [](const auto& visit) { return visit.second <= 0; });
	return visits;
}

} // namespace bajin::figures
