#include "server/reports/report.hpp"

#include "server/figures/tally.hpp"
#include "server/reports/estimates.hpp"
#include "server/reports/submissions.hpp"
#include "server/store/settings_store.hpp"
#include "server/store/team_store.hpp"

#include <algorithm>

namespace bajin::reports
{

namespace
{

const Metrics& find_metrics(const std::map<AreaId, Counts>& counts, AreaId area, Basis basis)
{
	static const Metrics none;
	const auto found = counts.find(area);
	return found == counts.end() ? none : found->second.on(basis);
}

// `sums` are those of the query: only the other attribution is summed here.
Attributions compute_attributions(store::Reader& reader, const figures::FigureQuery& query, const figures::Tally& sums)
{
	const bool is_by_area = query.attribution == figures::Attribution::area;
	figures::FigureQuery other_query = query;
	other_query.attribution = is_by_area ? figures::Attribution::team : figures::Attribution::area;
	const figures::Tally other = figures::tally(reader, other_query);
	const figures::Tally& by_area = is_by_area ? sums : other;
	const figures::Tally& by_team = is_by_area ? other : sums;
	Attributions attributions;
	attributions.by_area = by_area.total.on(query.basis);
	attributions.by_team = by_team.total.on(query.basis);
	const AreaTree& areas = reader.reference()->areas;
	const auto add = [&](AreaId id)
	{
		AttributionRow row;
		row.area = areas.at(id).code;
		row.name = areas.at(id).name;
		row.by_area = find_metrics(by_area.by_area, id, query.basis);
		row.by_team = find_metrics(by_team.by_area, id, query.basis);
		if (row.by_area != Metrics{} || row.by_team != Metrics{}) { attributions.rows.push_back(std::move(row)); }
	};
	for (const AreaId child : areas.children(query.area)) { add(child); }
	add(query.area);
	return attributions;
}

std::int64_t count_members(store::Reader& reader, const Uuid& team, const DateSpan& days)
{
	std::int64_t members = 0;
	for (const store::TeamMember& member : store::list_team_members(reader.database(), team))
	{
		const bool is_in_period = (!member.from || *member.from <= days.last) && (!member.to || *member.to >= days.first);
		members += is_in_period ? 1 : 0;
	}
	return members;
}

TeamSummary summarize_teams(store::Reader& reader, const figures::Statistics& statistics, const std::vector<store::Team>& teams)
{
	const figures::FigureQuery& query = statistics.query;
	const auto events_of = [&](const std::string& team)
	{
		const auto row = std::ranges::find(statistics.by_team, std::optional(team), &figures::StatisticsRow::key);
		return row == statistics.by_team.end() ? 0 : row->metrics[Metric::events];
	};
	TeamSummary summary;
	for (const store::Team& team : teams)
	{
		if (reader.reference()->areas.contains(query.area, team.area))
		{
			const std::int64_t members = count_members(reader, team.id, query.period.days);
			++summary.teams;
			summary.members += members;
			summary.by_team.emplace(to_string(team.id), members);
			const Area& area = reader.reference()->areas.at(team.area);
			summary.roster.push_back({to_string(team.id), team.name, area.name, members, events_of(to_string(team.id))});
		}
	}
	for (const figures::StatisticsRow& row : statistics.by_team)
	{
		summary.active_teams += summary.by_team.contains(*row.key) && row.metrics[Metric::events] > 0 ? 1 : 0;
	}
	return summary;
}

Json attributions_json(const Attributions& attributions)
{
	Json json;
	json["by_area"] = figures::metrics_json(attributions.by_area);
	json["by_team"] = figures::metrics_json(attributions.by_team);
	json["agree"] = attributions.by_area == attributions.by_team;
	json["rows"] = Json::array();
	for (const AttributionRow& row : attributions.rows)
	{
		json["rows"].push_back(
			{{"area", row.area},
			 {"name", row.name},
			 {"by_area", figures::metrics_json(row.by_area)},
			 {"by_team", figures::metrics_json(row.by_team)}});
	}
	return json;
}

Json targets_json(const Report& report)
{
	if (!report.targets) { return nullptr; }
	const auto percent = [](std::int64_t reached, std::int64_t of)
	{
		const auto of_target = percentage(reached, of);
		return of_target ? Json(*of_target) : Json(nullptr);
	};
	Json list = Json::array();
	for (const YearTargets& of_year : *report.targets)
	{
		Json rows = Json::array();
		for (const figures::TargetProgress& row : of_year.rows)
		{
			Json json = to_json(row, report.reference->areas, report.team_names);
			json["percent_of_initial"] = percent(row.reached, *row.initial.value);
			json["percent_of_current"] = row.current ? percent(row.reached, *row.current->value) : Json(nullptr);
			rows.push_back(std::move(json));
		}
		list.push_back({{"year", of_year.year}, {"rows", std::move(rows)}});
	}
	return list;
}

Json teams_json(const Report& report)
{
	Json json = {{"teams", report.teams.teams}, {"active_teams", report.teams.active_teams}, {"members", report.teams.members}};
	json["members_by_team"] = Json::array();
	for (const figures::StatisticsRow& row : report.statistics.by_team)
	{
		const auto found = report.teams.by_team.find(*row.key);
		if (found != report.teams.by_team.end())
		{
			json["members_by_team"].push_back({{"team", *row.key}, {"name", row.name}, {"members", found->second}});
		}
	}
	return json;
}

// What the counties handed upward beside what their records say now.
Json describe_submissions(store::Reader& reader, const figures::FigureQuery& query, const Attributions& attributions)
{
	const AreaTree& areas = reader.reference()->areas;
	const Submissions submissions = find_submissions(reader, {query.area, query.period.days, query.basis});
	if (!submissions.own && submissions.rows.empty()) { return nullptr; }
	const auto live = [&](AreaId area)
	{
		const auto row = std::ranges::find(attributions.rows, areas.at(area).code, &AttributionRow::area);
		return area == query.area ? attributions.by_area : row == attributions.rows.end() ? Metrics() : row->by_area;
	};
	return to_json(reader, submissions, live);
}

Json estimates_json(const Report& report)
{
	if (report.estimates.empty()) { return nullptr; }
	Json json = {{"year", report.estimates.front().year}, {"rows", Json::array()}};
	for (const store::Estimate& estimate : report.estimates)
	{
		Json row = to_json(estimate);
		row["so_far"] = report.statistics.totals[*parse_estimated_metric(estimate.metric)];
		json["rows"].push_back(std::move(row));
	}
	return json;
}

} // namespace

Report compute_report(store::Reader& reader, const figures::FigureQuery& query, const DateSpan& visible)
{
	const store::Settings settings = store::find_settings(reader.database());
	const std::vector<store::Team> teams = store::list_teams(reader.database());
	const figures::Tally sums = figures::tally(reader, query);
	Report report;
	report.reference = reader.reference();
	for (const store::Team& team : teams) { report.team_names.emplace(team.id, team.name); }
	report.cover = find_cover(reader.database(), reader.reference()->areas, query.area);
	report.statistics = figures::compute_statistics(reader, query, sums);
	report.coverage = figures::compute_coverage(reader, query, settings.silent_after);
	report.attributions = compute_attributions(reader, query, sums);
	report.comparison = compute_comparison(reader, query, visible);
	report.targets = compute_year_targets(reader, query);
	report.teams = summarize_teams(reader, report.statistics, teams);
	report.quality = compute_data_quality(reader, report.statistics);
	report.estimates = estimates_shown(reader.database(), query.area, query.period.days);
	report.submissions = describe_submissions(reader, query, report.attributions);
	return report;
}

Json to_json(const Report& report)
{
	Json json = to_json(report.statistics);
	json["cover"] = to_json(report.cover);
	json["is_draft"] = !report.estimates.empty();
	json["estimates"] = estimates_json(report);
	json["submissions"] = report.submissions;
	Json coverage = to_json(report.coverage);
	json["coverage"] = {{"venue_types", coverage["venue_types"]}, {"rows", coverage["rows"]}, {"total", coverage["total"]}};
	json["attributions"] = attributions_json(report.attributions);
	json["comparison"] = report.comparison ? to_json(*report.comparison, report.statistics.totals) : Json(nullptr);
	json["targets"] = targets_json(report);
	json["teams"] = teams_json(report);
	json["quality"] = to_json(report.quality);
	return json;
}

} // namespace bajin::reports
