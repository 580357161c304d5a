// Reach and lectures of every visit, and the order of the stages. Materials are in balance_materials.cpp.
#include "tools/demo/balance.hpp"

#include <algorithm>
#include <array>

namespace bajin::demo
{

namespace
{

constexpr std::int64_t reach_intended = 6'752'000; // the crowds are scaled towards it
constexpr std::int64_t crowd_reach_max = 148'000;
constexpr std::size_t lectures_of_one_visit_max = 4;

struct Range
{
	std::int64_t low = 0;
	std::int64_t high = 0;
};

// In the order of venue_type_codes.
constexpr std::array<Range, 9> session_reach = {
	{{40, 380}, {60, 600}, {80, 900}, {180, 2'200}, {80, 900}, {60, 520}, {300, 6'000}, {35, 260}, {500, 6'500}}};
constexpr std::array<Range, 9> lecture_reach = {
	{{25, 150}, {25, 140}, {25, 160}, {60, 420}, {40, 220}, {30, 180}, {20, 90}, {30, 150}, {25, 120}}};
constexpr Range busy_square = {1'500, 5'500};

std::int64_t rounded(std::int64_t value, std::int64_t step)
{
	return std::max(step, (value + step / 2) / step * step);
}

void give_reach(Draft& draft, Random& random)
{
	Range range = draft.kind == EventKind::lecture ? lecture_reach[draft.type] : session_reach[draft.type];
	const bool square = draft.kind == EventKind::session && venue_type_codes[draft.type] == "community" && random.percent(12);
	range = square ? busy_square : range;
	const std::int64_t total = random.around(range.low, range.high);
	if (draft.kind == EventKind::lecture || (total < 160 && random.percent(50)))
	{
		draft.reach.method = random.percent(75) ? ReachMethod::signed_in : ReachMethod::counted;
		draft.reach.total = total;
	}
	else if (total < 1'000 && random.percent(60))
	{
		draft.reach.method = ReachMethod::counted;
		draft.reach.total = random.percent(50) ? total : rounded(total, 5);
	}
	else
	{
		draft.reach.method = ReachMethod::estimated;
		draft.reach.total = rounded(total, total < 1'000 ? 10 : 50);
	}
}

void scale_crowds(std::vector<Draft>& drafts)
{
	std::int64_t crowds = 0;
	std::int64_t others = 0;
	for (const Draft& draft : drafts) { (draft.crowd ? crowds : others) += is_counted(draft.fate) ? draft.reach.total : 0; }
	for (Draft& draft : drafts)
	{
		if (draft.crowd)
		{
			const std::int64_t scaled = draft.reach.total * (reach_intended - others) / crowds;
			draft.reach.total = rounded(std::min(scaled, crowd_reach_max), 200);
			draft.reach.method = ReachMethod::estimated;
		}
	}
}

struct Shares
{
	Range women;    // in a thousand
	Range children; // in a thousand
};

Shares shares_of(const Draft& draft)
{
	const std::string_view type = venue_type_codes[draft.type];
	if (type == "school")
	{
		return draft.audience == Audience::women_first ? Shares{{180, 320}, {480, 640}} : Shares{{20, 60}, {860, 935}};
	}
	if (type == "barracks") { return draft.audience == Audience::women_first ? Shares{{300, 480}, {20, 90}} : Shares{{50, 140}, {30, 90}}; }
	const bool office = type == "agency" || type == "enterprise" || type == "institution";
	switch (draft.audience)
	{
	case Audience::women_first:
		return office ? Shares{{480, 820}, {10, 40}} : Shares{{480, 720}, {60, 170}};
	case Audience::children_first:
		return office ? Shares{{380, 520}, {220, 360}} : Shares{{240, 360}, {340, 560}};
	case Audience::everyone:
		break;
	}
	return office ? Shares{{300, 520}, {10, 40}} : Shares{{360, 500}, {70, 190}};
}

void divide_reach(Draft& draft, Random& random)
{
	const Shares shares = shares_of(draft);
	const auto part = [&](const Range& range) { return draft.reach.total * random.between(range.low, range.high) / 1'000; };
	draft.reach.women = part(shares.women);
	draft.reach.children = part(shares.children);
	if (draft.crowd)
	{
		draft.reach.women -= draft.reach.women % 100;
		draft.reach.children -= draft.reach.children % 100;
	}
}

bool counts_as_women_or_children(const Vocabulary& vocabulary, std::string_view audience)
{
	const Code* code = vocabulary.find(CodeList::audiences, audience);
	return code != nullptr && (code->counts_as_women || code->counts_as_children);
}

std::string choose_audience(const Draft& draft, const Vocabulary& vocabulary, Random& random)
{
	constexpr std::array<std::string_view, 5> women = {"women", "women", "women", "women", "women_children"};
	constexpr std::array<std::string_view, 4> pupils = {"children", "students", "left_behind_children", "children"};
	constexpr std::array<std::string_view, 4> mixed = {"women", "women", "women_children", "children"};
	Texts candidates = draft.audience == Audience::women_first ? Texts(women) : Texts(mixed);
	if (venue_type_codes[draft.type] == "school" || draft.audience == Audience::children_first) { candidates = pupils; }
	if (venue_type_codes[draft.type] == "barracks") { candidates = Texts(women).first(1); }
	const std::string_view chosen = random.pick(candidates);
	return std::string(counts_as_women_or_children(vocabulary, chosen) ? chosen : candidates.front());
}

std::string other_audience(const Draft& draft, Random& random)
{
	constexpr std::array<std::string_view, 9> by_type = {"officials", "farmers", "elderly",  "parents", "workers",
														 "workers",   "workers", "soldiers", "farmers"};
	return random.percent(60) ? std::string(by_type[draft.type]) : std::string("general");
}

void add_lecture(Draft& draft, std::string audience, const Vocabulary& vocabulary, Random& random)
{
	LectureEntry lecture;
	const bool children = audience == "children" || audience == "students" || audience == "left_behind_children";
	const Code* code = vocabulary.find(CodeList::audiences, audience);
	const Audience group = children                                   ? Audience::children_first
						   : code != nullptr && code->counts_as_women ? Audience::women_first
																	  : Audience::everyone;
	lecture.audience = std::move(audience);
	const auto topics = known_codes(vocabulary, CodeList::topics, lecture_topics(group), draft.day);
	if (!topics.empty()) { lecture.topic = random.pick(topics); }
	draft.lectures.push_back(std::move(lecture));
}

bool adds_lectures(const Draft& draft)
{
	return is_counted(draft.fate) || (draft.fate == Fate::joint && draft.adds.lectures);
}

std::int64_t women_children_lectures(const Draft& draft, const Vocabulary& vocabulary)
{
	return std::ranges::count_if(
		draft.lectures, [&](const LectureEntry& lecture) { return counts_as_women_or_children(vocabulary, lecture.audience); });
}

void give_lectures(Draft& draft, const Vocabulary& vocabulary, Random& random)
{
	constexpr std::array<int, 4> of_session = {27, 42, 22, 9};
	constexpr std::array<int, 4> of_crowd = {62, 30, 8, 0};
	std::size_t count =
		draft.kind == EventKind::lecture ? (random.percent(12) ? 2 : 1) : random.weighted(draft.crowd ? of_crowd : of_session);
	const bool lecture_for_others = draft.kind == EventKind::lecture && draft.audience == Audience::everyone && random.percent(35);
	if (lecture_for_others)
	{
		add_lecture(draft, other_audience(draft, random), vocabulary, random);
		count = 0;
	}
	if (venue_type_codes[draft.type] == "barracks" && draft.audience != Audience::women_first)
	{
		add_lecture(draft, "soldiers", vocabulary, random);
		count = 0;
	}
	for (std::size_t i = 0; i < count; ++i) { add_lecture(draft, choose_audience(draft, vocabulary, random), vocabulary, random); }
	if (draft.kind == EventKind::session && venue_type_codes[draft.type] != "barracks" && random.percent(14))
	{
		add_lecture(draft, other_audience(draft, random), vocabulary, random);
	}
}

// One lecture more here, one less there, until the counted ones are exactly as many as were published.
void fit_lectures(std::vector<Draft>& drafts, const Vocabulary& vocabulary, Random& random)
{
	std::int64_t missing = published::women_children_lectures;
	for (const Draft& draft : drafts) { missing -= adds_lectures(draft) ? women_children_lectures(draft, vocabulary) : 0; }
	while (missing != 0)
	{
		Draft& draft = drafts[random.below(drafts.size())];
		const std::int64_t held = women_children_lectures(draft, vocabulary);
		if (!is_counted(draft.fate) || draft.kind != EventKind::session || draft.crowd || draft.echo_of || held == 0) { continue; }
		if (missing > 0 && draft.lectures.size() < lectures_of_one_visit_max)
		{
			add_lecture(draft, choose_audience(draft, vocabulary, random), vocabulary, random);
			--missing;
		}
		else if (missing < 0 && counts_as_women_or_children(vocabulary, draft.lectures.back().audience))
		{
			draft.lectures.pop_back();
			++missing;
		}
	}
}

void give_attendance(Draft& draft, const Vocabulary& vocabulary, Random& random)
{
	for (LectureEntry& lecture : draft.lectures)
	{
		const Code* code = vocabulary.find(CodeList::audiences, lecture.audience);
		const bool women = code != nullptr && code->counts_as_women;
		const bool children = code != nullptr && code->counts_as_children;
		std::int64_t people = (women ? draft.reach.women : 0) + (children ? draft.reach.children : 0);
		people = women || children ? people : draft.reach.total - draft.reach.women / 2 - draft.reach.children;
		const bool alone = draft.kind == EventKind::lecture && draft.lectures.size() == 1;
		const std::int64_t room = venue_type_codes[draft.type] == "school" ? random.between(180, 620) : random.between(60, 260);
		const std::int64_t share = alone ? random.between(88, 100) : random.between(38, 85);
		lecture.attendance = std::clamp<std::int64_t>(people * share / 100, 5, std::min(room, draft.reach.total));
	}
}

void give_consultations(Draft& draft, Random& random)
{
	if (draft.crowd) { draft.consultations = random.around(60, 620); }
	else if (random.percent(draft.kind == EventKind::lecture ? 18 : 58))
	{
		draft.consultations = random.around(2, 6 + std::min<std::int64_t>(draft.reach.total / 14, 60));
	}
}

// The other member remembers nearly the same.
void repeat_numbers(Draft& draft, const Draft& original, Random& random)
{
	draft.reach = original.reach;
	draft.reach.total += random.percent(60) ? random.between(1, 20) : 0;
	draft.materials = original.materials;
	draft.lectures = original.lectures;
	draft.consultations = original.consultations;
}

// Logged once more by somebody of the same team, or by another team that counted the same crowd.
void echo_numbers(Draft& draft, const Draft& original, Random& random)
{
	draft.reach = original.reach;
	if (draft.team == original.team)
	{
		draft.reach.total += random.percent(40) ? random.between(1, 12) : 0;
		draft.lectures = original.lectures;
		draft.consultations = original.consultations;
	}
	else if (random.percent(50)) { draft.reach.total += random.between(2, 5) * draft.reach.total / 100; }
}

} // namespace

void balance(std::vector<Draft>& drafts, const Vocabulary& vocabulary, Random& random)
{
	for (Draft& draft : drafts)
	{
		if (!draft.crowd) { give_reach(draft, random); }
	}
	scale_crowds(drafts);
	for (Draft& draft : drafts)
	{
		if (draft.fate == Fate::joint) { draft.reach = drafts[*draft.of].reach; }
		divide_reach(draft, random);
		give_lectures(draft, vocabulary, random);
		give_consultations(draft, random);
	}
	for (Draft& draft : drafts)
	{
		if (draft.echo_of) { echo_numbers(draft, drafts[*draft.echo_of], random); }
	}
	fit_lectures(drafts, vocabulary, random);
	for (Draft& draft : drafts) { give_attendance(draft, vocabulary, random); }
	give_materials(drafts, vocabulary, random);
	for (Draft& draft : drafts)
	{
		if (draft.fate == Fate::duplicate) { repeat_numbers(draft, drafts[*draft.of], random); }
	}
}

} // namespace bajin::demo
