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
	Tallier(store::Reader& reader, const FigureQuery& query) : reader_(reader), query_(query), areas_(reader.reference()->areas)
	{
		for (const store::Team& team : store::list_teams(reader.database())) { team_areas_.emplace(to_string(team.id), team.area); }
	}

	Tally run()
	{
		const bool is_kept = areas_.kept_counts(query_.area) == KeptCounts::all;
		const MonthCut cut = is_kept ? cut_months_short(query_.period.days) : MonthCut{{}, {query_.period.days}, {}};
		if (cut.months) { take_counts(cut.months->first, cut.months->second); }
		for (const DateSpan& days : cut.parts) { take_events(days, 1); }
		for (const DateSpan& days : cut.excess) { take_events(days, -1); }
		if (!cut.excess.empty()) { drop_empty(); }
		return std::move(tally_);
	}

private:
	void take_counts(Month first, Month last)
	{
		take_layer(store::CountLayer::by_area, first, last);
		// At the root both attributions agree: teams and events are all of it.
		const bool by_team = query_.attribution == Attribution::team;
		if (by_team && !is_root()) { take_layer(store::CountLayer::team_difference, first, last); }
		if (!by_team) { take_children(first, last, tally_.total); }
	}

	void take_layer(store::CountLayer layer, Month first, Month last)
	{
		for (const Dimension dimension : all_dimensions)
		{
			store::for_each_count(
				reader_.database(), {query_.area, layer, dimension, first, last},
				[&](const store::CountRow& row) { add(dimension, row.key.key, row.key.month, row.counts); });
		}
	}

	void add(Dimension dimension, const std::string& key, std::int32_t month, const Counts& counts, std::int64_t factor = 1)
	{
		tally_.by_dimension[static_cast<std::size_t>(dimension)][key].add(counts, factor);
		if (dimension == Dimension::venue_type)
		{
			tally_.total.add(counts, factor);
			tally_.by_month[month].add(counts, factor);
			tally_.venue_types_by_month[month][key].add(counts, factor);
		}
		else if (dimension == Dimension::team && query_.attribution == Attribution::team)
		{
			const auto team = team_areas_.find(key);
			const AreaId based = team == team_areas_.end() ? query_.area : team->second;
			tally_.by_area[row_of(areas_, query_.area, based)].add(counts, factor);
		}
	}

	// What was taken away again leaves no row.
	void drop_empty()
	{
		const auto is_empty = [](const auto& row) { return row.second.is_zero(); };
		for (CountsByKey& rows : tally_.by_dimension) { std::erase_if(rows, is_empty); }
		std::erase_if(tally_.by_month, is_empty);
		std::erase_if(tally_.by_area, is_empty);
		for (auto& [month, rows] : tally_.venue_types_by_month) { std::erase_if(rows, is_empty); }
		std::erase_if(tally_.venue_types_by_month, [](const auto& month) { return month.second.empty(); });
	}

	// `rest` is all of the area: what the children do not take was recorded at the area itself.
	void take_children(Month first, Month last, Counts rest)
	{
		for (const AreaId child : areas_.children(query_.area))
		{
			Counts counted;
			store::for_each_count(
				reader_.database(), {child, store::CountLayer::by_area, Dimension::venue_type, first, last},
				[&](const store::CountRow& row) { counted.add(row.counts); });
			tally_.by_area[child].add(counted);
			rest.add(counted, -1);
		}
		tally_.by_area[query_.area].add(rest);
	}

	void take_events(const DateSpan& days, std::int64_t factor)
	{
		const bool by_team = query_.attribution == Attribution::team;
		const auto take = [&](const store::EventHead& head, const Event& event)
		{
			const std::string team = to_string(head.team);
			const auto measured = measures(event, team, head.state, head.adds, reader_.reference()->vocabulary, head.bulk);
			for (const Measure& measure : measured)
			{
				add(measure.dimension, measure.key, month_of(event.occurred_on).index, measure.counts, factor);
				if (!by_team && measure.dimension == Dimension::venue_type)
				{
					tally_.by_area[row_of(areas_, query_.area, event.area)].add(measure.counts, factor);
				}
			}
		};
		if (by_team && !is_root()) { for_each_event_of_teams(reader_, query_.area, days, take); }
		else { for_each_event(reader_, query_.area, days, take); }
	}

	[[nodiscard]] bool is_root() const noexcept { return areas_.at(query_.area).parent == 0; }

	store::Reader& reader_;
	const FigureQuery& query_;
	const AreaTree& areas_;
	std::unordered_map<std::string, AreaId> team_areas_;
	Tally tally_;
};

// Rows of venue types: where an event was, or where its team is based.
class VenueTypeTallier
{
public:
	VenueTypeTallier(store::Reader& reader, const FigureQuery& query)
		: reader_(reader), query_(query), areas_(reader.reference()->areas), by_team_(query.attribution == Attribution::team)
	{
		for (const store::Team& team : store::list_teams(reader.database())) { team_areas_.emplace(team.id, team.area); }
	}

	std::map<AreaId, CountsByKey> run()
	{
		const bool is_kept = areas_.kept_counts(query_.area) == KeptCounts::all;
		const MonthCut cut = is_kept ? cut_months_short(query_.period.days) : MonthCut{{}, {query_.period.days}, {}};
		if (cut.months)
		{
			if (by_team_) { take_teams(*cut.months); }
			else { take_children(*cut.months); }
		}
		for (const DateSpan& days : cut.parts) { take_events(days, 1); }
		for (const DateSpan& days : cut.excess) { take_events(days, -1); }
		if (!cut.excess.empty()) { drop_empty(); }
		return std::move(rows_);
	}

private:
	using Months = std::pair<Month, Month>;

