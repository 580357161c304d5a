#include "server/figures/reporting.hpp"

#include "server/store/count_store.hpp"
#include "server/store/device_store.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

namespace bajin::figures
{

namespace
{

class ReportingMaker
{
public:
	ReportingMaker(store::Reader& reader, const ReportingQuery& query) : reader_(reader), query_(query), areas_(reader.reference()->areas)
	{
	}

	Reporting run()
	{
		count_events();
		for (const store::NilReport& report : store::list_nil_reports(reader_.database(), query_.first, query_.last))
		{
			nil_.emplace(report.team, report.month);
		}
		for (const store::TeamContact& contact : store::list_team_contacts(reader_.database()))
		{
			contacts_.emplace(contact.team, contact);
		}
		Reporting reporting;
		for (store::Team& team : store::list_teams(reader_.database()))
		{
			if (areas_.contains(query_.area, team.area)) { reporting.teams.push_back(report_on(std::move(team))); }
		}
		reporting.areas_without_team = find_areas_without_team(reporting.teams);
		return reporting;
	}

private:
	// The row of the root holds every team, also one that recorded away from its county.
	void count_events()
	{
		store::for_each_count(
			reader_.database(), {areas_.root().id, store::CountLayer::by_area, Dimension::team, query_.first, query_.last},
			[&](const store::CountRow& row) { events_[row.key.key][row.key.month] += row.counts.states.events(); });
	}

	TeamReporting report_on(store::Team team) const
	{
		TeamReporting report;
		if (const auto contact = contacts_.find(team.id); contact != contacts_.end())
		{
			report.last_heard_at = contact->second.last_heard_at;
			report.unsent = contact->second.pending_events;
			report.oldest_unsent = contact->second.pending_oldest;
		}
		report.silent = !report.last_heard_at || *report.last_heard_at < query_.silent_before;
		for (Month month = query_.first; month <= query_.last; ++month.index) { report.months.push_back(report_month(team, month)); }
		report.team = std::move(team);
		return report;
	}

	TeamMonth report_month(const store::Team& team, Month month) const
	{
		std::int64_t events = 0;
		if (const auto of_team = events_.find(to_string(team.id)); of_team != events_.end())
		{
			const auto found = of_team->second.find(month.index);
			events = found == of_team->second.end() ? 0 : found->second;
		}
		if (events > 0) { return {MonthStatus::reported, events}; }
		if (nil_.contains({team.id, month})) { return {MonthStatus::nil, 0}; }
		if (month > month_of(query_.today)) { return {MonthStatus::future, 0}; }
		if (month < month_of(shanghai_date(team.created_at))) { return {MonthStatus::before, 0}; }
		const Date begin = first_day(Month{month.index + 1});
		const Date deadline{begin.days + query_.due_day - 1};
		return {query_.today > deadline ? MonthStatus::overdue : MonthStatus::none, 0};
	}

	std::vector<AreaId> find_areas_without_team(const std::vector<TeamReporting>& teams) const
	{
		std::vector<AreaId> without;
		const auto check = [&](AreaId area)
		{
			if (std::ranges::none_of(teams, [&](const TeamReporting& report) { return areas_.contains(area, report.team.area); }))
			{
				without.push_back(area);
			}
		};
		if (areas_.at(query_.area).level >= AreaLevel::county)
		{
			check(query_.area);
			return without;
		}
		for (const AreaId child : areas_.children(query_.area))
		{
			if (const auto& gone = areas_.at(child).valid_to; !gone || *gone >= query_.today) { check(child); }
		}
		return without;
	}

	store::Reader& reader_;
	const ReportingQuery& query_;
	const AreaTree& areas_;
	std::unordered_map<std::string, std::map<std::int32_t, std::int64_t>> events_; // by team, then month
	std::set<std::pair<Uuid, Month>> nil_;
	std::unordered_map<Uuid, store::TeamContact> contacts_;
};

} // namespace

std::string_view code_of(MonthStatus status) noexcept
{
	switch (status)
	{
	case MonthStatus::reported:
		return "reported";
	case MonthStatus::nil:
		return "nil";
	case MonthStatus::none:
		return "none";
	case MonthStatus::overdue:
		return "overdue";
	case MonthStatus::future:
		return "future";
	case MonthStatus::before:
		break;
	}
	return "before";
}

Reporting compute_reporting(store::Reader& reader, const ReportingQuery& query)
{
	return ReportingMaker(reader, query).run();
}

} // namespace bajin::figures
