// The phones of the interleavings test as numbered states: the real logic of a phone, each step run once.
//
// A state is what the phone has in its storage, and whether an exchange is under way; how often it did what is left out. There is
// one event, and a person edits it in ways that can be told apart afterwards.
#pragma once

#include "tests/interleavings/server_states.hpp"
#include "tools/field/phone.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bajin::test
{

// What a person does to the event.
enum class EditKind : std::uint8_t
{
	create,
	reach,   // another number of people
	note,    // another note
	mistake, // a number of people that the server refuses
	remove,
};

// What a phone does wrong, for the proof that the test finds it.
enum class PhoneFault : std::uint8_t
{
	none,
	forgets_what_was_not_answered, // takes a change for stored when it was sent
	forgets_at_a_reset,            // sends nothing again to a restored server
	pulls_over_edits,              // what others did replaces what is not yet sent
};

// Whether a record shows the edit of that number; `body` may be null.
[[nodiscard]] bool shows_edit(const Json& body, EditKind kind, std::size_t number);

class PhoneStates
{
public:
	PhoneStates(ReferencePointer reference, Texts& requests, Texts& answers, PhoneFault fault);

	[[nodiscard]] StateNumber first(std::size_t phone);

	// Empty when the phone has no such event to edit.
	[[nodiscard]] std::optional<StateNumber> edit(StateNumber from, EditKind kind, std::size_t number);

	struct Sent
	{
		StateNumber after = 0;
		TextNumber request = 0;
	};
	[[nodiscard]] Sent send(StateNumber from); // of a phone that is not under way

	[[nodiscard]] bool carries_changes(TextNumber request) const;

	[[nodiscard]] StateNumber take(StateNumber from, TextNumber answer);
	[[nodiscard]] StateNumber lose_answer(StateNumber from);
	[[nodiscard]] StateNumber crash(StateNumber from);

	[[nodiscard]] const field::Phone& phone(StateNumber state) const { return *states_[state]; }
	[[nodiscard]] const field::Copy* copy(StateNumber state) const; // of the event; nullptr: never heard of
	[[nodiscard]] std::size_t size() const noexcept { return states_.size(); }

	// Empty, or how an answer broke the protocol.
	[[nodiscard]] const std::string& failure() const noexcept { return failure_; }

private:
	enum class Step : std::uint8_t
	{
		edit,
		send,
		take,
		lose,
		crash,
	};
	using Key = std::pair<Step, std::pair<StateNumber, std::uint32_t>>;

	[[nodiscard]] StateNumber number_of(field::Phone phone, bool is_under_way);
	[[nodiscard]] field::Phone forget_in_flight(const field::Phone& phone) const;
	[[nodiscard]] field::Phone forget_heals(const field::Phone& phone) const;
	[[nodiscard]] field::Phone forget_edits(const field::Phone& phone) const;

	field::PhoneOptions options_;
	Texts& requests_;
	Texts& answers_;
	const PhoneFault fault_;
	std::vector<std::unique_ptr<field::Phone>> states_;
	std::unordered_map<std::string, StateNumber> numbers_;
	std::map<Key, StateNumber> steps_;
	std::map<StateNumber, TextNumber> sent_;
	std::string failure_;
};

} // namespace bajin::test
