// What waits for a coordinator, made out of visits that were drafted as ordinary ones.
#include "tools/demo/visit.hpp"

#include <algorithm>
#include <set>

namespace bajin::demo
{

namespace
{

struct Echo
{
	std::string_view county;
	std::string_view venue_type;
	int first_month = 1; // of 2015, and on
	int teams = 1;       // 1: the same team logged it twice; else so many teams at one event
};
constexpr std::array echoes = {
	Echo{"410423", "village", 10, 1},   Echo{"410423", "school", 10, 1},   Echo{"410423", "village", 10, 2},
	Echo{"410423", "community", 4, 3},  Echo{"410402", "community", 1, 1}, Echo{"410422", "village", 4, 1},
	Echo{"410482", "school", 3, 1},     Echo{"410421", "village", 5, 2},   Echo{"410425", "village", 6, 1},
	Echo{"410481", "enterprise", 1, 2},
};

struct Clash
{
	std::string_view county;
	int first_month = 1; // of 2015, and on
};
constexpr std::array clashes = {Clash{"410423", 9}, Clash{"410423", 10}, Clash{"410402", 9}, Clash{"410422", 9}, Clash{"410482", 9}};
constexpr std::array<std::string_view, 5> counties_refused = {"410423", "410423", "410423", "410402", "410425"};

// A school or firm that teams go to again and again and that nobody has entered in the register.
struct UnregisteredPlace
{
	std::string_view township;
	std::string_view venue_type;
	std::string_view name;
	int visits = 0;
};
constexpr std::array unregistered_places = {
	UnregisteredPlace{"410423106", "school", "瓦屋镇育才学校", 4},
	UnregisteredPlace{"410423104", "enterprise", "张良镇宏远姜制品加工厂", 3},
	UnregisteredPlace{"410422101", "school", "任店镇启明双语学校", 3},
	UnregisteredPlace{"410482101", "enterprise", "寄料镇兴达建材有限公司", 3},
};

class Enricher
{
public:
	Enricher(std::vector<Draft>& drafts, const Scene& scene, Random& random) : drafts_(drafts), scene_(scene), random_(random)
	{
		for (const QuietTeam& quiet : quiet_teams()) { quiet_.emplace(position_of(scene.cast, quiet), quiet.last_visit); }
		for (std::size_t i = 0; i < drafts.size(); ++i)
		{
			if (drafts[i].of)
			{
				// What others are attached to stays as it is.
				taken_.insert(*drafts[i].of);
				taken_.insert(i);
			}
		}
	}

	void run()
	{
		quieten();
		for (const Echo& echo : echoes) { add_echo(echo); }
		for (const Clash& clash : clashes)
		{
			const auto fits = [&](const Draft& draft)
			{ return draft.county == county_position(clash.county) && is_of_2015(draft, clash.first_month); };
			drafts_[choose(fits)].fate = Fate::edited_in_conflict;
		}
		for (const UnregisteredPlace& place : unregistered_places) { move_to(place); }
		for (const std::string_view county : counties_refused) { add_refused(county_position(county)); }
	}

private:
	[[nodiscard]] bool is_quiet(std::size_t team, Date day) const
	{
		const auto found = quiet_.find(team);
		return found != quiet_.end() && day > found->second;
	}

	static bool is_of_2015(const Draft& draft, int first_month)
	{
		return draft.day >= make_date(2015, first_month, 1) && draft.day <= make_date(2015, 12, 18);
	}

	// An ordinary visit that counts and that nothing else is made of, for which it holds, or else for which the second does.
	// It is taken then.
	template <class Fits, class OrElse>
	std::size_t choose(Fits fits, OrElse or_else)
	{
		std::vector<std::size_t> fitting;
		std::vector<std::size_t> others;
		for (std::size_t i = 0; i < drafts_.size(); ++i)
		{
			const Draft& draft = drafts_[i];
			const bool is_plain = draft.fate == Fate::verified || draft.fate == Fate::left_submitted;
			if (!is_plain || draft.crowd || taken_.contains(i)) { continue; }
			if (fits(draft)) { fitting.push_back(i); }
			else if (or_else(draft)) { others.push_back(i); }
		}
		const std::vector<std::size_t>& candidates = fitting.empty() ? others : fitting;
		BAJIN_ASSERT(!candidates.empty());
		const std::size_t chosen = random_.pick(candidates);
		taken_.insert(chosen);
		return chosen;
	}

	template <class Fits>
	std::size_t choose(Fits fits)
	{
		return choose(fits, [](const Draft&) { return false; });
	}

	// Others of the county went where the silent team would have gone.
	void quieten()
	{
		for (Draft& draft : drafts_)
		{
			if (!is_quiet(draft.team, draft.day)) { continue; }
			std::vector<std::size_t> others;
			for (const std::size_t team : scene_.cast.counties[draft.county].teams)
			{
				if (!quiet_.contains(team) && (!draft.of || drafts_[*draft.of].team != team)) { others.push_back(team); }
			}
			draft.team = others.empty() ? scene_.cast.prefecture_teams.front() : random_.pick(others);
			draft.team = draft.fate == Fate::duplicate ? drafts_[*draft.of].team : draft.team;
			cast_people(draft, scene_.cast, random_);
		}
	}

