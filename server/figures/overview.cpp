#include "server/figures/overview.hpp"

#include "server/figures/contacts.hpp"
#include "server/figures/event_scan.hpp"
#include "server/figures/look_alikes.hpp"
#include "server/figures/period.hpp"
#include "server/store/count_store.hpp"
#include "server/store/quarantine_store.hpp"
#include "server/store/team_store.hpp"

#include <algorithm>
#include <unordered_map>

namespace bajin::figures
{

namespace
{

class OverviewMaker
{
public:
	OverviewMaker(store::Reader& reader, const OverviewQuery& query) : reader_(reader), query_(query), areas_(reader.reference()->areas) {}

	Overview run()
	{
		const Area& area = areas_.at(query_.area);
		overview_.area_code = area.code;
		overview_.area_name = area.name;
		overview_.now = query_.now;
		overview_.seq = reader_.newest_seq();
		sum_states();
		for (const store::VoidRequests& requests : store::count_void_requests(reader_.database(), query_.days.first, query_.days.last))
		{
			overview_.void_requested += areas_.contains(query_.area, requests.area) ? requests.events : 0;
		}
		overview_.look_alikes = count_open_look_alikes(reader_, query_.area);
		if (query_.with_kept) { count_kept(); }
		const Contact contact = Contacts(reader_, query_.now - query_.silent_after).at_or_below(query_.area);
		overview_.states.on_phones = contact.on_phones;
		overview_.teams = contact.teams;
		overview_.silent_teams = contact.silent_teams;
		return std::move(overview_);
	}

private:
	void sum_states()
	{
		const auto counted = store::find_counted_months(reader_.database());
		if (!counted) { return; }
		const DateSpan days = {
			std::max(query_.days.first, first_day(counted->first)), std::min(query_.days.last, last_day(counted->second))};
		if (days.last < days.first) { return; }
		MonthCut cut = cut_months(days);
		if (areas_.kept_counts(query_.area) == KeptCounts::none)
		{
			cut.months.reset();
			cut.parts = {days};
		}
		if (cut.months)
		{
			store::for_each_count(
				reader_.database(), {query_.area, store::CountLayer::by_area, Dimension::venue_type, cut.months->first, cut.months->second},
				[&](const store::CountRow& row) { add(Month{row.key.month}, row.counts.states); });
		}
		for (const DateSpan& part : cut.parts)
		{
			for_each_head(
				reader_, query_.area, part, [&](const store::EventHead& head) { add(month_of(head.occurred_on), states_of(head.state)); });
		}
	}

	// What an event in that state adds to the states does not depend on its record.
	[[nodiscard]] StateCounts states_of(ReviewState state) const
	{
		return measures({}, {}, state, {}, reader_.reference()->vocabulary).front().counts.states;
	}

	void add(Month month, const StateCounts& states)
	{
		if (states == StateCounts{}) { return; }
		overview_.states.counts.add(states);
		overview_.years.insert(month.year());
		overview_.newest_month = std::max(overview_.newest_month.value_or(month), month);
	}

	// What came from no team that is known is for those who see everything.
	void count_kept()
	{
		std::unordered_map<Uuid, AreaId> team_areas;
		for (const store::Team& team : store::list_teams(reader_.database())) { team_areas.emplace(team.id, team.area); }
		for (const store::OpenQuarantined& kept : store::count_open_quarantined(reader_.database()))
		{
			const auto team = team_areas.find(kept.team);
			if (areas_.contains(query_.area, team == team_areas.end() ? areas_.root().id : team->second))
			{
				(kept.outcome == protocol::Outcome::conflict ? overview_.conflicts : overview_.rejected) += kept.changes;
			}
		}
	}

	store::Reader& reader_;
	const OverviewQuery& query_;
	const AreaTree& areas_;
	Overview overview_;
};

} // namespace

Overview compute_overview(store::Reader& reader, const OverviewQuery& query)
{
	return OverviewMaker(reader, query).run();
}

Json to_json(const Overview& overview)
{
	return {
		{"area", overview.area_code},
		{"area_name", overview.area_name},
		{"today", to_string(shanghai_date(overview.now))},
		{"years", overview.years},
		{"newest_month", overview.newest_month ? Json(to_string(*overview.newest_month)) : Json(nullptr)},
		{"states", to_json(overview.states)},
		{"void_requested", overview.void_requested},
		{"look_alikes", overview.look_alikes},
		{"conflicts", overview.conflicts},
		{"rejected", overview.rejected},
		{"teams", overview.teams},
		{"silent_teams", overview.silent_teams},
		{"as_of", {{"time", to_string(overview.now)}, {"seq", overview.seq}}},
	};
}

} // namespace bajin::figures
