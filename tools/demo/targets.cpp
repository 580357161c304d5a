#include "tools/demo/draft.hpp"

#include <algorithm>

namespace bajin::demo
{

namespace
{

constexpr std::int64_t year_count = published::last_year - published::first_year + 1;

// Of 2015, in summer: a few cells were set anew.
struct Change
{
	std::string_view county;
	std::string_view venue_type;
	std::int64_t percent = 100; // of the value before
	std::string_view reason;
};
constexpr std::array changes = {
	Change{"410423", "village", 140, "“六五”普法迎检，进乡村任务增加"},
	Change{"410423", "school", 120, "秋季学期增设法制第一课"},
	Change{"410482", "village", 130, "“六五”普法迎检，进乡村任务增加"},
	Change{"410404", "school", 300, "两所学校并入，任务重新核定"},
	Change{"410422", "community", 60, "社区合并，任务核减"},
};

// Of 2015: more was asked for than anybody came near.
struct Ambition
{
	std::string_view county;
	std::string_view venue_type;
	std::int64_t sessions = 0;
};
constexpr std::array ambitions = {
	Ambition{"410481", "community", 8}, Ambition{"410404", "village", 6}, Ambition{"410423", "institution", 5}};

struct TownshipTarget
{
	std::string_view township;
	std::int64_t sessions = 0;
};
constexpr std::array township_targets = {
	TownshipTarget{"410423101", 2}, TownshipTarget{"410423102", 2}, TownshipTarget{"410423104", 2}, TownshipTarget{"410423105", 3},
	TownshipTarget{"410423106", 2}, TownshipTarget{"410423107", 1}, TownshipTarget{"410423209", 2}, TownshipTarget{"410423214", 1},
};

class TargetSetter
{
public:
	TargetSetter(const std::vector<Draft>& drafts, const Cast& cast) : drafts_(drafts), cast_(cast) {}

	std::vector<Target> run()
	{
		for (std::size_t county = 0; county < counties().size(); ++county)
		{
			for (int year = published::first_year; year <= published::last_year; ++year)
			{
				set_sessions(county, year);
				set_lectures(county, year);
			}
			set_villages(county);
		}
		set_townships();
		set_teams();
		for (const Change& change : changes) { change_cell(change); }
		std::ranges::stable_sort(targets_, {}, &Target::at);
		return std::move(targets_);
	}

private:
	Target of_county(std::size_t county, int year) const
	{
		Target target;
		target.area = std::string(counties()[county].code);
		target.year = year;
		target.from = make_date(year, 1, 1);
		target.document_no = "平普法〔" + std::to_string(year) + "〕3号";
		target.at = shanghai_midnight(make_date(year, 1, 12)) + std::chrono::hours(10);
		target.actor = std::string(prefecture_coordinator);
		return target;
	}

	void set_sessions(std::size_t county, int year)
	{
		for (std::size_t type = 0; type < other_type; ++type)
		{
			const auto here = [&](const Draft& draft)
			{ return draft.county == county && draft.type == type && draft.kind == EventKind::session && is_counted(draft.fate); };
			const std::int64_t mean = (std::ranges::count_if(drafts_, here) + year_count - 1) / year_count;
			Target target = of_county(county, year);
			target.venue_type = std::string(venue_type_codes[type]);
			// What is asked for grows over the five years.
			target.value = std::max<std::int64_t>(1, mean * (85 + 8 * (year - published::first_year)) / 100);
			for (const Ambition& ambition : ambitions)
			{
				const bool is_it =
					year == published::last_year && target.area == ambition.county && target.venue_type == ambition.venue_type;
				target.value = is_it ? ambition.sessions : target.value;
			}
			targets_.push_back(std::move(target));
		}
	}

	void set_lectures(std::size_t county, int year)
	{
		std::int64_t held = 0;
		for (const Draft& draft : drafts_)
		{
			held += draft.county == county && is_counted(draft.fate) ? static_cast<std::int64_t>(draft.lectures.size()) : 0;
		}
		Target target = of_county(county, year);
		target.metric = "women_children_lectures";
		target.value = std::max<std::int64_t>(5, held * (80 + 6 * (year - published::first_year)) / 100 / year_count / 5 * 5);
		targets_.push_back(std::move(target));
	}

	// Every village once in five years was hoped for.
	void set_villages(std::size_t county)
	{
		const auto villages = static_cast<std::int64_t>(cast_.counties[county].villages.size());
		Target target = of_county(county, published::last_year);
		target.venue_type = "village";
		target.metric = "places_visited";
		target.value = std::max<std::int64_t>(2, villages / 5);
		targets_.push_back(std::move(target));
	}

	void set_townships()
	{
		const std::size_t county = county_position("410423");
		for (const TownshipTarget& wanted : township_targets)
		{
			Target target = of_county(county, published::last_year);
			target.area = std::string(wanted.township);
			target.venue_type = "village";
			target.value = wanted.sessions;
			target.document_no = "鲁普法〔2015〕2号";
			target.at += std::chrono::days(16);
			target.actor = std::string(counties()[county].coordinator);
			targets_.push_back(std::move(target));
		}
	}

	void set_teams()
	{
		const std::size_t county = county_position("410423");
		const auto set = [&](std::size_t team, std::string_view metric, std::int64_t value)
		{
			Target target = of_county(county, published::last_year);
			target.area.clear();
			target.team = cast_.teams[cast_.counties[county].teams[team]].id;
			target.metric = std::string(metric);
			target.value = value;
			target.document_no = "鲁普法〔2015〕2号";
			target.at += std::chrono::days(16);
			target.actor = std::string(counties()[county].coordinator);
			targets_.push_back(std::move(target));
		};
		set(0, "sessions", 8);
		set(0, "women_children_lectures", 12);
		set(1, "sessions", 6);
		set(2, "sessions", 5);
		set(3, "sessions", 4);
		set(1, "materials", 12'000);
	}

	void change_cell(const Change& change)
	{
		const auto is_it = [&](const Target& target)
		{
			return target.year == published::last_year && target.area == change.county && target.venue_type == change.venue_type &&
				   target.metric == "sessions";
		};
		Target target = *std::ranges::find_if(targets_, is_it);
		const std::int64_t changed = target.value * change.percent / 100;
		target.value = changed == target.value ? changed + 1 : std::max<std::int64_t>(1, changed);
		target.from = make_date(published::last_year, 7, 1);
		target.document_no = "平普法〔2015〕11号";
		target.reason = std::string(change.reason);
		target.at = shanghai_midnight(make_date(published::last_year, 6, 24)) + std::chrono::hours(15);
		targets_.push_back(std::move(target));
	}

	const std::vector<Draft>& drafts_;
	const Cast& cast_;
	std::vector<Target> targets_;
};

} // namespace

std::vector<Target> set_targets(const std::vector<Draft>& drafts, const Cast& cast)
{
	return TargetSetter(drafts, cast).run();
}

} // namespace bajin::demo
