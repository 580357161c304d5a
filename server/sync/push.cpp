#include "server/sync/push.hpp"

#include "server/events/receipt.hpp"
#include "server/events/redaction.hpp"
#include "server/events/state.hpp"
#include "server/store/quarantine_store.hpp"
#include "server/sync/heal.hpp"

#include <algorithm>

namespace bajin::sync
{

namespace
{

using events::Author;
using events::ChangeContext;
using events::ChangeOptions;
using events::PreparedChange;
using protocol::ChangeResult;
using protocol::Outcome;

std::string problems_text(const std::vector<Problem>& problems)
{
	Json list = Json::array();
	for (const Problem& problem : problems)
	{
		list.push_back(
			{{"pointer", problem.pointer}, {"code", problem.code}, {"message", problem.message.zh}, {"message_en", problem.message.en}});
	}
	return to_text(list);
}

const store::Device::Membership* find_membership(const Author& author, const Uuid& team)
{
	const auto found = std::find_if(author.teams.begin(), author.teams.end(), [&](const auto& entry) { return entry.team == team; });
	return found == author.teams.end() ? nullptr : &*found;
}

// The team a new event belongs to: the one named, if the device ever belonged to it, else the present one.
const store::Device::Membership* choose_team(const Author& author, const std::optional<Uuid>& named)
{
	if (named) { return find_membership(author, *named); }
	return author.teams.empty() || !author.teams.front().present ? nullptr : &author.teams.front();
}

void keep(ChangeContext& context, const ChangeResult& result)
{
	store::QuarantinedChange kept;
	kept.event = context.prepared.change.id;
	kept.change_id = context.prepared.change.change_id;
	kept.content_digest = context.prepared.digest;
	kept.device = *context.options.author.device;
	// An id of another team is kept as the sender's, so that nothing of it shows elsewhere.
	if (context.membership != nullptr) { kept.team = context.membership->team; }
	kept.outcome = result.outcome;
	kept.received_at = context.options.now;
	kept.problems = problems_text(result.problems);
	kept.change = events::to_quarantined_text(context.prepared);
	// By a clock that is in doubt nothing is removed.
	store::quarantine_change(context.writer.database(), kept, context.options.today.has_value());
}

// This very change was taken before: the answer of then, which may have been lost on the way.
ChangeResult answer_again(ChangeContext& context, const store::HistoryRow& applied)
{
	ChangeResult result = context.result(Outcome::unchanged);
	judge_by_arrival(result.warnings, context.prepared.event, *context.writer.reference(), context.head->received_at);
	result.version = applied.version;
	result.receipt = events::make_receipt(context.epochs, applied.seq);
	protocol::EventState current = events::load_state(context.writer.database(), context.epochs, *context.head);
	const auto stored = current.body.empty() ? Result<JsonDocument>(JsonDocument{}) : parse_json(current.body);
	const auto is_same = [&]
	{
		switch (context.prepared.change.op)
		{
		case protocol::Operation::put:
			return !current.deleted && stored && same_value(stored->value, context.record());
		case protocol::Operation::remove:
			return current.deleted;
		case protocol::Operation::answer:
			break; // carries no record
		}
		return false;
	};
	if (!is_same()) { result.current = std::move(current); }
	return result;
}

// Answers what can be told from ids alone: not readable, not this device's, sent before.
std::optional<ChangeResult> judge_by_ids(ChangeContext& context)
{
	const protocol::Change& change = context.prepared.change;
	if (!change.id || !change.change_id) { return context.reject(change.problems); }
	store::Database& database = context.writer.database();
	if (context.head)
	{
		context.membership = find_membership(context.options.author, context.head->team);
		if (context.membership == nullptr)
		{
			context.head.reset(); // nothing is told of it, its version included
			return context.reject({{"", "forbidden", {"这条记录属于其他讲师团", "the record belongs to another team"}}});
		}
		if (const auto applied = store::find_applied_change(database, context.head->seq, *change.change_id))
		{
			if (applied->content_digest == context.prepared.digest) { return answer_again(context, *applied); }
			return context.reject(
				{{"", "change_id_reused", {"同一修改编号已用于不同的内容", "the change_id was used for something else"}}});
		}
	}
	else
	{
		context.membership = choose_team(context.options.author, change.team);
		if (context.membership == nullptr)
		{
			return context.reject({{"/team", "forbidden", {"这部手机不属于该讲师团", "this phone does not belong to the team"}}});
		}
	}
	const auto kept = store::find_quarantined(database, *change.id, *change.change_id);
	if (kept && kept->content_digest != context.prepared.digest)
	{
		return context.reject({{"", "change_id_reused", {"同一修改编号已用于不同的内容", "the change_id was used for something else"}}});
	}
	if (kept && kept->outcome == Outcome::conflict) { return context.conflict(); }
	if (!change.problems.empty()) { return context.reject(change.problems); }
	return std::nullopt;
}

ChangeResult apply(ChangeContext& context)
{
	const protocol::Operation op = context.prepared.change.op;
	if (op == protocol::Operation::answer) { return events::apply_answer(context); }
	if (context.prepared.change.heal)
	{
		if (auto healed = apply_heal(context)) { return std::move(*healed); }
	}
	return op == protocol::Operation::remove ? events::apply_remove(context) : events::apply_put(context);
}

// The change without what was redacted after the version that it was made from; empty: there was nothing to take out.
std::optional<PreparedChange> without_redacted(ChangeContext& context)
{
	const protocol::Change& change = context.prepared.change;
	if (!context.head || change.op != protocol::Operation::put) { return std::nullopt; }
	const auto fields = events::redacted_after(context.writer.database(), *change.id, change.base);
	if (fields.empty()) { return std::nullopt; }
	Json record = context.record();
	if (!events::remove_fields(record, fields)) { return std::nullopt; }
	PreparedChange cleaned = context.prepared;
	cleaned.body = to_text(record);
	return cleaned;
}

ChangeResult judge(ChangeContext& context)
{
	if (auto result = judge_by_ids(context)) { return std::move(*result); }
	const auto cleaned = without_redacted(context);
	if (!cleaned) { return apply(context); }
	ChangeContext of_cleaned{context.writer, context.options, *cleaned, context.epochs, context.own_seqs, context.head, context.membership};
	ChangeResult result = apply(of_cleaned);
	context.head = of_cleaned.head;
	if (result.outcome == Outcome::accepted)
	{
		// What is stored is not what was sent: the phone is to take it over.
		context.own_seqs.pop_back();
		result.outcome = Outcome::merged;
		result.current = events::load_state(context.writer.database(), context.epochs, *context.head);
	}
	return result;
}

} // namespace

PushResult push(store::Writer& writer, const ChangeOptions& options, std::span<const PreparedChange> changes)
{
	BAJIN_ASSERT(options.author.device.has_value());
	PushResult pushed;
	pushed.results.reserve(changes.size());
	for (const PreparedChange& prepared : changes)
	{
		ChangeContext context{writer, options, prepared, writer.epochs(), pushed.own_seqs, std::nullopt, nullptr};
		if (prepared.change.id) { context.head = store::find_event(writer.database(), *prepared.change.id); }
		ChangeResult result = judge(context);
		const bool is_refused = result.outcome == Outcome::rejected || result.outcome == Outcome::conflict;
		if (is_refused) { keep(context, result); }
		else
		{
			const auto& ids = prepared.change.resolves;
			if (!ids.empty()) { store::resolve_quarantined(writer.database(), *options.author.device, ids, options.now); }
		}
		pushed.results.push_back(std::move(result));
	}
	return pushed;
}

} // namespace bajin::sync
