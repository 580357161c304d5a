// What reaches the server when: first pushes hours to days after the visit, edits, deletions, and the reviews.
#include "tools/demo/draft.hpp"

#include <algorithm>

namespace bajin::demo
{

namespace
{

using std::chrono::milliseconds;

Timestamp later(Timestamp from, std::int64_t ms)
{
	return from + milliseconds(ms);
}

// In reach of a signal: at once, in the evening, or when the team is back in town.
Timestamp push_time(Timestamp recorded_at, Random& random)
{
	constexpr std::array<int, 4> weights = {34, 43, 19, 4};
	switch (random.weighted(weights))
	{
	case 0:
		return later(recorded_at, random.between(2 * minute_ms, 2 * hour_ms));
	case 1:
		return later(recorded_at, random.between(2 * hour_ms, 13 * hour_ms));
	case 2:
		return later(recorded_at, random.between(13 * hour_ms, 4 * day_ms));
	default:
		return later(recorded_at, random.between(4 * day_ms, 13 * day_ms));
	}
}

// Some days later at the coordinator's desk, on a working day. 1970-01-01 was a Thursday.
Timestamp desk_time(Timestamp after, std::int64_t days, Random& random)
{
	const std::int64_t local = after.time_since_epoch().count() + shanghai_offset_ms;
	std::int64_t day = local / day_ms + std::max<std::int64_t>(days, 1);
	const std::int64_t weekday = (day + 3) % 7; // 0 is Monday
	day += weekday >= 5 ? 7 - weekday : 0;
	const std::int64_t minute = random.percent(60) ? random.between(9 * 60, 12 * 60) : random.between(14 * 60 + 30, 17 * 60 + 40);
	return Timestamp(milliseconds(day * day_ms - shanghai_offset_ms + minute * minute_ms + random.between(0, minute_ms - 1)));
}

// What was wrong with a first version, and what the coordinator wrote about it.
enum class Flaw : std::uint8_t
{
	reach_with_a_zero_too_many,
	no_place,
	no_organizers,
	no_women_and_children,
	materials_doubled,
};
constexpr std::size_t flaw_count = 5;

struct FlawTexts
{
	std::string_view reason;
	std::vector<std::string> fields;
};

FlawTexts texts_of(Flaw flaw)
{
	switch (flaw)
	{
	case Flaw::reach_with_a_zero_too_many:
		return {"受教育人数像是多打了一个零，请与签到表核对。", {"/reach/total"}};
	case Flaw::no_place:
		return {"请补填具体地点，写明在哪里开展的。", {"/place"}};
	case Flaw::no_organizers:
		return {"请补填主办单位。", {"/organizers"}};
	case Flaw::no_women_and_children:
		return {"请补填妇女、儿童人数。", {"/reach/women", "/reach/children"}};
	case Flaw::materials_doubled:
		break;
	}
	return {"资料份数与领用单对不上，请核对后补正。", {"/materials"}};
}

Json with_flaw(Json record, Flaw flaw)
{
	switch (flaw)
	{
	case Flaw::reach_with_a_zero_too_many:
		record["reach"]["total"] = record["reach"]["total"].get<std::int64_t>() * 10;
		break;
	case Flaw::no_place:
		record.erase("place");
		break;
	case Flaw::no_organizers:
		record.erase("organizers");
		break;
	case Flaw::no_women_and_children:
		record["reach"].erase("women");
		record["reach"].erase("children");
		break;
	case Flaw::materials_doubled:
		for (Json& entry : record["materials"]) { entry["copies"] = entry["copies"].get<std::int64_t>() * 2; }
		break;
	}
	return record;
}

// As the record was before its team looked at it again.
Json before_edit(Json record, Random& random)
{
	const std::int64_t total = record["reach"]["total"].get<std::int64_t>();
	switch (random.below(3))
	{
	case 0:
		record["reach"]["total"] = total + std::max<std::int64_t>(5, total / 10);
		break;
	case 1:
		record["materials"].back()["copies"] = record["materials"].back()["copies"].get<std::int64_t>() + random.between(5, 40);
		break;
	default:
		record["speakers"] = std::vector<std::string>{record["recorded_by"].get<std::string>()};
		record["title"] = record["title"].get<std::string>() + "活动";
		break;
	}
	return record;
}

// The steps of one event; each method adds one, later than the one before it.
class Teller
{
public:
	Teller(const Draft& draft, const Cast& cast, Random& random, std::vector<Step>& steps)
		: draft_(draft), cast_(cast), random_(random), steps_(steps)
	{
	}

