// What must hold in the interleavings test: at every moment, and once all is delivered.
#pragma once

#include "tests/interleavings/phone_states.hpp"
#include "tests/interleavings/server_states.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace bajin::test
{

// Each phone's edits have numbers of their own, so that it makes no difference which of two phones began first.
inline constexpr std::size_t edits_of_phone_max = 4;
inline constexpr std::size_t edit_numbers = 2 * edits_of_phone_max;

// An edit that a person has made, as far as the judge needs to know it.
struct Edit
{
	EditKind kind = EditKind::create;
	bool is_made = false;
	bool is_withdrawn = false; // replaced on its phone before it was ever sent
	bool was_applied = false;  // by the server, at some time, even if that was lost in a restore
	std::uint8_t replaces = 0; // bits of the edits that were before the person's eyes and are gone by this one
};

[[nodiscard]] inline std::size_t phone_of(std::size_t number) noexcept
{
	return number / edits_of_phone_max;
}

struct Edits
{
	std::array<Edit, edit_numbers> list{}; // by their numbers
	std::uint8_t count = 0;
};

// The number that the next edit on this phone gets; empty: it has made as many as it may.
[[nodiscard]] std::optional<std::size_t> next_edit(const Edits& made, std::size_t phone);

// `made` and one more, made on a phone that held `before`; what it replaces is found, and what it withdraws is marked.
[[nodiscard]] Edits with_edit(Edits made, EditKind kind, std::size_t number, const field::Copy* before);

struct Moment
{
	StateNumber server = 0;
	std::array<StateNumber, 2> phones{};

	auto operator<=>(const Moment&) const = default;
};

// The answers are empty when all is well.
class Judge
{
public:
	// All is delivered within that many rounds of one exchange of each phone.
	Judge(ServerStates& server, PhoneStates& phones, std::size_t rounds_max) : server_(server), phones_(phones), rounds_max_(rounds_max) {}

	// Whenever: the server is consistent by itself, and has what the phones were told that it has. After a restore that is so
	// for what is there; what is missing is looked for at the end.
	[[nodiscard]] std::string judge_now(const Moment& moment, bool is_restored);

	// From here on nothing goes wrong any more: both phones sync until nothing moves. Then each edit is in the record, or was
	// replaced by somebody who saw it, or was told back to who made it; and phones and server agree.
	[[nodiscard]] std::string judge_end(const Moment& moment, const Edits& edits, bool is_restored);

	// The same edits, with those marked that the server has taken.
	[[nodiscard]] Edits with_applied(Edits made, StateNumber server);

	[[nodiscard]] std::size_t rounds_needed() const noexcept { return rounds_needed_; }

private:
	struct Settled
	{
		Moment end;
		std::string fault;
	};
	using Applied = std::array<std::uint8_t, edit_numbers>; // bits of EditKind, by the number of the edit

	[[nodiscard]] const Applied& applied(StateNumber server);
	[[nodiscard]] std::string judge_phone(StateNumber server, StateNumber phone, bool is_restored);
	[[nodiscard]] const Settled& settle(const Moment& moment);
	[[nodiscard]] Settled run_until_settled(Moment moment);
	[[nodiscard]] std::string compare(const Moment& end) const;
	[[nodiscard]] std::string judge_edits(const Moment& end, const Edits& made, bool is_restored);

	ServerStates& server_;
	PhoneStates& phones_;
	const std::size_t rounds_max_;
	std::size_t rounds_needed_ = 0;
	std::map<Moment, Settled> settled_;
	std::unordered_map<StateNumber, Applied> applied_;
	std::unordered_set<std::uint64_t> sound_phones_; // beside a state of the server, both in one number
};

} // namespace bajin::test
