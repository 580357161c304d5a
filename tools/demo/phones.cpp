// What phones tell besides events: months without any, and of themselves.
#include "tools/demo/draft.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace bajin::demo
{

namespace
{

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// 石龙区 has three teams: what is missing there was not done, or has not been heard of.
const std::array quiet_list = {
	QuietTeam{"410404", 1, make_date(2015, 9, 20), make_date(2015, 10, 19)},
	QuietTeam{"410404", 2, make_date(2015, 10, 8), make_date(2015, 11, 3)},
	QuietTeam{"410423", 4, make_date(2015, 10, 10), make_date(2015, 11, 12)},
	QuietTeam{"410403", 0, make_date(2015, 9, 30), make_date(2015, 10, 27)},
};

using Phone = std::pair<Uuid, std::string>; // team and member

std::set<std::pair<std::size_t, Month>> find_busy_months(const std::vector<Draft>& drafts)
{
	std::set<std::pair<std::size_t, Month>> busy;
	for (const Draft& draft : drafts)
	{
		if (draft.fate != Fate::rejected) { busy.emplace(draft.team, month_of(draft.day)); }
	}
	return busy;
}

// How often in a hundred months without an event the team says so. Dutiful, good, slack, hardly ever; better every year.
int diligence_of(std::size_t team, int year)
{
	constexpr std::array<int, 5> of_team = {95, 85, 70, 45, 8};
	const int habit = of_team[(team * 7) % of_team.size()];
	return habit - habit * (published::last_year - year) / 9;
}

// In the first days of the next month, some weeks late now and then.
Timestamp report_time(Month month, Random& random)
{
	const Timestamp begin = shanghai_midnight(first_day(Month{month.index + 1}));
	const std::int64_t day = random.percent(88) ? random.between(0, 4) : random.between(5, 19);
	return begin + days(day) + hours(random.between(8, 18)) + minutes(random.between(0, 59));
}

std::map<Phone, Timestamp> find_last_words(const Plan& plan)
{
	std::map<Phone, Timestamp> last;
	const auto take = [&last](const Uuid& team, const std::string& member, Timestamp at)
	{
		Timestamp& known = last[{team, member}];
		known = std::max(known, at);
	};
	for (const Step& step : plan.steps)
	{
		if (step.kind != StepKind::review) { take(step.team, step.device_of, step.at); }
	}
	for (const NilReport& report : plan.nil_reports) { take(report.team, report.device_of, report.at); }
	return last;
}

std::vector<std::pair<Phone, Timestamp>> phones_of(const std::map<Phone, Timestamp>& last, const Team& team)
{
	std::vector<std::pair<Phone, Timestamp>> phones;
	for (const auto& [phone, at] : last)
	{
		if (phone.first == team.id) { phones.emplace_back(phone, at); }
	}
	std::ranges::stable_sort(phones, {}, &std::pair<Phone, Timestamp>::second);
	return phones;
}

// None of its phones spoke after that; the last that did still held three events.
void tell_of_quiet(std::vector<PhoneReport>& reports, const QuietTeam& quiet, const std::vector<std::pair<Phone, Timestamp>>& phones)
{
	const Timestamp heard_at = shanghai_midnight(quiet.heard_on) + hours(17) + minutes(40);
	for (const auto& [phone, last] : phones)
	{
		PhoneReport report{phone.first, phone.second, last};
		if (phone == phones.back().first)
		{
			report.heard_at = std::max(last, heard_at);
			report.pending.events = 3;
			report.pending.photos = 2;
			report.pending.oldest = report.heard_at - days(4);
		}
		reports.push_back(std::move(report));
	}
}

} // namespace

std::span<const QuietTeam> quiet_teams()
{
	return quiet_list;
}

std::size_t county_position(std::string_view code)
{
	const auto found = std::ranges::find(counties(), code, &County::code);
	BAJIN_ASSERT(found != counties().end());
	return static_cast<std::size_t>(found - counties().begin());
}

std::size_t position_of(const Cast& cast, const QuietTeam& quiet)
{
	return cast.counties[county_position(quiet.county)].teams[quiet.team];
}

std::vector<NilReport> report_nil_months(const std::vector<Draft>& drafts, const Cast& cast, Random& random)
{
	const auto busy = find_busy_months(drafts);
	const Timestamp end = shanghai_midnight(make_date(published::last_year + 1, 1, 6));
	std::vector<NilReport> reports;
	for (std::size_t team = 0; team < cast.teams.size(); ++team)
	{
		const auto quiet = std::ranges::find_if(quiet_list, [&](const QuietTeam& each) { return position_of(cast, each) == team; });
		const Timestamp silence = quiet == quiet_list.end() ? end : shanghai_midnight(quiet->last_visit);
		for (Month month = month_of(make_date(published::first_year, 1, 1)); month.year() <= published::last_year; ++month.index)
		{
			const bool reports_it = random.percent(diligence_of(team, month.year()));
			NilReport report{report_time(month, random), cast.teams[team].id, cast.teams[team].leader, {}, month};
			report.change_id = make_uuid_v7(report.at.time_since_epoch().count() - 1'000, random.id_bytes());
			if (reports_it && report.at < silence && !busy.contains({team, month})) { reports.push_back(std::move(report)); }
		}
	}
	std::ranges::stable_sort(reports, {}, &NilReport::at);
	return reports;
}

std::vector<PhoneReport> tell_phones(const Plan& plan, const Cast& cast)
{
	const auto last = find_last_words(plan);
	std::vector<PhoneReport> reports;
	for (const QuietTeam& quiet : quiet_list) { tell_of_quiet(reports, quiet, phones_of(last, cast.teams[position_of(cast, quiet)])); }
	// The phone of the first team of the county that spoke least lately, or the one that spoke last.
	const auto pick = [&](std::string_view county, bool newest)
	{
		const auto phones = phones_of(last, cast.teams[cast.counties[county_position(county)].teams.front()]);
		BAJIN_ASSERT(phones.size() > 1);
		return newest ? phones.back() : phones.front();
	};
	const auto [lost, lost_spoke] = pick("410423", false);
	PhoneReport of_lost{lost.first, lost.second, lost_spoke + days(2)};
	of_lost.pending.events = 2;
	of_lost.pending.oldest = of_lost.heard_at - hours(30);
	of_lost.lost_at = of_lost.heard_at + days(9);
	of_lost.revoked_at = of_lost.lost_at;
	reports.push_back(std::move(of_lost));

	const auto [revoked, revoked_spoke] = pick("410422", false);
	PhoneReport of_revoked{revoked.first, revoked.second, revoked_spoke};
	of_revoked.revoked_at = revoked_spoke + days(20);
	reports.push_back(std::move(of_revoked));

	const auto ahead = pick("410421", true).first;
	reports.push_back({.team = ahead.first, .device_of = ahead.second, .heard_at = plan.end, .clock_offset_s = 7'200});
	const auto outdated = pick("410425", true).first;
	reports.push_back({.team = outdated.first, .device_of = outdated.second, .heard_at = plan.end, .app_version = "0.0.4"});
	return reports;
}

} // namespace bajin::demo
