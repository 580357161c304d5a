#include "tools/demo/visit.hpp"

#include <algorithm>
#include <numeric>

namespace bajin::demo
{

namespace
{

constexpr std::int64_t lectures_alone = 500; // counted lectures held on their own

struct FateCount
{
	Fate fate = Fate::verified;
	int count = 0;
};

// Of the counted visits; the rest is verified, or left submitted when the reviewers have not come to it.
constexpr std::array<FateCount, 4> told_fates = {{
	{Fate::edited_then_verified, 48},
	{Fate::verified_then_edited, 22},
	{Fate::returned_then_verified, 46},
	{Fate::void_requested, 4},
}};

constexpr int left_returned_count = 17;
constexpr int deleted_count = 13;
constexpr int duplicate_count = 21;
constexpr int joint_count = 19;

void add_crowd_visits(std::vector<Draft>& drafts, const Scene& scene, Random& random)
{
	for (const CrowdPlace& place : crowd_places())
	{
		for (int year = place.first_year; year <= published::last_year; year += place.every)
		{
			drafts.push_back(write_crowd_visit(scene, place, year, random));
		}
	}
}

struct Portion
{
	EventKind kind = EventKind::session;
	std::int64_t total = 0;
	std::int64_t least = 0; // of a county and venue type
};

void add_visits(std::vector<Draft>& drafts, const Scene& scene, const Portion& portion, Random& random)
{
	std::vector<int> county_weights;
	for (const County& county : counties()) { county_weights.push_back(county.sessions); }
	const std::vector<std::int64_t> by_county = share_out(portion.total, county_weights, portion.least);
	for (std::size_t county = 0; county < counties().size(); ++county)
	{
		const auto& types = counties()[county].types;
		const std::vector<std::int64_t> by_type = share_out(by_county[county], std::vector<int>(types.begin(), types.end()), portion.least);
		for (std::size_t type = 0; type < by_type.size(); ++type)
		{
			for (std::int64_t i = 0; i < by_type[type]; ++i) { drafts.push_back(write_visit(scene, portion.kind, county, type, random)); }
		}
	}
}

void decide_fates(std::vector<Draft>& drafts, Random& random)
{
	const Date late = make_date(2015, 11, 20);
	std::vector<std::size_t> order(drafts.size());
	std::iota(order.begin(), order.end(), std::size_t{0});
	random.shuffle(order);
	std::size_t next = 0;
	for (const FateCount& told : told_fates)
	{
		for (int i = 0; i < told.count; ++i)
		{
			// The large occasions go straight through: a reviewer was there.
			while (drafts[order[next]].crowd) { ++next; }
			drafts[order[next]].fate = told.fate;
			++next;
		}
	}
	for (; next < order.size(); ++next)
	{
		Draft& draft = drafts[order[next]];
		draft.fate = !draft.crowd && random.percent(draft.day >= late ? 50 : 3) ? Fate::left_submitted : Fate::verified;
	}
}

// One more visit of the kind that a reviewer or the team itself takes out again.
void add_uncounted(std::vector<Draft>& drafts, const Scene& scene, Fate fate, Random& random)
{
	const std::size_t county = random.below(counties().size());
	const std::size_t type = random.weighted(counties()[county].types);
	const EventKind kind = random.percent(30) ? EventKind::lecture : EventKind::session;
	Draft draft = write_visit(scene, kind, county, type, random);
	draft.fate = fate;
	drafts.push_back(std::move(draft));
}

// A visit that is counted from its first push on, so that others can be attached to it at any time.
std::size_t choose_original(const std::vector<Draft>& drafts, std::size_t counted, bool crowd, Random& random)
{
	for (;;)
	{
		const std::size_t position = random.below(counted);
		const Draft& draft = drafts[position];
		if ((draft.fate == Fate::verified || draft.fate == Fate::edited_then_verified) && draft.crowd == crowd &&
			draft.kind == EventKind::session)
		{
			return position;
		}
	}
}

void add_duplicate(std::vector<Draft>& drafts, const Scene& scene, std::size_t counted, Random& random)
{
	const std::size_t original = choose_original(drafts, counted, false, random);
	Draft draft = drafts[original];
	draft.fate = Fate::duplicate;
	draft.of = original;
	draft.note.clear();
	draft.host.clear();
	const std::vector<std::string>& members = scene.cast.teams[draft.team].members;
	draft.recorded_by = members[0] == draft.recorded_by ? members[1] : members[0];
	draft.place = random.percent(50) ? draft.place : "";
	stamp(draft, random);
	drafts.push_back(std::move(draft));
}

void add_joint(std::vector<Draft>& drafts, const Scene& scene, std::size_t counted, Random& random)
{
	const std::size_t original = choose_original(drafts, counted, random.percent(75), random);
	Draft draft = drafts[original];
	draft.fate = Fate::joint;
	draft.of = original;
	draft.host.clear();
	const std::vector<std::size_t>& teams = scene.cast.counties[draft.county].teams;
	while (draft.team == drafts[original].team)
	{
		draft.team = random.percent(25) ? random.pick(scene.cast.prefecture_teams) : random.pick(teams);
	}
	draft.adds.materials = random.percent(85);
	draft.adds.lectures = random.percent(50);
	draft.adds.consultations = !draft.adds.materials || random.percent(40);
	cast_people(draft, scene.cast, random);
	stamp(draft, random);
	drafts.push_back(std::move(draft));
}

} // namespace

std::vector<std::int64_t> share_out(std::int64_t total, const std::vector<int>& weights, std::int64_t least)
{
	const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
	const std::int64_t free = total - least * static_cast<std::int64_t>(weights.size());
	BAJIN_ASSERT(sum > 0 && free >= 0);
	std::vector<std::int64_t> shares;
	std::vector<std::size_t> order(weights.size());
	std::iota(order.begin(), order.end(), std::size_t{0});
	for (const int weight : weights) { shares.push_back(least + free * weight / sum); }
	std::ranges::stable_sort(
		order, [&](std::size_t left, std::size_t right) { return free * weights[left] % sum > free * weights[right] % sum; });
	std::int64_t left_over = total - std::accumulate(shares.begin(), shares.end(), std::int64_t{0});
	for (std::size_t i = 0; left_over > 0; ++i, --left_over) { ++shares[order[i]]; }
	return shares;
}

std::vector<Draft> draft_visits(const Cast& cast, const AreaTree& areas, const Vocabulary& vocabulary, Random& random)
{
	const Scene scene{cast, areas, vocabulary};
	std::vector<Draft> drafts;
	add_crowd_visits(drafts, scene, random);
	const std::int64_t sessions = published::sessions - static_cast<std::int64_t>(drafts.size());
	add_visits(drafts, scene, {.kind = EventKind::session, .total = sessions, .least = 1}, random);
	add_visits(drafts, scene, {.kind = EventKind::lecture, .total = lectures_alone, .least = 0}, random);
	decide_fates(drafts, random);

	const std::size_t counted = drafts.size();
	for (int i = 0; i < left_returned_count; ++i) { add_uncounted(drafts, scene, Fate::left_returned, random); }
	for (int i = 0; i < deleted_count; ++i) { add_uncounted(drafts, scene, Fate::deleted, random); }
	for (int i = 0; i < duplicate_count; ++i) { add_duplicate(drafts, scene, counted, random); }
	for (int i = 0; i < joint_count; ++i) { add_joint(drafts, scene, counted, random); }
	return drafts;
}

} // namespace bajin::demo
