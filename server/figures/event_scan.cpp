#include "server/figures/event_scan.hpp"

#include <algorithm>

namespace bajin::figures
{

namespace
{

constexpr std::int64_t heads_at_a_time = 20'000;

void visit_record(store::Reader& reader, const store::EventHead& head, const EventVisitor& visit)
{
	if (const Event* const known = reader.known_record(head.body_seq))
	{
		visit(head, *known);
		return;
	}
	const Event record = read_record(reader.database(), head, reader.reference()->areas);
	reader.keep_record(head.body_seq, record);
	visit(head, record);
}

} // namespace

std::vector<AreaId> branches_of(const AreaTree& areas, AreaId area)
{
	std::vector<AreaId> branches;
	const auto collect = [&](const auto& self, AreaId here) -> void
	{
		branches.push_back(areas.branch_of(here));
		for (const AreaId child : areas.children(here))
		{
			if (areas.at(child).level <= AreaLevel::township) { self(self, child); }
		}
	};
	collect(collect, area);
	return branches;
}

Event read_record(store::Database& database, const store::EventHead& head, const AreaTree& areas)
{
	const auto document = parse_json(store::find_body(database, head.body_seq));
	if (!document) { throw store::StoreError("not_a_database", "the body of event " + to_string(head.id) + " is damaged", false); }
	return read_event(document->value, areas);
}

void for_each_head(store::Reader& reader, AreaId area, const DateSpan& days, const HeadVisitor& visit)
{
	const AreaTree& areas = reader.reference()->areas;
	const std::vector<AreaId> branches = branches_of(areas, area);
	const bool branch_is_wider = areas.branch_of(area) != area;
	store::EventScan scan{branches, days.first, days.last, std::nullopt, heads_at_a_time};
	for (;;)
	{
		const auto heads = store::list_events(reader.database(), scan);
		for (const store::EventHead& head : heads)
		{
			if (head.state != ReviewState::deleted && (!branch_is_wider || areas.contains(area, head.area))) { visit(head); }
		}
		if (static_cast<std::int64_t>(heads.size()) < heads_at_a_time) { return; }
		scan.after = store::EventPosition{heads.back().occurred_on, heads.back().id};
	}
}

void for_each_event(store::Reader& reader, AreaId area, const DateSpan& days, const EventVisitor& visit)
{
	for_each_head(reader, area, days, [&](const store::EventHead& head) { visit_record(reader, head, visit); });
}

void for_each_event_of_team(store::Reader& reader, const Uuid& team, const DateSpan& days, const EventVisitor& visit)
{
	store::TeamEventScan scan{team, days.first, days.last, std::nullopt, heads_at_a_time};
	for (;;)
	{
		const auto heads = store::list_team_events(reader.database(), scan);
		for (const store::EventHead& head : heads)
		{
			if (head.state != ReviewState::deleted) { visit_record(reader, head, visit); }
		}
		if (static_cast<std::int64_t>(heads.size()) < heads_at_a_time) { return; }
		scan.after = store::EventPosition{heads.back().occurred_on, heads.back().id};
	}
}

void for_each_event_of_teams(store::Reader& reader, AreaId area, const DateSpan& days, const EventVisitor& visit)
{
	const AreaTree& areas = reader.reference()->areas;
	for_each_event_of_teams(reader, [&](const store::Team& team) { return areas.contains(area, team.area); }, days, visit);
}

void for_each_event_of_teams(store::Reader& reader, const TeamChooser& is_wanted, const DateSpan& days, const EventVisitor& visit)
{
	for (const store::Team& team : store::list_teams(reader.database()))
	{
		if (is_wanted(team)) { for_each_event_of_team(reader, team.id, days, visit); }
	}
}

} // namespace bajin::figures
