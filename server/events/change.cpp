#include "server/events/change.hpp"

#include "server/events/receipt.hpp"
#include "server/events/state.hpp"
#include "shared/merge.hpp"

#include <algorithm>

namespace bajin::events
{

namespace
{

using protocol::ChangeResult;
using protocol::Outcome;

std::string join(const std::vector<std::string>& codes)
{
	std::string text;
	for (const std::string& code : codes) { text += (text.empty() ? "" : ",") + code; }
	return text;
}

store::HistoryRow make_row(const ChangeContext& context, store::HistoryOp op)
{
	const protocol::Change& change = context.prepared.change;
	store::HistoryRow row;
	row.op = op;
	row.at = context.options.now;
	row.device = context.options.author.device;
	row.actor = context.options.author.account;
	row.change_id = change.change_id;
	row.content_digest = context.prepared.digest;
	row.base = change.base;
	row.edited_at = change.edited_at;
	row.clock_offset_s = context.options.clock_offset_s;
	return row;
}

store::EventHead head_after(const ChangeContext& context, const RecordWrite& write)
{
	store::EventHead head;
	if (write.before != nullptr) { head = write.before->head; }
	else
	{
		head.id = *context.prepared.change.id;
		head.team = context.membership->team;
		head.source = context.options.source;
		head.received_at = context.options.now;
		head.area = head.branch = context.membership->team_area;
	}
	head.version = write.version;
	head.ancestor = write.ancestor;
	return head;
}

// Where an accepted edit leaves the review. What was verified, or asked to be voided, is to be looked at again; what was
// returned too, unless the edit was made without having seen why. Duplicates and joint records stay so.
protocol::Review review_after_edit(const ChangeContext& context, const StoredEvent* before)
{
	protocol::Review review;
	if (before == nullptr) { return review; }
	const auto& seen = context.prepared.change.review_revision;
	const ReviewState state = before->head.state;
	const bool stays = state == ReviewState::duplicate || state == ReviewState::joint || state == ReviewState::submitted ||
					   (state == ReviewState::returned && seen && *seen != before->head.revision);
	if (stays) { return before->review; }
	review.revision = before->head.revision;
	return review;
}

ChangeResult answer_written(ChangeContext& context, Outcome outcome, const store::EventHead& head)
{
	context.head = head;
	ChangeResult result = context.result(outcome);
	result.version = head.version;
	result.receipt = make_receipt(context.writer.epoch(), head.seq);
	// Not pulled back, unless the phone cannot know how the review stands: one was here that it had not seen, or those
	// made since the backup are gone.
	const protocol::Change& change = context.prepared.change;
	const bool knows_review = !change.heal && head.revision == change.review_revision.value_or(0);
	if (outcome == Outcome::accepted && knows_review) { context.own_seqs.push_back(head.seq); }
	if (outcome != Outcome::accepted) { result.current = load_state(context.writer.database(), context.epochs, head); }
	return result;
}

// A base above what is stored comes from a time that was lost in a restore; it descends from what is stored unless that was
// edited since.
bool is_made_from_newest(const ChangeContext& context)
{
	const std::int64_t base = context.prepared.change.base;
	const store::EventHead& head = *context.head;
	return base == head.version || (base > head.version && !is_edited_since_restore(context.writer.epoch(), head));
}

// What the phone asked for moves the review alone. How the event stands then is in the answer: the phone cannot know it.
ChangeResult write_review(ChangeContext& context, const StoredEvent& before, store::HistoryOp op, protocol::Review review)
{
	Step step{before.head, make_row(context, op), std::move(review), &before.event, context.membership->team_area};
	step.review.revision = before.head.revision + 1;
	step.review.at = context.options.now;
	step.head.state = step.review.state;
	step.head.revision = step.review.revision;
	const auto head = take_step(context.writer, &before, std::move(step), context.options.now);
	ChangeResult result = answer_written(context, Outcome::accepted, head);
	result.current = load_state(context.writer.database(), context.epochs, head);
	return result;
}

ChangeResult request_void(ChangeContext& context, const StoredEvent& before)
{
	protocol::Review review = before.review;
	review.state = ReviewState::void_requested;
	review.reason = context.prepared.change.reason;
	return write_review(context, before, store::HistoryOp::void_request, std::move(review));
}

} // namespace

const Json& ChangeContext::record()
{
	if (!parsed) { parsed = sent_record(prepared); }
	return *parsed;
}

ChangeResult ChangeContext::result(Outcome outcome) const
{
	ChangeResult made;
	made.change_id = prepared.change.change_id;
	made.id = prepared.change.id;
	made.outcome = outcome;
	made.warnings = prepared.warnings;
	return made;
}

ChangeResult ChangeContext::reject(std::vector<Problem> problems) const
{
	ChangeResult made = result(Outcome::rejected);
	made.problems = std::move(problems);
	made.warnings.clear();
	if (head) { made.version = head->version; }
	return made;
}

ChangeResult ChangeContext::conflict() const
{
	ChangeResult made = result(Outcome::conflict);
	made.warnings.clear();
	made.version = head->version;
	made.current = load_state(writer.database(), epochs, *head);
	return made;
}

ChangeResult ChangeContext::unchanged() const
{
	ChangeResult made = result(Outcome::unchanged);
	judge_by_arrival(made.warnings, prepared.event, *writer.reference(), head->received_at);
	made.version = head->version;
	made.receipt = make_receipt(epochs, record_seq(*head));
	return made;
}

ChangeResult ChangeContext::unchanged_with_current() const
{
	ChangeResult made = unchanged();
	made.current = load_state(writer.database(), epochs, *head);
	return made;
}

std::int64_t ancestor_after(const ChangeContext& context)
{
	const std::int64_t first_version = context.writer.epoch().first_version;
	std::int64_t ancestor = context.prepared.change.base < first_version ? context.prepared.change.base : 0;
	if (context.head)
	{
		const bool edited = is_edited_since_restore(context.writer.epoch(), *context.head);
		ancestor = std::max(ancestor, edited ? context.head->ancestor : context.head->version);
	}
	return ancestor;
}

ChangeResult write_put(ChangeContext& context, const RecordWrite& write)
{
	const Reference& reference = *context.writer.reference();
	Step step{
		head_after(context, write), make_row(context, store::HistoryOp::put), review_after_edit(context, write.before), nullptr,
		context.membership->team_area};
	Event merged_event;
	std::vector<std::string> warnings = context.prepared.warnings;
	if (write.merged == nullptr)
	{
		step.event = &context.prepared.event;
		step.row.body = context.prepared.body;
	}
	else
	{
		merged_event = read_event(*write.merged, reference.areas);
		warnings = find_warnings(merged_event, *write.merged, reference, context.options.today);
		step.event = &merged_event;
		step.row.body = to_text(*write.merged);
	}
	if (write.before != nullptr) { judge_by_arrival(warnings, *step.event, reference, write.before->head.received_at); }
	step.row.warnings = join(warnings);
	step.head.state = step.review.state;
	step.head.revision = step.review.revision;
	describe(step.head, *step.event, reference.areas);
	const auto head = take_step(context.writer, write.before, std::move(step), context.options.now);
	ChangeResult result = answer_written(context, write.merged == nullptr ? Outcome::accepted : Outcome::merged, head);
	result.warnings = std::move(warnings);
	return result;
}

ChangeResult write_tombstone(ChangeContext& context, const RecordWrite& write)
{
	Step step{head_after(context, write), make_row(context, store::HistoryOp::remove), {}, nullptr, context.membership->team_area};
	step.review.state = ReviewState::deleted;
	step.review.revision = step.head.revision;
	step.review.reason = context.prepared.change.reason;
	step.head.state = ReviewState::deleted;
	step.head.of.reset();
	step.head.adds = {};
	const auto head = take_step(context.writer, write.before, std::move(step), context.options.now);
	return answer_written(context, Outcome::accepted, head);
}

ChangeResult merge_put(ChangeContext& context, const StoredEvent& before)
{
	const Reference& reference = *context.writer.reference();
	const auto base_row = store::find_record_version(context.writer.database(), before.head.seq, context.prepared.change.base);
	Json base = Json::object();
	if (base_row && base_row->body)
	{
		auto document = parse_json(*base_row->body);
		if (!document) { throw store::StoreError("not_a_database", "a stored record is damaged: " + document.error().detail, false); }
		base = std::move(document->value);
	}
	const MergeResult merge = merge_records(base, before.record, context.record());
	if (!merge.conflicts.empty()) { return context.conflict(); }
	if (same_value(merge.merged, before.record)) { return context.unchanged_with_current(); }
	if (!find_problems(merge.merged, reference, context.options.today).empty()) { return context.conflict(); }
	return write_put(context, {&before, next_version(context.writer.epoch(), &before.head), ancestor_after(context), &merge.merged});
}

ChangeResult apply_put(ChangeContext& context)
{
	const store::Epoch& epoch = context.writer.epoch();
	if (!context.head) { return write_put(context, {nullptr, next_version(epoch, nullptr), ancestor_after(context), nullptr}); }
	const StoredEvent before = load_stored(context.writer, *context.head);
	const bool is_newest = is_made_from_newest(context);
	if (before.head.state == ReviewState::deleted)
	{
		if (!is_newest) { return context.conflict(); }
		return write_put(context, {&before, next_version(epoch, &before.head), ancestor_after(context), nullptr});
	}
	if (same_value(before.record, context.record())) { return context.unchanged(); }
	if (!is_newest) { return merge_put(context, before); }
	return write_put(context, {&before, next_version(epoch, &before.head), ancestor_after(context), nullptr});
}

ChangeResult apply_remove(ChangeContext& context)
{
	const store::Epoch& epoch = context.writer.epoch();
	if (!context.head) { return write_tombstone(context, {nullptr, next_version(epoch, nullptr), ancestor_after(context), nullptr}); }
	if (context.head->state == ReviewState::deleted) { return context.unchanged(); }
	const StoredEvent before = load_stored(context.writer, *context.head);
	if (!is_made_from_newest(context)) { return context.conflict(); }
	if (before.head.state == ReviewState::void_requested) { return context.unchanged_with_current(); }
	if (before.head.state == ReviewState::verified) { return request_void(context, before); }
	return write_tombstone(context, {&before, next_version(epoch, &before.head), ancestor_after(context), nullptr});
}

ChangeResult apply_answer(ChangeContext& context)
{
	if (!context.head) { return context.reject({{"", "unknown_event", {"服务器上没有这条记录", "the server does not have this record"}}}); }
	const protocol::Change& change = context.prepared.change;
	const ReviewState state = context.head->state;
	if (state == ReviewState::deleted) { return context.conflict(); }
	if (state != ReviewState::returned) { return context.unchanged_with_current(); }
	const bool is_seen = !change.review_revision || *change.review_revision == context.head->revision;
	if (!is_made_from_newest(context) || !is_seen) { return context.conflict(); }
	protocol::Review review;
	review.answer = change.reason;
	return write_review(context, load_stored(context.writer, *context.head), store::HistoryOp::answer, std::move(review));
}

} // namespace bajin::events
