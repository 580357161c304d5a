#include "server/reports/data_quality.hpp"

#include "server/figures/contacts.hpp"
#include "server/figures/reporting.hpp"
#include "server/store/event_store.hpp"
#include "server/store/settings_store.hpp"

#include <algorithm>

namespace bajin::reports
{

namespace
{

void add_reporting(DataQuality& quality, const figures::Reporting& reporting, const AreaTree& areas)
{
	for (const figures::TeamReporting& report : reporting.teams)
	{
		const auto count = [&](figures::MonthStatus status)
		{ return std::ranges::count(report.months, status, &figures::TeamMonth::status); };
		const std::int64_t overdue = count(figures::MonthStatus::overdue);
		quality.months_reported += count(figures::MonthStatus::reported);
		quality.months_nil += count(figures::MonthStatus::nil);
		quality.months_overdue += overdue;
		quality.silent_teams += report.silent ? 1 : 0;
		if (overdue > 0)
		{
			quality.owing.push_back({to_string(report.team.id), report.team.name, areas.at(report.team.area).name, overdue});
		}
	}
	quality.teams = std::ssize(reporting.teams);
	for (const AreaId area : reporting.areas_without_team)
	{
		quality.areas_without_team.push_back({areas.at(area).code, areas.at(area).name});
	}
}

} // namespace

DataQuality compute_data_quality(store::Reader& reader, const figures::Statistics& statistics)
{
	const figures::FigureQuery& query = statistics.query;
	const AreaTree& areas = reader.reference()->areas;
	DataQuality quality;
	quality.states = statistics.states;
	quality.reviews.bulk = statistics.states.counts.verified_bulk;
	quality.reviews.single = statistics.states.counts.verified - quality.reviews.bulk;
	quality.reviews.other = statistics.totals[Metric::events] - statistics.states.counts.verified;
	quality.reach = statistics.totals[Metric::reach];
	quality.reach_estimated = statistics.totals[Metric::reach_estimated];
	const DateSpan& days = query.period.days;
	for (const store::VoidRequests& requests : store::count_void_requests(reader.database(), days.first, days.last))
	{
		quality.void_requested += areas.contains(query.area, requests.area) ? requests.events : 0;
	}
	for (const store::TeamContact& contact : store::list_team_contacts(reader.database()))
	{
		quality.written_off += areas.contains(query.area, contact.area) ? contact.written_off_events : 0;
	}
	const store::Settings settings = store::find_settings(reader.database());
	figures::ReportingQuery reporting;
	reporting.area = query.area;
	reporting.first = query.period.first_month();
	reporting.last = query.period.last_month();
	reporting.today = shanghai_date(query.now);
	reporting.due_day = settings.report_due_day;
	reporting.silent_before = query.now - settings.silent_after;
	add_reporting(quality, figures::compute_reporting(reader, reporting), areas);
	return quality;
}

Json to_json(const DataQuality& quality)
{
	Json json;
	json["states"] = to_json(quality.states);
	json["reviews"] = {{"single", quality.reviews.single}, {"bulk", quality.reviews.bulk}, {"other", quality.reviews.other}};
	json["void_requested"] = quality.void_requested;
	json["written_off"] = quality.written_off;
	json["reach_estimated"] = quality.reach_estimated;
	json["reach_not_estimated"] = quality.reach - quality.reach_estimated;
	json["teams"] = quality.teams;
	json["silent_teams"] = quality.silent_teams;
	json["months_reported"] = quality.months_reported;
	json["months_nil"] = quality.months_nil;
	json["months_overdue"] = quality.months_overdue;
	json["owing"] = Json::array();
	for (const OwingTeam& team : quality.owing)
	{
		json["owing"].push_back(
			{{"team", team.team}, {"name", team.name}, {"area_name", team.area_name}, {"months_overdue", team.months_overdue}});
	}
	json["areas_without_team"] = Json::array();
	for (const AreaName& area : quality.areas_without_team)
	{
		json["areas_without_team"].push_back({{"area", area.area}, {"name", area.name}});
	}
	return json;
}

} // namespace bajin::reports
