#include "tests/interleavings/judge.hpp"

#include <algorithm>

namespace bajin::test
{

namespace
{

bool is_of_reach(EditKind kind)
{
	return kind == EditKind::reach || kind == EditKind::mistake;
}

bool touches(EditKind later, EditKind earlier)
{
	if (later == EditKind::remove) { return earlier != EditKind::remove; }
	return later == earlier || (is_of_reach(later) && is_of_reach(earlier));
}

bool shows(const Json& record, const Edit& edit, std::size_t number)
{
	return edit.kind == EditKind::create ? record.is_object() : shows_edit(record, edit.kind, number);
}

std::string name_of(std::size_t edit)
{
	return "edit " + std::to_string(edit % edits_of_phone_max + 1) + " of phone " + std::to_string(phone_of(edit) + 1);
}

bool brings_version(const ServerFacts::Row& row)
{
	return row.op == store::HistoryOp::put || row.op == store::HistoryOp::remove;
}

// Whether the history shows that the server took it.
bool is_applied(const ServerFacts& facts, const Edit& edit, std::size_t number)
{
	const auto is_of_it = [&](const ServerFacts::Row& row)
	{
		if (edit.kind != EditKind::remove) { return shows(row.body, edit, number); }
		return row.op == store::HistoryOp::remove || row.op == store::HistoryOp::void_request;
	};
	return std::any_of(facts.rows.begin(), facts.rows.end(), is_of_it);
}

bool has(const ServerFacts& facts, store::HistoryOp op)
{
	return std::any_of(facts.rows.begin(), facts.rows.end(), [op](const auto& row) { return row.op == op; });
}

// What became of each edit, as server and phones stand at the end.
class Fates
{
public:
	Fates(const ServerFacts& facts, const Edits& edits, const std::array<const field::Phone*, 2>& phones)
		: facts_(facts), edits_(edits), phones_(phones)
	{
		for (const auto& row : facts.rows)
		{
			if (row.body.is_object()) { newest_ = &row.body; }
		}
		is_deleted_ = facts.head && facts.head->state == ReviewState::deleted;
	}

	[[nodiscard]] bool is_in_record(std::size_t number) const
	{
		const Edit& edit = edits_.list[number];
		if (edit.kind == EditKind::remove) { return !facts_.head || is_deleted_ || has(facts_, store::HistoryOp::void_request); }
		if (edit.kind == EditKind::create) { return facts_.head.has_value(); }
		return newest_ != nullptr && !is_deleted_ && shows(*newest_, edit, number);
	}

	[[nodiscard]] bool is_told_back(std::size_t number) const
	{
		const Edit& edit = edits_.list[number];
		const auto& told = phones_[phone_of(number)]->attention();
		return std::any_of(
			told.begin(), told.end(),
			[&](const auto& item) { return edit.kind == EditKind::remove ? item.content.is_null() : shows(item.content, edit, number); });
	}

	// Something was told back to that phone, and yet every edit of it that it shows is in the history.
	[[nodiscard]] bool is_told_back_needlessly(std::size_t phone) const
	{
		const auto is_missing = [&](const Json& record, std::size_t number)
		{
			const Edit& edit = edits_.list[number];
			const bool is_shown = edit.is_made && edit.kind != EditKind::remove && shows(record, edit, number);
			return is_shown && !is_applied(facts_, edit, number);
		};
		const auto is_needless = [&](const field::Attention& item)
		{
			bool misses = item.content.is_null();
			for (std::size_t i = 0; i < edits_of_phone_max; ++i)
			{
				misses = misses || is_missing(item.content, phone * edits_of_phone_max + i);
			}
			return !misses;
		};
		return std::ranges::any_of(phones_[phone]->attention(), is_needless);
	}

	// By an edit that the server took; what became of that one is asked of itself.
	[[nodiscard]] bool is_replaced(std::size_t number, bool by_deletion_too) const
	{
		for (std::size_t other = 0; other < edits_.list.size(); ++other)
		{
			const Edit& edit = edits_.list[other];
			if ((edit.replaces >> number & 1U) == 0 || (edit.kind == EditKind::remove && !by_deletion_too)) { continue; }
			if (edit.was_applied || (edit.is_withdrawn && is_replaced(other, by_deletion_too))) { return true; }
		}
		return false;
	}

