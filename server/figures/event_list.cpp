#include "server/figures/event_list.hpp"

#include "server/figures/event_scan.hpp"
#include "server/figures/event_search.hpp"
#include "server/figures/month_zones.hpp"
#include "server/figures/visits.hpp"
#include "server/store/count_store.hpp"
#include "server/store/look_alike_store.hpp"
#include "server/store/team_store.hpp"
#include "shared/measures.hpp"
#include "shared/plain_text.hpp"
#include "shared/search_terms.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>

namespace bajin::figures
{

namespace
{

// So many events are read at a time: few at first, for those who want a page of what is everywhere.
constexpr std::int64_t heads_first = 128;
constexpr std::int64_t heads_max = 4'096;

// The events of a team are sorted as a whole; those of a larger one are looked for month by month.
constexpr std::int64_t team_events_max = 20'000;

constexpr std::string_view look_alike = "look_alike"; // the warning

bool asks_for_measures(const EventFilter& filter) noexcept
{
	return filter.topic || filter.campaign || filter.adds || !filter.item.empty() || !filter.audience.empty();
}

class Matcher
{
public:
	Matcher(store::Reader& reader, const EventFilter& filter, const EventSearch& search)
		: reader_(reader), filter_(filter), sought_(filter.text), search_(search), reference_(*reader.reference()),
		  by_measure_(asks_for_measures(filter)), by_place_(!filter.place_type.empty()),
		  needs_record_(by_measure_ || by_place_ || filter.kind || !filter.text.empty())
	{
		for (const store::Team& team : store::list_teams(reader.database())) { team_areas_.emplace(team.id, team.area); }
	}

	[[nodiscard]] bool matches(const store::EventHead& head)
	{
		return matches_head(head) && (!needs_record_ || matches_record(head)) && matches_warning(head);
	}

	[[nodiscard]] std::int64_t records_read() const noexcept { return records_read_; }

private:
	[[nodiscard]] bool matches_head(const store::EventHead& head) const
	{
		if (filter_.states.empty() && head.state == ReviewState::deleted) { return false; }
		if (!filter_.states.empty() && std::ranges::find(filter_.states, head.state) == filter_.states.end()) { return false; }
		if (filter_.basis && !is_counted(head.state, *filter_.basis) && !may_add(head)) { return false; }
		if (!filter_.venue_type.empty() && head.venue_type != filter_.venue_type) { return false; }
		if (filter_.team && head.team != *filter_.team) { return false; }
		if (filter_.source && head.source != *filter_.source) { return false; }
		return head.area != 0 && matches_area(head);
	}

	// A joint record counts where a reviewer ticked what is asked for; its record tells.
	[[nodiscard]] bool may_add(const store::EventHead& head) const
	{
		return head.state == ReviewState::joint && !by_place_ && (filter_.adds || !filter_.item.empty() || !filter_.audience.empty());
	}

	[[nodiscard]] bool is_within(AreaId area) const
	{
		return filter_.exact ? area == filter_.area : reference_.areas.contains(filter_.area, area);
	}

	[[nodiscard]] bool matches_area(const store::EventHead& head) const
	{
		const auto team = team_areas_.find(head.team);
		const AreaId based = team == team_areas_.end() ? reference_.areas.root().id : team->second;
		const bool is_of_scope = filter_.scope != 0 && team != team_areas_.end() && reference_.areas.contains(filter_.scope, based);
		if (filter_.other_teams && is_of_scope) { return false; }
		const bool is_readable =
			filter_.scope == 0 || reference_.areas.contains(filter_.scope, head.area) || (is_of_scope && !filter_.by_place_only);
		if (!is_readable) { return false; }
		// Where the place lies stands in the record.
		return by_place_ ? may_visit(head) : is_within(filter_.attribution == Attribution::team ? based : head.area);
	}

	// What can be told of a visit without its record.
	[[nodiscard]] bool may_visit(const store::EventHead& head) const
	{
		return head.venue_type == filter_.place_type || (is_area_type(filter_.place_type) && is_area_type(head.venue_type));
	}

	[[nodiscard]] bool matches_record(const store::EventHead& head)
	{
		if (head.body_seq == 0 || !search_.may_match(head)) { return false; }
		++records_read_;
		const auto document = parse_json(store::find_body(reader_.database(), head.body_seq));
		if (!document) { return false; }
		const Event event = read_event(document->value, reference_.areas);
		if (filter_.kind && event.kind != *filter_.kind) { return false; }
		if (!filter_.text.empty() && !contains_wanted_text(document->value)) { return false; }
		return (!by_place_ || matches_place(head, event)) && (!by_measure_ || matches_measures(head, event));
	}