	void put(Json record, Timestamp edited_at, Timestamp at)
	{
		Step step = change(StepKind::push_put, edited_at, at);
		step.record = std::move(record);
		add(std::move(step));
		++version_;
	}

	void edit(Json record)
	{
		const Timestamp edited_at = later(last_, random_.between(5 * hour_ms, 2 * day_ms));
		put(std::move(record), edited_at, later(edited_at, random_.between(minute_ms, 6 * hour_ms)));
	}

	// Made from the first version by another member, who had not seen the edit of the same field.
	void collide(Json record, std::string member)
	{
		const Timestamp edited_at = later(last_, -random_.between(hour_ms, 4 * hour_ms));
		Step step = change(StepKind::push_put, edited_at, later(last_, random_.between(2 * hour_ms, 2 * day_ms)));
		step.base = 1;
		step.device_of = std::move(member);
		step.record = std::move(record);
		step.expected = protocol::Outcome::conflict;
		add(std::move(step));
	}

	void be_refused(Json record, Timestamp at)
	{
		Step step = change(StepKind::push_put, draft_.recorded_at, at);
		step.record = std::move(record);
		step.expected = protocol::Outcome::rejected;
		add(std::move(step));
	}

	void remove(std::string_view reason)
	{
		const Timestamp edited_at = later(last_, random_.between(3 * hour_ms, 3 * day_ms));
		Step step = change(StepKind::push_delete, edited_at, later(edited_at, random_.between(minute_ms, 3 * hour_ms)));
		step.reason = reason;
		add(std::move(step));
		++version_;
	}

	void review(ReviewState state) { add(review_step(state, last_)); }

	void send_back(Flaw flaw)
	{
		Step step = review_step(ReviewState::returned, last_);
		FlawTexts texts = texts_of(flaw);
		step.reason = texts.reason;
		step.fields = std::move(texts.fields);
		step.due_on = Date{shanghai_date(step.at).days + 15};
		add(std::move(step));
	}

	void attach(ReviewState state, const Draft& original, Timestamp original_pushed)
	{
		Step step = review_step(state, std::max(last_, original_pushed));
		step.reason = random_.pick(state == ReviewState::joint ? joint_reasons() : duplicate_reasons());
		step.of = original.id;
		step.adds = draft_.adds;
		add(std::move(step));
	}

private:
	Step change(StepKind kind, Timestamp edited_at, Timestamp at)
	{
		Step step;
		step.at = at;
		step.kind = kind;
		step.team = cast_.teams[draft_.team].id;
		step.event = draft_.id;
		step.change_id = make_uuid_v7(edited_at.time_since_epoch().count(), random_.id_bytes());
		step.device_of = draft_.recorded_by;
		step.edited_at = edited_at;
		step.base = version_;
		return step;
	}

	Step review_step(ReviewState state, Timestamp after)
	{
		Step step;
		step.at = desk_time(after, random_.around(1, 12), random_);
		step.kind = StepKind::review;
		step.team = cast_.teams[draft_.team].id;
		step.event = draft_.id;
		step.version = version_;
		step.state = state;
		const bool of_prefecture = std::ranges::find(cast_.prefecture_teams, draft_.team) != cast_.prefecture_teams.end();
		step.reviewer = of_prefecture ? prefecture_coordinator : counties()[draft_.county].coordinator;
		return step;
	}

	void add(Step step)
	{
		last_ = step.at;
		steps_.push_back(std::move(step));
	}

