#include "server/figures/target_progress.hpp"

#include "server/figures/event_scan.hpp"
#include "server/figures/tally.hpp"
#include "server/store/count_store.hpp"
#include "server/store/team_store.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace bajin::figures
{

namespace
{

using PlaceCounts = std::map<std::string, std::int64_t, std::less<>>; // by venue type

// Metrics and places of one area or team in the year; "" holds the sum over all venue types.
struct Achieved
{
	CountsByKey counts;
	PlaceCounts places;

	void add(const std::string& venue_type, const Counts& added)
	{
		counts[venue_type].add(added);
		counts[""].add(added);
	}

	void add_place(const std::string& venue_type, std::int64_t visited)
	{
		places[venue_type] += visited;
		places[""] += visited;
	}

	[[nodiscard]] std::int64_t of(const store::Target& target, Basis basis) const
	{
		if (target.metric == "places_visited")
		{
			const auto found = places.find(target.venue_type);
			return found == places.end() ? 0 : found->second;
		}
		const Metric metric = target.metric == "sessions"    ? Metric::sessions
							  : target.metric == "materials" ? Metric::materials
															 : Metric::women_children_lectures;
		const auto found = counts.find(target.venue_type);
		return found == counts.end() ? 0 : found->second.on(basis)[metric];
	}
};

bool needs_events(const store::Target& team_target)
{
	return team_target.metric == "places_visited" || !team_target.venue_type.empty();
}

// The values of one cell, the oldest first.
using CellHistory = std::vector<store::Target>;

class ProgressMaker
{
public:
	ProgressMaker(store::Reader& reader, const FigureQuery& query, TargetChoice choice)
		: reader_(reader), query_(query), choice_(choice), reference_(*reader.reference()), areas_(reference_.areas),
		  year_(year_of(query.period.days.first))
	{
	}

	std::vector<TargetProgress> run()
	{
		for (store::Team& team : store::list_teams(reader_.database()))
		{
			team_positions_.emplace(team.id, teams_.size());
			teams_.push_back(std::move(team));
		}
		collect_cells();
		count_villages();
		count_teams();
		std::vector<TargetProgress> rows;
		for (CellHistory& history : cells_) { rows.push_back(make_row(history)); }
		return rows;
	}

private:
	// Of cells in scope that ever held a value.
	void collect_cells()
	{
		std::map<std::tuple<std::optional<Uuid>, AreaId, std::string, std::string>, CellHistory> cells;
		for (store::Target& target : store::list_target_history(reader_.database(), year_))
		{
			const AreaId area = target.team ? area_of_team(*target.team) : target.area;
			if (area == 0 || !areas_.contains(query_.area, area) || (choice_ == TargetChoice::summary && is_detail(target))) { continue; }
			CellHistory& history = cells[{target.team, target.area, target.venue_type, target.metric}];
			if (target.value || !history.empty()) { history.push_back(std::move(target)); }
		}
		for (auto& [cell, history] : cells)
		{
			if (!history.empty()) { cells_.push_back(std::move(history)); }
		}
		std::ranges::stable_sort(cells_, {}, [this](const CellHistory& history) { return place_in_order(history.front()); });
	}

	[[nodiscard]] bool is_detail(const store::Target& target) const
	{
		return target.team ? needs_events(target) : target.area != query_.area && areas_.at(target.area).parent != query_.area;
	}

	AreaId area_of_team(const Uuid& team) const
	{
		const auto found = team_positions_.find(team);
		return found == team_positions_.end() ? 0 : teams_[found->second].area;
	}

	// Areas before teams; all venue types together after each of them.
	std::tuple<std::size_t, AreaId, std::size_t, std::string> place_in_order(const store::Target& target) const
	{
		const auto codes = reference_.vocabulary.codes(CodeList::venue_types);
		const auto type = std::ranges::find(codes, target.venue_type, &Code::code);
		const std::size_t team = target.team ? team_positions_.at(*target.team) + 1 : 0;
		return {team, target.area, static_cast<std::size_t>(type - codes.begin()), target.metric};
	}

	TargetProgress make_row(CellHistory& history)
	{
		TargetProgress row;
		row.changes = static_cast<std::int64_t>(history.size()) - 1;
		const store::Target& of = history.front();
		row.reached = (of.team ? by_team_[*of.team] : achieved_in(of.area)).of(of, query_.basis);
		if (history.back().value) { row.current = history.back(); }
		row.initial = std::move(history.front());
		return row;
	}

	[[nodiscard]] std::pair<Month, Month> months() const { return {query_.period.first_month(), query_.period.last_month()}; }

	// Where counts are kept they answer; smaller areas were counted before.
	const Achieved& achieved_in(AreaId area)
	{
		const auto [position, is_new] = by_area_.try_emplace(area);
		Achieved& achieved = position->second;
		if (!is_new) { return achieved; }
		store::for_each_count(
			reader_.database(), {area, store::CountLayer::by_area, Dimension::venue_type, months().first, months().second},
			[&](const store::CountRow& row) { achieved.add(row.key.key, row.counts); });
		store::for_each_places_visited(
			reader_.database(), year_, area, [&](const store::PlacesRow& row)
			{ achieved.add_place(row.venue_type, query_.basis == Basis::received ? row.received : row.verified); });
		return achieved;
	}

	void count_villages()
	{
		std::set<AreaId> villages;
		std::set<AreaId> townships;
		for (const CellHistory& history : cells_)
		{
			const AreaId area = history.front().area;
			if (area != 0 && areas_.kept_counts(area) == KeptCounts::none)
			{
				villages.insert(area);
				townships.insert(areas_.branch_of(area));
				by_area_[area];
			}
		}
		for (const AreaId township : townships)
		{
			for_each_event(
				reader_, township, query_.period.days,
				[&](const store::EventHead& head, const Event& event)
				{
					if (villages.contains(event.area)) { take_event(by_area_[event.area], head, event); }
				});
		}
		if (!villages.empty()) { count_places_in(villages); }
	}

	void count_places_in(const std::set<AreaId>& villages)
	{
		std::map<std::tuple<AreaId, std::string, std::string>, std::int64_t> visits;
		store::for_each_visit(
			reader_.database(), months().first, months().second,
			[&](const store::VisitRow& row)
			{
				if (villages.contains(row.key.area)) { visits[{row.key.area, row.key.place, row.key.venue_type}] += on_basis(row.visits); }
			});
		for (const auto& [place, count] : visits)
		{
			const auto& [area, id, venue_type] = place;
			by_area_[area].add_place(venue_type, count > 0 ? 1 : 0);
		}
	}

	[[nodiscard]] std::int64_t on_basis(const store::Visits& visits) const
	{
		return query_.basis == Basis::received ? visits.received : visits.verified;
	}

	void count_teams()
	{
		std::set<Uuid> wanted;
		std::set<Uuid> wanted_by_type;
		for (const CellHistory& history : cells_)
		{
			const store::Target& target = history.front();
			if (target.team) { (needs_events(target) ? wanted_by_type : wanted).insert(*target.team); }
		}
		for (const Uuid& team : wanted_by_type)
		{
			wanted.erase(team);
			count_events_of(team);
		}
		if (wanted.empty()) { return; }
		// The row of the root holds every team, also one that recorded away from its county.
		store::for_each_count(
			reader_.database(), {areas_.root().id, store::CountLayer::by_area, Dimension::team, months().first, months().second},
			[&](const store::CountRow& row)
			{
				const auto team = parse_uuid(row.key.key);
				if (team && wanted.contains(*team)) { by_team_[*team].counts[""].add(row.counts); }
			});
	}

	void count_events_of(const Uuid& team)
	{
		std::map<std::tuple<AreaId, std::string, std::string>, std::int64_t> visits;
		for_each_event_of_team(
			reader_, team, query_.period.days,
			[&](const store::EventHead& head, const Event& event)
			{
				take_event(by_team_[team], head, event);
				if (const auto visit = store::visit_of({event, head.team, area_of_team(team), head.state, head.adds}, reference_))
				{
					visits[{visit->first.area, visit->first.place, visit->first.venue_type}] += on_basis(visit->second);
				}
			});
		for (const auto& [place, count] : visits) { by_team_[team].add_place(std::get<2>(place), count > 0 ? 1 : 0); }
	}

	void take_event(Achieved& achieved, const store::EventHead& head, const Event& event) const
	{
		for (const Measure& measure : measures(event, to_string(head.team), head.state, head.adds, reference_.vocabulary))
		{
			if (measure.dimension == Dimension::venue_type) { achieved.add(measure.key, measure.counts); }
		}
	}

	store::Reader& reader_;
	const FigureQuery& query_;
	TargetChoice choice_;
	const Reference& reference_;
	const AreaTree& areas_;
	int year_;
	std::vector<store::Team> teams_; // by area, then name
	std::unordered_map<Uuid, std::size_t> team_positions_;
	std::vector<CellHistory> cells_;
	std::map<AreaId, Achieved> by_area_;
	std::map<Uuid, Achieved> by_team_;
};

Json value_json(const store::Target& target)
{
	return {
		{"value", *target.value},  {"from", to_string(target.from)}, {"document_no", target.document_no},
		{"reason", target.reason}, {"at", to_string(target.at)},
	};
}

} // namespace

std::vector<TargetProgress> compute_target_progress(store::Reader& reader, const FigureQuery& query, TargetChoice choice)
{
	return ProgressMaker(reader, query, choice).run();
}

Json to_json(const TargetProgress& progress, const AreaTree& areas, const std::unordered_map<Uuid, std::string>& team_names)
{
	const store::Target& target = progress.initial;
	Json json;
	if (target.team)
	{
		json["team"] = to_string(*target.team);
		json["team_name"] = team_names.at(*target.team);
	}
	else
	{
		json["area"] = areas.at(target.area).code;
		json["area_name"] = areas.at(target.area).name;
	}
	json["venue_type"] = target.venue_type.empty() ? Json(nullptr) : Json(target.venue_type);
	json["metric"] = target.metric;
	json["initial"] = value_json(target);
	json["current"] = progress.current ? value_json(*progress.current) : Json(nullptr);
	json["changes"] = progress.changes;
	json["reached"] = progress.reached;
	return json;
}

} // namespace bajin::figures