	[[nodiscard]] bool contains_wanted_text(const Json& record) const
	{
		return any_searched_text(record, [this](std::string_view text) { return sought_.is_in(text); });
	}

	[[nodiscard]] bool matches_place(const store::EventHead& head, const Event& event) const
	{
		const auto place = visited_place(head, event, reference_);
		return place && place->venue_type == filter_.place_type && (filter_.venue.empty() || place->venue == filter_.venue) &&
			   is_within(place->area);
	}

	// As if it counted: a list of returned events can be narrowed by topic too. But a joint record adds only what a
	// reviewer ticked.
	[[nodiscard]] bool matches_measures(const store::EventHead& head, const Event& event) const
	{
		const bool only_ticked = head.state == ReviewState::joint && (filter_.basis || filter_.adds);
		const ReviewState state = only_ticked ? ReviewState::joint : ReviewState::submitted;
		const auto measured = measures(event, {}, state, head.adds, reference_.vocabulary);
		const auto names = [&measured](Dimension dimension, const std::string& key)
		{
			return std::any_of(
				measured.begin(), measured.end(),
				[&](const Measure& measure) { return measure.dimension == dimension && measure.key == key; });
		};
		return (!filter_.topic || names(Dimension::topic, *filter_.topic)) &&
			   (!filter_.campaign || names(Dimension::campaign, *filter_.campaign)) &&
			   (filter_.item.empty() || names(Dimension::material, filter_.item)) &&
			   (filter_.audience.empty() || names(Dimension::audience, filter_.audience)) &&
			   (!filter_.adds || measured.front().counts.received[*filter_.adds] > 0);
	}

	[[nodiscard]] bool matches_warning(const store::EventHead& head) const
	{
		if (filter_.warning.empty()) { return true; }
		if (filter_.warning == look_alike)
		{
			return is_counted(head.state, Basis::received) && store::has_open_look_alike(reader_.database(), head.id);
		}
		const auto state = store::load_event_state(reader_.database(), head);
		if (filter_.warning == "none") { return state.warnings.empty(); }
		return std::ranges::find(state.warnings, filter_.warning) != state.warnings.end();
	}

	store::Reader& reader_;
	const EventFilter& filter_;
	SoughtText sought_;
	const EventSearch& search_;
	const Reference& reference_;
	bool by_measure_;
	bool by_place_;
	bool needs_record_;
	std::int64_t records_read_ = 0;
	std::unordered_map<Uuid, AreaId> team_areas_;
};

// Goes through the list until its visitor has enough.
class ListWalk
{
public:
	ListWalk(store::Reader& reader, const EventFilter& filter, ListVisitor visit, const ListOptions& options)
		: reader_(reader), filter_(filter), visit_(std::move(visit)), options_(options), search_(reader, filter),
		  matcher_(reader, filter, search_)
	{
	}

	// The last event that was looked at, when the time was over; empty: there was enough of it.
	[[nodiscard]] const std::optional<store::EventPosition>& stopped_at() const noexcept { return stopped_at_; }

	[[nodiscard]] std::int64_t records_read() const noexcept { return matcher_.records_read(); }

	void run()
	{
		if (const auto few = search_.list_few(options_.few_max))
		{
			take(*few);
			return;
		}
		const AreaTree& areas = reader_.reference()->areas;
		const bool at_venue = !filter_.place_type.empty() && !is_area_type(filter_.place_type);
		const bool by_team = filter_.attribution == Attribution::team && filter_.place_type.empty();
		if (filter_.team && MonthZones(reader_, filter_).events_of_team() > team_events_max) { scan_area(areas.root().id); }
		else if (filter_.team) { scan_teams({*filter_.team}); }
		else if (by_team && areas.at(filter_.area).level > AreaLevel::county) { scan_teams(teams_within()); }
		else { scan_area(at_venue || by_team ? areas.root().id : filter_.area); }
	}

private:
	[[nodiscard]] std::vector<Uuid> teams_within() const
	{
		std::vector<Uuid> teams;
		for (const store::Team& team : store::list_teams(reader_.database()))
		{
			if (reader_.reference()->areas.contains(filter_.area, team.area)) { teams.push_back(team.id); }
		}
		return teams;
	}