	const Draft& draft_;
	const Cast& cast_;
	Random& random_;
	std::vector<Step>& steps_;
	std::int64_t version_ = 0;
	Timestamp last_;
};

// What the other member wrote into the field that was edited meanwhile.
Json edited_otherwise(const Json& before, const Json& after, Random& random)
{
	Json record = before;
	if (before["reach"] != after["reach"])
	{
		record["reach"]["total"] = after["reach"]["total"].get<std::int64_t>() + random.between(6, 30);
	}
	else if (before["materials"] != after["materials"])
	{
		record["materials"].back()["copies"] = after["materials"].back()["copies"].get<std::int64_t>() + random.between(10, 60);
	}
	else { record["title"] = after["title"].get<std::string>() + "（补充）"; }
	return record;
}

// What a server does not take: more women and children than people, a visit that is still to come, no title.
Json with_fault(Json record, std::size_t number)
{
	switch (number % 3)
	{
	case 0:
		record["reach"]["women"] = record["reach"]["total"];
		record["reach"]["children"] = record["reach"]["total"].get<std::int64_t>() / 4 + 1;
		break;
	case 1:
		record.erase("title");
		break;
	default:
		// The phone's clock was a year ahead.
		record["occurred_on"] = std::to_string(published::last_year + 1) + record["occurred_on"].get<std::string>().substr(4);
		break;
	}
	return record;
}

struct FirstPush
{
	const std::vector<Draft>& drafts;
	const std::vector<Timestamp>& times;
	std::size_t position = 0;
};

void tell_returned(Teller& teller, const Draft& draft, Timestamp at, Random& random)
{
	const Json correct = record(draft);
	Flaw flaw = static_cast<Flaw>(random.below(flaw_count));
	flaw = flaw == Flaw::no_place && draft.place.empty() ? Flaw::no_organizers : flaw;
	teller.put(with_flaw(correct, flaw), draft.recorded_at, at);
	teller.send_back(flaw);
	if (draft.fate == Fate::returned_then_verified)
	{
		teller.edit(correct);
		teller.review(ReviewState::verified);
	}
}

void tell_one(Teller& teller, const FirstPush& first, const std::string& other_member, Random& random)
{
	const Draft& draft = first.drafts[first.position];
	const Timestamp at = first.times[first.position];
	if (draft.fate == Fate::returned_then_verified || draft.fate == Fate::left_returned)
	{
		tell_returned(teller, draft, at, random);
		return;
	}
	const Json correct = record(draft);
	if (draft.fate == Fate::rejected)
	{
		teller.be_refused(with_fault(correct, first.position), at);
		return;
	}
	if (draft.fate == Fate::edited_in_conflict)
	{
		const Json before = before_edit(correct, random);
		teller.put(before, draft.recorded_at, at);
		teller.edit(correct);
		teller.collide(edited_otherwise(before, correct, random), other_member);
		return;
	}
	const bool edited = draft.fate == Fate::edited_then_verified || draft.fate == Fate::verified_then_edited;
	teller.put(edited ? before_edit(correct, random) : correct, draft.recorded_at, at);
	switch (draft.fate)
	{
	case Fate::verified:
		teller.review(ReviewState::verified);
		break;
	case Fate::edited_then_verified:
		teller.edit(correct);
		teller.review(ReviewState::verified);
		break;
	case Fate::verified_then_edited:
		teller.review(ReviewState::verified);
		teller.edit(correct);
		teller.review(ReviewState::verified);
		break;
	case Fate::void_requested:
		teller.review(ReviewState::verified);
		teller.remove(random.pick(delete_reasons()));
		break;
	case Fate::duplicate:
		teller.attach(ReviewState::duplicate, first.drafts[*draft.of], first.times[*draft.of]);
		break;
	case Fate::joint:
		teller.attach(ReviewState::joint, first.drafts[*draft.of], first.times[*draft.of]);
		break;
	case Fate::deleted:
		teller.remove(random.pick(delete_reasons()));
		break;
	case Fate::left_submitted:
	case Fate::rejected:
	case Fate::edited_in_conflict:
	case Fate::returned_then_verified:
	case Fate::left_returned:
		break;
	}
}

} // namespace

std::vector<Step> tell_story(const std::vector<Draft>& drafts, const Cast& cast, Random& random)
{
	std::vector<Timestamp> times;
	for (const Draft& draft : drafts) { times.push_back(push_time(draft.recorded_at, random)); }
	std::vector<Step> steps;
	for (std::size_t position = 0; position < drafts.size(); ++position)
	{
		Teller teller(drafts[position], cast, random, steps);
		const std::vector<std::string>& members = cast.teams[drafts[position].team].members;
		const std::string& other_member = members[0] == drafts[position].recorded_by ? members[1] : members[0];
		tell_one(teller, {.drafts = drafts, .times = times, .position = position}, other_member, random);
	}
	std::ranges::stable_sort(steps, {}, &Step::at);
	return steps;
}

} // namespace bajin::demo