	[[nodiscard]] bool came_back_from_deletion() const { return has(facts_, store::HistoryOp::remove) && !is_deleted_; }

private:
	const ServerFacts& facts_;
	const Edits& edits_;
	const std::array<const field::Phone*, 2>& phones_;
	const Json* newest_ = nullptr;
	bool is_deleted_ = false;
};

} // namespace

std::optional<std::size_t> next_edit(const Edits& made, std::size_t phone)
{
	for (std::size_t number = phone * edits_of_phone_max; number < (phone + 1) * edits_of_phone_max; ++number)
	{
		if (!made.list[number].is_made) { return number; }
	}
	return std::nullopt;
}

Edits with_edit(Edits made, EditKind kind, std::size_t number, const field::Copy* before)
{
	Edit edit;
	edit.kind = kind;
	edit.is_made = true;
	// An event that never left the phone is gone without a word.
	edit.is_withdrawn = kind == EditKind::remove && before != nullptr && before->version == 0 && !before->in_flight;
	for (std::size_t i = 0; i < made.list.size() && before != nullptr; ++i)
	{
		Edit& earlier = made.list[i];
		if (!earlier.is_made || !touches(kind, earlier.kind) || !shows(before->local, earlier, i)) { continue; }
		edit.replaces = static_cast<std::uint8_t>(edit.replaces | 1U << i);
		const bool was_sent = (before->in_flight && shows(before->in_flight->content, earlier, i)) || shows(before->content, earlier, i);
		earlier.is_withdrawn = earlier.is_withdrawn || !was_sent;
	}
	made.list[number] = edit;
	++made.count;
	return made;
}

const Judge::Applied& Judge::applied(StateNumber server)
{
	const auto known = applied_.find(server);
	if (known != applied_.end()) { return known->second; }
	Applied found{};
	for (std::size_t number = 0; number < found.size(); ++number)
	{
		for (const EditKind kind : {EditKind::create, EditKind::reach, EditKind::note, EditKind::mistake, EditKind::remove})
		{
			Edit edit;
			edit.kind = kind;
			const bool is_there = is_applied(server_.facts(server), edit, number);
			found[number] = static_cast<std::uint8_t>(found[number] | (is_there ? 1U : 0U) << static_cast<unsigned>(kind));
		}
	}
	return applied_.emplace(server, found).first->second;
}

Edits Judge::with_applied(Edits made, StateNumber server)
{
	const Applied& taken = applied(server);
	for (std::size_t i = 0; i < made.list.size(); ++i)
	{
		Edit& edit = made.list[i];
		edit.was_applied = edit.was_applied || (edit.is_made && (taken[i] >> static_cast<unsigned>(edit.kind) & 1U) != 0);
	}
	return made;
}

std::string Judge::judge_now(const Moment& moment, bool is_restored)
{
	if (!phones_.failure().empty()) { return phones_.failure(); }
	for (const StateNumber phone : moment.phones)
	{
		const std::uint64_t both = std::uint64_t{moment.server} << 32U | phone;
		if (sound_phones_.contains(both)) { continue; }
		if (std::string fault = judge_phone(moment.server, phone, is_restored); !fault.empty()) { return fault; }
		sound_phones_.insert(both);
	}
	return "";
}

std::string Judge::judge_phone(StateNumber server, StateNumber phone, bool is_restored)
{
	const ServerFacts& facts = server_.facts(server);
	if (!facts.fault.empty()) { return facts.fault; }
	const field::Copy* copy = phones_.copy(phone);
	if (copy == nullptr || copy->version == 0) { return ""; }
	const auto row = std::find_if(
		facts.rows.begin(), facts.rows.end(),
		[&](const auto& candidate) { return brings_version(candidate) && candidate.version == copy->version; });
	const std::string which = "version " + std::to_string(copy->version) + ", which was acknowledged,";
	if (row == facts.rows.end()) { return is_restored ? "" : which + " is not in the history"; }
	const bool is_same = copy->deleted ? row->body.is_null() : same_value(row->body, copy->content);
	return is_same ? "" : which + " reads otherwise on a phone";
}

const Judge::Settled& Judge::settle(const Moment& moment)
{
	const auto known = settled_.find(moment);
	if (known != settled_.end()) { return known->second; }
	return settled_.emplace(moment, run_until_settled(moment)).first->second;
}

Judge::Settled Judge::run_until_settled(Moment moment)
{
	for (std::size_t round = 0; round <= rounds_max_; ++round)
	{
		const Moment before = moment;
		for (std::size_t i = 0; i < moment.phones.size(); ++i)
		{
			const auto sent = phones_.send(moment.phones[i]);
			const auto step = server_.sync(moment.server, i, sent.request);
			moment.server = step.after;
			moment.phones[i] = phones_.take(sent.after, step.answer);
		}
		if (!phones_.failure().empty()) { return {moment, phones_.failure()}; }
		const bool is_settled = phones_.phone(moment.phones[0]).is_settled() && phones_.phone(moment.phones[1]).is_settled();
		if (is_settled && moment == before)
		{
			rounds_needed_ = std::max(rounds_needed_, round);
			return {moment, compare(moment)};
		}
	}
	return {moment, "not everything was delivered after " + std::to_string(rounds_max_) + " rounds"};
}

// Phones and server have the same.
std::string Judge::compare(const Moment& end) const
{
	const ServerFacts& facts = server_.facts(end.server);
	if (!facts.fault.empty()) { return facts.fault; }
	for (std::size_t i = 0; i < end.phones.size(); ++i)
	{
		const field::Copy* copy = phones_.copy(end.phones[i]);
		const std::string who = "phone " + std::to_string(i + 1);
		if (!facts.head)
		{
			if (copy != nullptr && copy->version > 0) { return who + " holds an event that the server does not have"; }
			continue;
		}
		if (copy == nullptr) { return who + " never heard of the event"; }
		if (copy->is_dirty())
		{
			// What was refused stays as it is, on what it was made from, until its person has put it right.
			if (!copy->needs_attention) { return who + " has something unsent"; }
			continue;
		}
		const bool is_deleted = facts.head->state == ReviewState::deleted;
		if (copy->version != facts.head->version || copy->deleted != is_deleted)
		{
			return who + " holds version " + std::to_string(copy->version) + (copy->deleted ? " (deleted)" : "") + ", the server has " +
				   std::to_string(facts.head->version) + (is_deleted ? " (deleted)" : "");
		}
		const auto newest = std::find_if(facts.rows.rbegin(), facts.rows.rend(), [](const auto& row) { return row.body.is_object(); });
		if (!is_deleted && !same_value(newest->body, copy->content)) { return who + " and the server read otherwise"; }
		if (copy->review_revision != facts.head->revision) { return who + " does not know how the review stands"; }
	}
	return "";
}

std::string Judge::judge_end(const Moment& moment, const Edits& edits, bool is_restored)
{
	const Settled& settled = settle(moment);
	if (!settled.fault.empty()) { return settled.fault; }
	return judge_edits(settled.end, edits, is_restored);
}

std::string Judge::judge_edits(const Moment& end, const Edits& made, bool is_restored)
{
	const Edits edits = with_applied(made, end.server);
	const std::array<const field::Phone*, 2> phones{&phones_.phone(end.phones[0]), &phones_.phone(end.phones[1])};
	const ServerFacts& facts = server_.facts(end.server);
	const Fates fates(facts, edits, phones);
	for (std::size_t i = 0; i < edits.list.size(); ++i)
	{
		const Edit& edit = edits.list[i];
		if (!edit.is_made) { continue; }
		const bool is_there = edit.is_withdrawn || fates.is_in_record(i) || fates.is_told_back(i) || fates.is_replaced(i, true);
		if (!is_there) { return name_of(i) + " is lost"; }
		if (edit.kind == EditKind::create || edit.kind == EditKind::remove || is_restored) { continue; }
		if (fates.is_in_record(i) && fates.is_replaced(i, false)) { return name_of(i) + " came back though it was replaced"; }
	}
	for (std::size_t i = 0; i < phones.size() && !is_restored; ++i)
	{
		if (fates.is_told_back_needlessly(i))
		{
			return "a change was told back to phone " + std::to_string(i + 1) + " though all of it was applied";
		}
	}
	if (!is_restored && fates.came_back_from_deletion()) { return "the event came back though it was deleted"; }
	return "";
}

} // namespace bajin::test