	// False when the visitor has enough.
	bool take(const std::vector<store::EventHead>& heads)
	{
		for (const store::EventHead& head : heads)
		{
			if (matcher_.matches(head) && !visit_(head)) { return false; }
			if (options_.until && std::chrono::steady_clock::now() > *options_.until)
			{
				stopped_at_ = position_of(head);
				return false;
			}
		}
		return true;
	}

	// A few of each team at a time; what lies beyond the end of one team's few waits for the next round.
	void scan_teams(const std::vector<Uuid>& teams)
	{
		auto after = filter_.after;
		for (;;)
		{
			std::vector<store::EventHead> heads;
			std::optional<store::EventPosition> end;
			for (const Uuid& team : teams)
			{
				const auto some = store::list_team_events(reader_.database(), {team, filter_.first, filter_.last, after, heads_max});
				heads.insert(heads.end(), some.begin(), some.end());
				if (static_cast<std::int64_t>(some.size()) == heads_max)
				{
					const store::EventPosition last = position_of(some.back());
					end = end && !comes_before(last, *end) ? end : last;
				}
			}
			std::ranges::sort(
				heads, [](const auto& left, const auto& right) { return comes_before(position_of(left), position_of(right)); });
			if (end)
			{
				std::erase_if(heads, [&](const store::EventHead& head) { return comes_before(*end, position_of(head)); });
			}
			if (!take(heads) || !end) { return; }
			after = end;
		}
	}

	void scan_area(AreaId area)
	{
		const MonthZones zones(reader_, filter_);
		if (zones.tells() && filter_.warning != look_alike) { scan_months(zones, area); }
		else { scan_branches(branches_of(reader_.reference()->areas, area), {filter_.first, filter_.last}); }
	}

	// Month by month, and in each only where there is something.
	void scan_months(const MonthZones& zones, AreaId area)
	{
		const auto counted = store::find_counted_months(reader_.database());
		if (!counted) { return; }
		const Date newest = filter_.after ? std::min(filter_.last, filter_.after->occurred_on) : filter_.last;
		const Month first = std::max(month_of(filter_.first), counted->first);
		for (Month month = std::min(month_of(newest), counted->second); month >= first; --month.index)
		{
			const std::vector<AreaId> branches = zones.branches_of(area, month);
			const DateSpan days{std::max(filter_.first, first_day(month)), std::min(filter_.last, last_day(month))};
			if (!branches.empty() && !scan_branches(branches, days)) { return; }
		}
	}

	// False when the visitor has enough.
	bool scan_branches(const std::vector<AreaId>& branches, const DateSpan& days)
	{
		store::EventScan scan{branches, days.first, days.last, filter_.after, heads_first};
		for (;;)
		{
			const auto heads = list_heads(scan);
			if (!take(heads)) { return false; }
			if (static_cast<std::int64_t>(heads.size()) < scan.limit) { return true; }
			scan.after = position_of(heads.back());
			scan.limit = std::min(heads_max, scan.limit * 4);
		}
	}

	// Look-alikes are few: they are found by their pairs, not by reading all events.
	std::vector<store::EventHead> list_heads(const store::EventScan& scan)
	{
		return filter_.warning == look_alike ? store::list_look_alike_events(reader_.database(), scan)
											 : store::list_events(reader_.database(), scan);
	}

	store::Reader& reader_;
	const EventFilter& filter_;
	const ListVisitor visit_;
	const ListOptions options_;
	const EventSearch search_;
	Matcher matcher_;
	std::optional<store::EventPosition> stopped_at_;
};

} // namespace

bool reads_records(const EventFilter& filter) noexcept
{
	const bool by_warning = !filter.warning.empty() && filter.warning != look_alike;
	return asks_for_measures(filter) || !filter.place_type.empty() || filter.kind || !filter.text.empty() || by_warning;
}

EventPage list_event_page(store::Reader& reader, const EventFilter& filter, const ListOptions& options)
{
	// One more than the limit is looked for, to know whether there is a next page.
	EventPage page;
	const auto gather = [&](const store::EventHead& head)
	{
		page.events.push_back(head);
		return static_cast<std::int64_t>(page.events.size()) <= filter.limit;
	};
	ListWalk walk(reader, filter, gather, options);
	walk.run();
	page.records_read = walk.records_read();
	if (static_cast<std::int64_t>(page.events.size()) > filter.limit)
	{
		page.events.pop_back();
		page.next = position_of(page.events.back());
	}
	else { page.next = walk.stopped_at(); }
	return page;
}

void for_each_listed(store::Reader& reader, const EventFilter& filter, const ListVisitor& visit)
{
	ListWalk(reader, filter, visit, {}).run();
}

} // namespace bajin::figures