	void move_to(const UnregisteredPlace& place)
	{
		const std::size_t county = county_position(place.township.substr(0, 6));
		const std::size_t type = type_position(place.venue_type);
		for (int i = 0; i < place.visits; ++i)
		{
			Draft& draft =
				drafts_[choose([&](const Draft& candidate)
							   { return candidate.county == county && candidate.type == type && year_of(candidate.day) >= 2013; })];
			draft.area = place.township;
			draft.venue_id.clear();
			draft.place = place.name;
			draft.location.reset();
			draft.host = draft.host.empty() ? "" : draft.place;
			draft.title = write_title(scene_, draft, {}, random_);
		}
	}

	// Takes the place of another visit of the county, so that there are not more of them.
	std::size_t choose_to_replace(std::size_t county)
	{
		return choose(
			[&](const Draft& draft)
			{
				const auto alike = [&](const Draft& other)
				{ return other.county == county && other.type == draft.type && other.kind == draft.kind && is_counted(other.fate); };
				return draft.county == county && draft.kind == EventKind::session && year_of(draft.day) < 2015 &&
					   std::ranges::count_if(drafts_, alike) > 8;
			});
	}

	void add_echo(const Echo& echo)
	{
		const std::size_t county = county_position(echo.county);
		const auto is_near = [&](const Draft& draft)
		{
			return draft.county == county && draft.type != other_type && draft.kind == EventKind::session &&
				   is_of_2015(draft, echo.first_month) && !is_prefecture_team(draft.team);
		};
		const auto fits = [&](const Draft& draft) { return is_near(draft) && draft.type == type_position(echo.venue_type); };
		const std::size_t original = choose(fits, is_near);
		drafts_[original].fate = Fate::left_submitted;
		std::set<std::size_t> teams = {drafts_[original].team};
		std::set<std::string> titles = {drafts_[original].title};
		for (int i = 0; i < std::max(1, echo.teams - 1); ++i)
		{
			Draft again = drafts_[original];
			again.echo_of = original;
			again.note.clear();
			again.host.clear();
			again.title = write_title(scene_, again, titles, random_);
			titles.insert(again.title);
			again.start_minute += 15 * static_cast<int>(random_.between(-1, 2));
			again.end_minute += 15 * static_cast<int>(random_.between(0, 2));
			if (again.location)
			{
				again.location->latitude += static_cast<std::int32_t>(random_.between(-6, 6));
				again.location->longitude += static_cast<std::int32_t>(random_.between(-6, 6));
			}
			if (echo.teams == 1) { log_by_another_member(again); }
			else { log_by_another_team(again, teams); }
			stamp(again, random_);
			drafts_[choose_to_replace(county)] = std::move(again);
		}
	}

	[[nodiscard]] bool is_prefecture_team(std::size_t team) const
	{
		return std::ranges::find(scene_.cast.prefecture_teams, team) != scene_.cast.prefecture_teams.end();
	}

	void log_by_another_member(Draft& again)
	{
		const std::vector<std::string>& members = scene_.cast.teams[again.team].members;
		again.recorded_by = members[0] == again.recorded_by ? members[1] : members[0];
		std::ranges::reverse(again.speakers);
		const bool in_village = venue_type_codes[again.type] == "village" || venue_type_codes[again.type] == "community";
		again.place = in_village ? std::string(random_.pick(spots(venue_type_codes[again.type]))) : again.place;
		again.organizers.resize(1);
	}

	void log_by_another_team(Draft& again, std::set<std::size_t>& teams)
	{
		std::vector<std::size_t> others;
		for (const std::size_t team : scene_.cast.counties[again.county].teams)
		{
			if (!teams.contains(team) && !is_quiet(team, again.day)) { others.push_back(team); }
		}
		BAJIN_ASSERT(!others.empty());
		again.team = random_.pick(others);
		teams.insert(again.team);
		cast_people(again, scene_.cast, random_);
	}

	void add_refused(std::size_t county)
	{
		for (;;)
		{
			Draft draft = write_visit(scene_, EventKind::session, county, random_.weighted(counties()[county].types), random_);
			if (is_of_2015(draft, 9) && !is_quiet(draft.team, draft.day))
			{
				draft.fate = Fate::rejected;
				drafts_.push_back(std::move(draft));
				return;
			}
		}
	}

	std::vector<Draft>& drafts_;
	Scene scene_;
	Random& random_;
	std::map<std::size_t, Date> quiet_; // by position of the team
	std::set<std::size_t> taken_;       // positions
};

} // namespace

void enrich(std::vector<Draft>& drafts, const Cast& cast, const AreaTree& areas, const Vocabulary& vocabulary, Random& random)
{
	Enricher(drafts, {cast, areas, vocabulary}, random).run();
}

} // namespace bajin::demo
