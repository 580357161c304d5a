#include "server/figures/tally.hpp"

#include "server/figures/event_scan.hpp"
#include "server/store/count_store.hpp"
#include "server/store/team_store.hpp"

#include <unordered_map>

namespace bajin::figures
{

namespace
{

constexpr std::array all_dimensions = {
    Dimension::venue_type, Dimension::team, Dimension::topic, Dimension::campaign, Dimension::material, Dimension::audience,
};

// Which child of `area` holds it, or `area` itself when it lies no deeper.
AreaId row_of(const AreaTree& areas, AreaId area, AreaId below)
{
	const AreaId child = areas.child_towards(area, below);
	return child == 0 ? area : child;
}

class Tallier
{
public:
	Tallier(store::Reader& reader, const FigureQuery& query)
	    : reader_(reader), query_(query), areas_(reader.reference()->areas), level_(areas_.at(query.area).level)
	{
		for (const store::Team& team : store::list_teams(reader.database()))
		{
			team_areas_.emplace(to_string(team.id), team.area);
		}
	}

	Tally run()
	{
		MonthCut cut = cut_months(query_.period.days);
		if (level_ > AreaLevel::county)
		{
			// No count below the county holds every dimension.
			cut.months.reset();
			cut.parts = {query_.period.days};
		}
		if (cut.months)
		{
			take_counts(cut.months->first, cut.months->second);
		}
		for (const DateSpan& days : cut.parts)
		{
			take_events(days);
		}
		return std::move(tally_);
	}

private:
	void take_counts(Month first, Month last)
	{
		take_attribution(store::Attribution::area, first, last);
		// In the prefecture both attributions agree: teams and events are all of it.
		const bool by_team = query_.attribution == AttributedBy::team;
		if (by_team && level_ != AreaLevel::prefecture)
		{
			take_attribution(store::Attribution::away, first, last);
		}
		if (!by_team)
		{
			take_children(first, last, tally_.total);
		}
	}

	void take_attribution(store::Attribution attribution, Month first, Month last)
	{
		for (const Dimension dimension : all_dimensions)
		{
			store::for_each_count(
			    reader_.database(), {query_.area, attribution, dimension, first, last},
			    [&](const store::CountRow& row) { add(dimension, row.key.key, row.key.month, row.counts); });
		}
	}

	void add(Dimension dimension, const std::string& key, std::int32_t month, const Counts& counts)
	{
		tally_.by_dimension[static_cast<std::size_t>(dimension)][key].add(counts);
		if (dimension == Dimension::venue_type)
		{
			tally_.total.add(counts);
			tally_.by_month[month].add(counts);
		}
		else if (dimension == Dimension::team && query_.attribution == AttributedBy::team)
		{
			const auto team = team_areas_.find(key);
			const AreaId based = team == team_areas_.end() ? query_.area : team->second;
			tally_.by_area[row_of(areas_, query_.area, based)].add(counts);
		}
	}

	// `rest` is all of the area: what the children do not take was recorded at the area itself.
	void take_children(Month first, Month last, Counts rest)
	{
		for (const AreaId child : areas_.children(query_.area))
		{
			Counts counted;
			store::for_each_count(
			    reader_.database(), {child, store::Attribution::area, Dimension::venue_type, first, last},
			    [&](const store::CountRow& row) { counted.add(row.counts); });
			tally_.by_area[child].add(counted);
			rest.add(counted, -1);
		}
		tally_.by_area[query_.area].add(rest);
	}

	void take_events(const DateSpan& days)
	{
		const bool by_team = query_.attribution == AttributedBy::team;
		const auto take = [&](const store::EventHead& head, const Event& event)
		{
			const std::string team = to_string(head.team);
			const auto measured = measures(event, team, head.state, head.adds, reader_.reference()->vocabulary);
			for (const Measure& measure : measured)
			{
				add(measure.dimension, measure.key, month_of(event.occurred_on).index, measure.counts);
				if (!by_team && measure.dimension == Dimension::venue_type)
				{
					tally_.by_area[row_of(areas_, query_.area, event.area)].add(measure.counts);
				}
			}
		};
		if (by_team && level_ != AreaLevel::prefecture)
		{
			for_each_event_of_teams(reader_, query_.area, days, take);
		}
		else
		{
			for_each_event(reader_, query_.area, days, take);
		}
	}

	store::Reader& reader_;
	const FigureQuery& query_;
	const AreaTree& areas_;
	AreaLevel level_;
	std::unordered_map<std::string, AreaId> team_areas_;
	Tally tally_;
};

void take_venue_type_counts(store::Reader& reader, AreaId area, const std::pair<Month, Month>& months, std::map<AreaId, CountsByKey>& rows)
{
	const auto sum_of = [&](AreaId of)
	{
		CountsByKey sums;
		store::for_each_count(
		    reader.database(), {of, store::Attribution::area, Dimension::venue_type, months.first, months.second},
		    [&](const store::CountRow& row) { sums[row.key.key].add(row.counts); });
		return sums;
	};
	CountsByKey rest = sum_of(area);
	for (const AreaId child : reader.reference()->areas.children(area))
	{
		for (const auto& [type, counts] : sum_of(child))
		{
			rows[child][type].add(counts);
			rest[type].add(counts, -1);
		}
	}
	for (const auto& [type, counts] : rest)
	{
		if (!counts.is_zero())
		{
			rows[area][type].add(counts);
		}
	}
}

} // namespace

Tally tally(store::Reader& reader, const FigureQuery& query)
{
	return Tallier(reader, query).run();
}

std::map<AreaId, CountsByKey> tally_venue_types(store::Reader& reader, const FigureQuery& query)
{
	const AreaTree& areas = reader.reference()->areas;
	MonthCut cut = cut_months(query.period.days);
	if (areas.at(query.area).level >= AreaLevel::township)
	{
		// Villages have no counts of their own.
		cut.months.reset();
		cut.parts = {query.period.days};
	}
	std::map<AreaId, CountsByKey> rows;
	if (cut.months)
	{
		take_venue_type_counts(reader, query.area, *cut.months, rows);
	}
	for (const DateSpan& days : cut.parts)
	{
		for_each_event(
		    reader, query.area, days,
		    [&](const store::EventHead& head, const Event& event)
		    {
			    const auto measured = measures(event, to_string(head.team), head.state, head.adds, reader.reference()->vocabulary);
			    for (const Measure& measure : measured)
			    {
				    if (measure.dimension != Dimension::venue_type)
				    {
					    continue;
				    }
				    rows[row_of(areas, query.area, event.area)][measure.key].add(measure.counts);
			    }
		    });
	}
	return rows;
}

} // namespace bajin::figures