	[[nodiscard]] CountsByKey sum_of(AreaId area, const Months& months) const
	{
		CountsByKey sums;
		const auto add = [&](store::CountLayer layer)
		{
			store::for_each_count(
				reader_.database(), {area, layer, Dimension::venue_type, months.first, months.second},
				[&](const store::CountRow& row) { sums[row.key.key].add(row.counts); });
		};
		add(store::CountLayer::by_area);
		if (by_team_) { add(store::CountLayer::team_difference); }
		return sums;
	}

	void take_children(const Months& months)
	{
		CountsByKey rest = sum_of(query_.area, months);
		for (const AreaId child : areas_.children(query_.area))
		{
			for (const auto& [type, counts] : sum_of(child, months))
			{
				rows_[child][type].add(counts);
				rest[type].add(counts, -1);
			}
		}
		put_rest(query_.area, rest);
	}

	// Children that keep all have counts by organiser. Below, none holds venue types by where a team is based: of those rows
	// the one with the most records gets what the others leave, and only the others are read.
	void take_teams(const Months& months)
	{
		CountsByKey rest = sum_of(query_.area, months);
		for (const AreaId child : areas_.children(query_.area))
		{
			if (areas_.kept_counts(child) != KeptCounts::all) { continue; }
			for (const auto& [type, counts] : sum_of(child, months))
			{
				rows_[child][type].add(counts);
				rest[type].add(counts, -1);
			}
		}
		auto records = count_records_by_row(months);
		std::erase_if(
			records, [&](const auto& row) { return row.first != query_.area && areas_.kept_counts(row.first) == KeptCounts::all; });
		AreaId largest = query_.area;
		for (const auto& [row, count] : records)
		{
			if (!records.contains(largest) || count > records.at(largest)) { largest = row; }
		}
		const auto is_read = [&](const store::Team& team)
		{
			const AreaId row = row_of(areas_, query_.area, team.area);
			return areas_.contains(query_.area, team.area) && row != largest && records.contains(row);
		};
		for_each_event_of_teams(
			reader_, is_read, {first_day(months.first), last_day(months.second)},
			[&](const store::EventHead& head, const Event& event)
			{
				for_each_type(
					head, event,
					[&](const Measure& measure)
					{
						rows_[row_of_team(head.team)][measure.key].add(measure.counts);
						rest[measure.key].add(measure.counts, -1);
					});
			});
		put_rest(largest, rest);
	}

	// By row of the area, rows without any record left out.
	[[nodiscard]] std::map<AreaId, std::int64_t> count_records_by_row(const Months& months) const
	{
		std::map<AreaId, std::int64_t> records;
		for (const store::CountLayer layer : {store::CountLayer::by_area, store::CountLayer::team_difference})
		{
			store::for_each_count(
				reader_.database(), {query_.area, layer, Dimension::team, months.first, months.second},
				[&](const store::CountRow& row)
				{
					const auto team = parse_uuid(row.key.key);
					records[team ? row_of_team(*team) : query_.area] += row.counts.states.events();
				});
		}
		std::erase_if(records, [](const auto& row) { return row.second == 0; });
		return records;
	}

	void put_rest(AreaId row, const CountsByKey& rest)
	{
		for (const auto& [type, counts] : rest)
		{
			if (!counts.is_zero()) { rows_[row][type].add(counts); }
		}
	}

	void drop_empty()
	{
		for (auto& [row, types] : rows_)
		{
			std::erase_if(types, [](const auto& type) { return type.second.is_zero(); });
		}
		std::erase_if(rows_, [](const auto& row) { return row.second.empty(); });
	}

	void take_events(const DateSpan& days, std::int64_t factor)
	{
		const auto take = [&](const store::EventHead& head, const Event& event)
		{
			const AreaId row = by_team_ ? row_of_team(head.team) : row_of(areas_, query_.area, event.area);
			for_each_type(head, event, [&](const Measure& measure) { rows_[row][measure.key].add(measure.counts, factor); });
		};
		if (by_team_ && areas_.at(query_.area).parent != 0) { for_each_event_of_teams(reader_, query_.area, days, take); }
		else { for_each_event(reader_, query_.area, days, take); }
	}

	template <class Take>
	void for_each_type(const store::EventHead& head, const Event& event, Take take) const
	{
		for (const Measure& measure : measures(event, {}, head.state, head.adds, reader_.reference()->vocabulary))
		{
			if (measure.dimension == Dimension::venue_type) { take(measure); }
		}
	}

	[[nodiscard]] AreaId row_of_team(const Uuid& team) const
	{
		const auto found = team_areas_.find(team);
		return found == team_areas_.end() ? query_.area : row_of(areas_, query_.area, found->second);
	}

	store::Reader& reader_;
	const FigureQuery& query_;
	const AreaTree& areas_;
	bool by_team_;
	std::unordered_map<Uuid, AreaId> team_areas_;
	std::map<AreaId, CountsByKey> rows_;
};

} // namespace

Tally tally(store::Reader& reader, const FigureQuery& query)
{
	return Tallier(reader, query).run();
}

std::map<AreaId, CountsByKey> tally_venue_types(store::Reader& reader, const FigureQuery& query)
{
	return VenueTypeTallier(reader, query).run();
}

} // namespace bajin::figures
