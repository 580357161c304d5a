#include "server/events/review.hpp"

#include "server/events/record_change.hpp"
#include "server/events/state.hpp"

#include <algorithm>

namespace bajin::events
{

namespace
{

// Whether the event that stays may be pointed at: live, counted, in scope, and not the event itself.
Result<void> check_of(store::Writer& writer, const ReviewRequest& request)
{
	const bool needs_of = request.state == ReviewState::duplicate || request.state == ReviewState::joint;
	if (!needs_of && request.of) { return Error{"invalid_review", "of goes with duplicate and joint only", "/of"}; }
	if (!needs_of) { return {}; }
	if (!request.of) { return Error{"invalid_review", "duplicate and joint need of", "/of"}; }
	const auto target = store::find_event(writer.database(), *request.of);
	const AreaTree& areas = writer.reference()->areas;
	const bool may_stand =
		target && target->id != request.id && is_counted(target->state, Basis::received) && areas.contains(request.scope, target->area);
	return may_stand ? Result<void>() : Result<void>(Error{"invalid_of", to_string(*request.of), "/of"});
}

Result<void> check_request(const ReviewRequest& request, const store::EventHead& head, const AreaTree& areas)
{
	if (!areas.contains(request.scope, head.area)) { return Error{"not_found", "", ""}; }
	if (request.version != head.version || (request.revision && *request.revision != head.revision))
	{
		return Error{"review_stale", "version " + std::to_string(head.version) + ", revision " + std::to_string(head.revision), ""};
	}
	if (head.state == ReviewState::deleted) { return Error{"invalid_review", "the event is deleted", "/state"}; }
	if (request.state == ReviewState::void_requested) { return Error{"invalid_review", "only a team asks to void", "/state"}; }
	if (request.state == ReviewState::deleted && head.state != ReviewState::void_requested)
	{
		return Error{"invalid_review", "nobody asked to void this event", "/state"};
	}
	if (request.state == ReviewState::returned && request.reason.empty())
	{
		return Error{"invalid_review", "a return needs a reason", "/reason"};
	}
	if (request.state != ReviewState::joint && request.adds != JointAdds{})
	{
		return Error{"invalid_review", "adds goes with joint only", "/adds"};
	}
	return {};
}

// Whether that person ever entered or corrected the record: what they wrote lives on in later versions.
bool has_written(store::Writer& writer, const store::EventHead& head, const std::string& who)
{
	constexpr std::size_t rows_max = 10'000;
	const auto rows = store::list_history(writer.database(), head.seq, rows_max);
	return std::any_of(
		rows.begin(), rows.end(), [&](const auto& row) { return row.op == store::HistoryOp::put && !row.device && row.actor == who; });
}

protocol::Review make_review(const ReviewRequest& request, std::int64_t revision, Timestamp now)
{
	protocol::Review review;
	review.state = request.state;
	review.revision = revision;
	review.reason = request.reason;
	if (request.state == ReviewState::returned)
	{
		review.fields = request.fields;
		review.due_on = request.due_on;
	}
	review.by = request.by;
	review.at = now;
	review.of = request.of;
	review.adds = request.adds;
	review.bulk = request.bulk;
	return review;
}

} // namespace

Result<protocol::EventState> apply_review(store::Writer& writer, const ReviewRequest& request, Timestamp now)
{
	const auto found = store::find_event(writer.database(), request.id);
	if (!found) { return Error{"not_found", "", ""}; }
	if (auto checked = check_request(request, *found, writer.reference()->areas); !checked) { return checked.error(); }
	if (auto checked = check_of(writer, request); !checked) { return checked.error(); }

	if (request.state == ReviewState::verified && has_written(writer, *found, request.by)) { return Error{"own_entry", "", ""}; }

	const StoredEvent before = load_stored(writer, *found);
	Step step{before.head, {}, make_review(request, before.head.revision + 1, now), &before.event, area_of_team(writer, before.head.team)};
	step.head.state = request.state;
	step.head.revision = step.review.revision;
	step.head.of = request.of;
	step.head.adds = request.adds;
	step.row.op = store::HistoryOp::review;
	step.row.at = now;
	step.row.actor = request.by;
	step.row.base = before.head.version;
	if (request.state == ReviewState::deleted)
	{
		// The team asked for it: the record goes as if the team's delete had been taken at once.
		step.row.op = store::HistoryOp::remove;
		step.head.version = next_version(writer.epoch(), &before.head);
		step.event = nullptr;
	}
	const store::EventHead head = take_step(writer, &before, std::move(step), now);
	return load_state(writer.database(), writer.epochs(), head);
}

} // namespace bajin::events
