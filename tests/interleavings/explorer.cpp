#include "tests/interleavings/explorer.hpp"

#include "tests/interleavings/judge.hpp"

#include <algorithm>
#include <ranges>
#include <unordered_set>
#include <utility>

namespace bajin::test
{

namespace
{

constexpr std::size_t late_max = 2;
constexpr StateNumber no_backup = ~StateNumber{0};

enum class Wait : std::uint8_t
{
	none,
	for_request, // on its way to the server
	for_answer,  // on its way back
};

struct Exchange
{
	Wait wait = Wait::none;
	std::uint32_t text = 0; // the request, or the answer
};

struct Late
{
	std::uint32_t phone = 0;
	TextNumber request = 0;

	auto operator<=>(const Late&) const = default;
};

struct Situation
{
	Moment moment;
	StateNumber backup = no_backup;
	std::array<Exchange, 2> exchanges{};
	std::array<Late, late_max> late{};
	std::uint8_t late_count = 0;
	std::uint8_t restores = 0;
	std::uint8_t reviews = 0;
	Edits edits;
};

void take(std::string& key, std::uint32_t value)
{
	key.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// What the end depends on.
std::string end_key_of(const Situation& situation)
{
	std::string key;
	take(key, situation.moment.server);
	for (const StateNumber phone : situation.moment.phones) { take(key, phone); }
	for (std::size_t i = 0; i < situation.edits.list.size(); ++i)
	{
		const Edit& edit = situation.edits.list[i];
		if (!edit.is_made) { continue; }
		key += static_cast<char>(i);
		key += static_cast<char>(edit.kind);
		key += static_cast<char>(edit.replaces);
		key += static_cast<char>((edit.is_withdrawn ? 1 : 0) + (edit.was_applied ? 2 : 0));
	}
	return key;
}

std::string key_of(const Situation& situation)
{
	std::string key = end_key_of(situation);
	take(key, situation.backup);
	for (const Exchange& exchange : situation.exchanges)
	{
		key += static_cast<char>(exchange.wait);
		take(key, exchange.text);
	}
	for (std::size_t i = 0; i < situation.late_count; ++i)
	{
		key += static_cast<char>(situation.late[i].phone);
		take(key, situation.late[i].request);
	}
	key += static_cast<char>(situation.restores);
	key += static_cast<char>(situation.reviews);
	return key;
}

enum class Action : std::uint8_t
{
	start,
	edit,
	send,
	arrive,
	arrive_and_stay,
	lose_request,
	delay_request,
	take,
	lose_answer,
	late_arrives,
	review,
	back_up,
	restore,
};

struct Came
{
	std::uint32_t from = 0;
	Action action = Action::start;
	std::uint8_t phone = 0;
	std::uint8_t what = 0; // EditKind or ReviewState
};

std::string words_of(const Came& came)
{
	static constexpr std::array<const char*, 5> edit_names = {
		"makes the event", "sets the reach", "sets the note", "makes a mistake", "deletes"};
	const std::string who = "phone " + std::to_string(came.phone + 1);
	switch (came.action)
	{
	case Action::edit:
		return who + " " + edit_names[came.what];
	case Action::send:
		return who + " sends";
	case Action::arrive:
		return who + "'s request arrives";
	case Action::arrive_and_stay:
		return who + "'s request arrives, and will once more";
	case Action::lose_request:
		return who + "'s request is lost";
	case Action::delay_request:
		return who + " gives its request up, which is still on its way";
	case Action::take:
		return who + " takes the answer";
	case Action::lose_answer:
		return who + "'s answer is lost";
	case Action::late_arrives:
		return "a late request of " + who + " arrives";
	case Action::review:
		return "the office decides " + std::string(bajin::to_string(static_cast<ReviewState>(came.what)));
	case Action::back_up:
		return "a backup is made";
	case Action::restore:
		return "the backup is restored";
	case Action::start:
		break;
	}
	return "start";
}

class Explorer
{
public:
	explicit Explorer(const Bounds& bounds)
		: bounds_(bounds), server_(bounds.server_forgets_change_ids),
		  phones_(server_.reference(), server_.requests(), server_.answers(), bounds.phone_fault),
		  judge_(server_, phones_, rounds_max(bounds))
	{
	}

	Exploration run()
	{
		Situation first;
		for (std::size_t i = 0; i < 2; ++i) { first.moment.phones[i] = phones_.first(i); }
		visit(first, {});
		for (at_ = 0; at_ < situations_.size() && result_.violation.empty(); ++at_) { step(situations_[at_]); }
		result_.states = situations_.size();
		result_.server_states = server_.size();
		result_.phone_states = phones_.size();
		result_.requests = server_.requests_run();
		result_.ends = ends_.size();
		result_.rounds = judge_.rounds_needed();
		result_.tally = server_.tally();
		if (result_.violation.empty()) { result_.violation = server_.find_change_beside(); }
		return result_;
	}

private:
	// One exchange in which the reset is told, one for each change that a phone may hold of the event - one in flight, one to
	// heal for each restore, the edits since - and one for the other phone to hear of the last.
	static std::size_t rounds_max(const Bounds& bounds) { return 1 + (1 + bounds.restores + 1) + 1; }

	void visit(Situation situation, Came came)
	{
		++result_.steps;
		situation.edits = judge_.with_applied(situation.edits, situation.moment.server);
		if (!known_.insert(key_of(situation)).second) { return; }
		situations_.push_back(situation);
		came.from = static_cast<std::uint32_t>(at_);
		came_.push_back(came);
		const Situation& added = situations_.back();
		std::string fault = judge_.judge_now(added.moment, added.restores > 0);
		const bool is_waiting = added.exchanges[0].wait != Wait::none || added.exchanges[1].wait != Wait::none;
		if (fault.empty() && !is_waiting && ends_.insert(end_key_of(added)).second)
		{
			fault = judge_.judge_end(added.moment, added.edits, added.restores > 0);
		}
		if (!fault.empty() && result_.violation.empty()) { result_.violation = fault + tell_way(came_.size() - 1); }
	}

	[[nodiscard]] std::string tell_way(std::size_t number) const
	{
		std::vector<std::string> way;
		for (; number != 0; number = came_[number].from) { way.push_back(words_of(came_[number])); }
		std::string text;
		for (const std::string& line : std::views::reverse(way)) { text += "\n  " + line; }
		return text;
	}

	void step(const Situation situation) // by value: visiting moves the list
	{
		const auto waiting = std::find_if(
			situation.exchanges.begin(), situation.exchanges.end(), [](const Exchange& exchange) { return exchange.wait != Wait::none; });
		if (bounds_.one_exchange_at_a_time && waiting != situation.exchanges.end())
		{
			const auto phone = static_cast<std::uint8_t>(waiting - situation.exchanges.begin());
			edit(situation, phone);
			exchange(situation, phone);
			return;
		}
		for (std::uint8_t phone = 0; phone < 2; ++phone)
		{
			edit(situation, phone);
			exchange(situation, phone);
		}
		for (std::size_t i = 0; i < situation.late_count; ++i) { let_late_arrive(situation, i); }
		if (situation.reviews == 0)
		{
			for (const ReviewState decision : bounds_.reviews) { review(situation, decision); }
		}
		back_up_and_restore(situation);
	}

	void edit(const Situation& situation, std::uint8_t phone)
	{
		if (situation.edits.count == bounds_.edits) { return; }
		const StateNumber held = situation.moment.phones[phone];
		const auto number = next_edit(situation.edits, phone);
		const auto make = [&](EditKind kind)
		{
			const auto edited = number ? phones_.edit(held, kind, *number) : std::nullopt;
			if (!edited) { return; }
			Situation next = situation;
			next.edits = with_edit(situation.edits, kind, *number, phones_.copy(held));
			next.moment.phones[phone] = *edited;
			visit(next, {0, Action::edit, phone, static_cast<std::uint8_t>(kind)});
		};
		// The first phone makes the one event.
		if (situation.edits.count == 0)
		{
			if (phone == 0) { make(EditKind::create); }
			return;
		}
		for (const EditKind kind : bounds_.kinds) { make(kind); }
	}

	void exchange(const Situation& situation, std::uint8_t phone)
	{
		const Exchange& exchange = situation.exchanges[phone];
		const StateNumber held = situation.moment.phones[phone];
		Situation next = situation;
		if (exchange.wait == Wait::none)
		{
			const auto sent = phones_.send(held);
			next.moment.phones[phone] = sent.after;
			next.exchanges[phone] = {Wait::for_request, sent.request};
			visit(next, {0, Action::send, phone, 0});
		}
		else if (exchange.wait == Wait::for_request)
		{
			const auto step = server_.sync(situation.moment.server, phone, exchange.text);
			next.moment.server = step.after;
			next.exchanges[phone] = {Wait::for_answer, step.answer};
			visit(next, {0, Action::arrive, phone, 0});
			if (add_late(next, {phone, exchange.text})) { visit(next, {0, Action::arrive_and_stay, phone, 0}); }
			next = situation;
			next.exchanges[phone] = {};
			next.moment.phones[phone] = phones_.lose_answer(held);
			visit(next, {0, Action::lose_request, phone, 0});
			if (add_late(next, {phone, exchange.text})) { visit(next, {0, Action::delay_request, phone, 0}); }
		}
		else
		{
			next.exchanges[phone] = {};
			next.moment.phones[phone] = phones_.take(held, exchange.text);
			visit(next, {0, Action::take, phone, 0});
			next.moment.phones[phone] = phones_.crash(held);
			visit(next, {0, Action::lose_answer, phone, 0});
		}
	}

	bool add_late(Situation& situation, const Late& late) const
	{
		// One that changes nothing may as well not arrive.
		if (situation.late_count == bounds_.late || !phones_.carries_changes(late.request)) { return false; }
		situation.late[situation.late_count++] = late;
		std::sort(situation.late.begin(), situation.late.begin() + situation.late_count);
		return true;
	}

	void let_late_arrive(const Situation& situation, std::size_t number)
	{
		const Late late = situation.late[number];
		Situation next = situation;
		std::copy(
			next.late.begin() + static_cast<std::ptrdiff_t>(number) + 1, next.late.end(),
			next.late.begin() + static_cast<std::ptrdiff_t>(number));
		--next.late_count;
		next.moment.server = server_.sync(situation.moment.server, late.phone, late.request).after;
		visit(next, {0, Action::late_arrives, static_cast<std::uint8_t>(late.phone), 0});
	}

	void review(const Situation& situation, ReviewState decision)
	{
		Situation next = situation;
		next.moment.server = server_.review(situation.moment.server, decision);
		if (next.moment.server == situation.moment.server) { return; }
		next.reviews = 1;
		visit(next, {0, Action::review, 0, static_cast<std::uint8_t>(decision)});
	}

	void back_up_and_restore(const Situation& situation)
	{
		if (situation.restores == bounds_.restores) { return; }
		Situation next = situation;
		if (situation.backup == no_backup)
		{
			next.backup = situation.moment.server;
			visit(next, {0, Action::back_up, 0, 0});
			return;
		}
		next.moment.server = server_.restore(situation.backup);
		next.backup = no_backup;
		++next.restores;
		visit(next, {0, Action::restore, 0, 0});
	}

	const Bounds& bounds_;
	ServerStates server_;
	PhoneStates phones_;
	Judge judge_;
	std::vector<Situation> situations_;
	std::vector<Came> came_;
	std::unordered_set<std::string> known_;
	std::unordered_set<std::string> ends_;
	std::size_t at_ = 0;
	Exploration result_;
};

} // namespace

Exploration explore(const Bounds& bounds)
{
	return Explorer(bounds).run();
}

std::string to_string(const Exploration& exploration)
{
	std::string text = std::to_string(exploration.states) + " states, " + std::to_string(exploration.steps) + " steps; " +
					   std::to_string(exploration.server_states) + " of the server, " + std::to_string(exploration.phone_states) +
					   " of the phones, " + std::to_string(exploration.requests) + " requests answered; " +
					   std::to_string(exploration.ends) + " ends, at most " + std::to_string(exploration.rounds) + " rounds";
	for (std::size_t i = 0; i < exploration.tally.changes.size(); ++i)
	{
		text += std::string(i == 0 ? "; " : ", ") + std::string(protocol::to_string(static_cast<protocol::Outcome>(i))) + " " +
				std::to_string(exploration.tally.changes[i]) + " + " + std::to_string(exploration.tally.heals[i]) + " healing";
	}
	return text + ", " + std::to_string(exploration.tally.resets) + " resets";
}

} // namespace bajin::test
