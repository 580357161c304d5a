#include "server/figures/places.hpp"

#include "server/figures/visits.hpp"
#include "server/store/count_store.hpp"

namespace bajin::figures
{

namespace
{

using Rows = std::map<AreaId, PlacesByType>;

class PlaceCounter
{
public:
	PlaceCounter(store::Reader& reader, const FigureQuery& query)
		: reader_(reader), query_(query), reference_(*reader.reference()), areas_(reference_.areas)
	{
	}

	Rows run()
	{
		for (const AreaId child : areas_.children(query_.area)) { rows_[child]; }
		count_totals();
		const auto year = query_.period.whole_year();
		// Where an area keeps all, its children keep what places were visited.
		if (year && areas_.kept_counts(query_.area) == KeptCounts::all) { take_rolled_up(*year); }
		else { take_visits(); }
		return std::move(rows_);
	}

private:
	[[nodiscard]] AreaId row_of(AreaId area) const
	{
		const AreaId child = areas_.child_towards(query_.area, area);
		return child == 0 ? query_.area : child;
	}

	void count_totals()
	{
		const Date end = query_.period.days.last;
		for (const AreaLevel level : {AreaLevel::village, AreaLevel::community})
		{
			const std::string type(bajin::to_string(level));
			std::int64_t rest = areas_.count_places(query_.area, level, end);
			for (const AreaId child : areas_.children(query_.area))
			{
				const std::int64_t below = areas_.count_places(child, level, end);
				rows_[child][type].total = below;
				rest -= below;
			}
			if (rest > 0) { rows_[query_.area][type].total = rest; }
		}
		for (const auto& [id, venue] : reference_.venues)
		{
			const bool is_area = venue.venue_type == "village" || venue.venue_type == "community";
			if (!venue.is_place_on(end) || is_area || !areas_.contains(query_.area, venue.area)) { continue; }
			++rows_[row_of(venue.area)][venue.venue_type].total;
		}
	}

	void take_rolled_up(int year)
	{
		PlacesByType rest = rolled_up(year, query_.area);
		for (const AreaId child : areas_.children(query_.area))
		{
			for (const auto& [type, count] : rolled_up(year, child))
			{
				rows_[child][type].visited += count.visited;
				rest[type].visited -= count.visited;
			}
		}
		for (const auto& [type, count] : rest)
		{
			if (count.visited > 0) { rows_[query_.area][type].visited += count.visited; }
		}
	}

	[[nodiscard]] PlacesByType rolled_up(int year, AreaId area) const
	{
		PlacesByType places;
		store::for_each_places_visited(
			reader_.database(), year, area, [&](const store::PlacesRow& row)
			{ places[row.venue_type].visited += query_.basis == Basis::received ? row.received : row.verified; });
		return places;
	}

	void take_visits()
	{
		for (const auto& [place, visits] : count_visits(reader_, query_)) { ++rows_[row_of(place.area)][place.venue_type].visited; }
	}

	store::Reader& reader_;
	const FigureQuery& query_;
	const Reference& reference_;
	const AreaTree& areas_;
	Rows rows_;
};

} // namespace

std::map<AreaId, PlacesByType> count_places(store::Reader& reader, const FigureQuery& query)
{
	return PlaceCounter(reader, query).run();
}

} // namespace bajin::figures
