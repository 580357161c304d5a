#include "server/events/record_change.hpp"

#include "server/store/review_json.hpp"
#include "server/store/team_store.hpp"
#include "server/store/venue_store.hpp"

namespace bajin::events
{

namespace
{

void count(store::Writer& writer, const Event& event, const store::EventHead& head, AreaId team_area, int factor)
{
	const store::CountedEvent counted{event, head.team, team_area, head.state, head.adds, head.bulk};
	writer.count_changes().add_event(counted, *writer.reference(), factor);
}

// Duplicates and joint records of an event that no longer counts stand for themselves again.
void release_attached(store::Writer& writer, const Uuid& of, Timestamp now)
{
	for (const store::EventHead& head : store::list_attached(writer.database(), of))
	{
		const StoredEvent before = load_stored(writer, head);
		Step step{head, {}, before.review, &before.event, area_of_team(writer, head.team)};
		step.review = {};
		step.review.revision = head.revision + 1;
		step.review.reason = "所并入或重复的那条记录已不计入统计";
		step.review.at = now;
		step.head.state = ReviewState::submitted;
		step.head.revision = step.review.revision;
		step.head.of.reset();
		step.head.adds = {};
		step.row.op = store::HistoryOp::review;
		step.row.at = now;
		step.row.base = head.version;
		take_step(writer, &before, std::move(step), now);
	}
}

} // namespace

StoredEvent load_stored(store::Writer& writer, const store::EventHead& head)
{
	StoredEvent stored;
	stored.head = head;
	const auto newest = store::find_history(writer.database(), head.seq);
	if (newest) { stored.review = store::read_review(newest->review); }
	if (head.state == ReviewState::deleted) { return stored; }
	auto document = parse_json(store::find_body(writer.database(), head.body_seq));
	if (!document) { throw store::StoreError("not_a_database", "a stored record is damaged: " + document.error().detail, false); }
	stored.record = std::move(document->value);
	stored.event = read_event(stored.record, writer.reference()->areas);
	return stored;
}

store::EventHead take_step(store::Writer& writer, const StoredEvent* before, Step step, Timestamp now)
{
	store::EventHead& head = step.head;
	store::HistoryRow& row = step.row;
	row.seq = writer.take_seq();
	row.event = head.id;
	row.version = head.version;
	row.previous_seq = before == nullptr ? std::nullopt : std::optional(before->head.seq);
	row.review = store::write_review(step.review);
	head.bulk = is_counted(head.state, Basis::verified) && step.review.bulk;
	head.seq = row.seq;
	if (row.body) { head.body_seq = row.seq; }
	store::insert_history(writer.database(), row);
	if (row.body && step.event != nullptr && writer.reference()->venues.contains(step.event->venue_id))
	{
		store::note_venue_named(writer.database(), step.event->venue_id);
	}

	const bool was_counted = before != nullptr && is_counted(before->head.state, Basis::received);
	if (before == nullptr) { store::insert_event(writer.database(), head); }
	else
	{
		store::update_event(writer.database(), before->head, head);
		if (before->head.state != ReviewState::deleted) { count(writer, before->event, before->head, step.team_area, -1); }
	}
	if (step.event != nullptr) { count(writer, *step.event, head, step.team_area, 1); }
	writer.touch(head.team, head.branch);
	// An event that was moved is news where it was, too.
	if (before != nullptr) { writer.touch(before->head.team, before->head.branch); }
	if (was_counted && !is_counted(head.state, Basis::received)) { release_attached(writer, head.id, now); }
	return head;
}

std::int64_t next_version(const store::Epoch& epoch, const store::EventHead* head) noexcept
{
	return std::max(head == nullptr ? 1 : head->version + 1, epoch.first_version);
}

void describe(store::EventHead& head, const Event& event, const AreaTree& areas)
{
	head.area = event.area;
	head.branch = areas.branch_of(event.area);
	head.occurred_on = event.occurred_on;
	head.venue_type = event.venue_type;
}

AreaId area_of_team(store::Writer& writer, const Uuid& team)
{
	const auto found = store::find_team(writer.database(), team);
	if (!found) { throw store::StoreError("not_a_database", "team " + to_string(team) + " is missing", false); }
	return found->area;
}

} // namespace bajin::events
