// The server of the interleavings test as numbered states: the real endpoint, rules and store, each step run once.
//
// A state is all rows that a sync, a review or a restore can change, as text; equal texts are one state. A step from a state is
// run by the real server, whose rows are first set back to those of that state, and its result is remembered: asked again, the
// same request in the same state costs a look-up. Of a device what it last said of itself (when it was heard, what it has
// pending) is no part of a state: no answer depends on it.
#pragma once

#include "server/store/event_store.hpp"
#include "tests/support/test_server.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace bajin::test
{

using StateNumber = std::uint32_t;
using TextNumber = std::uint32_t;

// Texts by number, each once.
class Texts
{
public:
	TextNumber number_of(const std::string& text);
	[[nodiscard]] const std::string& operator[](TextNumber number) const { return *texts_[number]; }
	[[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }

private:
	std::unordered_map<std::string, TextNumber> numbers_;
	std::vector<const std::string*> texts_;
};

// What the judge wants to know of a state.
struct ServerFacts
{
	struct Row
	{
		std::int64_t version = 0;
		store::HistoryOp op = store::HistoryOp::put;
		std::string change_id; // empty: none
		Json body;             // null: none
	};
	std::optional<store::EventHead> head; // of the one event
	std::vector<Row> rows;                // oldest first
	std::int64_t sessions = 0;            // as the statistics have them
	std::string fault;                    // what is wrong with the state by itself: counts, versions, doubled rows
};

// What the server answered, each different request in each different state once; by protocol::Outcome.
struct Tally
{
	std::array<std::size_t, 5> changes{};
	std::array<std::size_t, 5> heals{};
	std::size_t resets = 0;
};

class ServerStates
{
public:
	// A server that has forgotten the change ids that it has applied, for the proof that the test finds that.
	explicit ServerStates(bool forgets_change_ids);
	~ServerStates();

	[[nodiscard]] StateNumber first() const noexcept { return 0; }

	struct Step
	{
		StateNumber after = 0;
		TextNumber answer = 0;
	};
	[[nodiscard]] Step sync(StateNumber from, std::size_t phone, TextNumber request);

	// The office verifies or returns the event as it stands; the same state when there is nothing to review.
	[[nodiscard]] StateNumber review(StateNumber from, ReviewState decision);

	// The state of a server restored from a backup of that state: a new epoch.
	[[nodiscard]] StateNumber restore(StateNumber backup);

	[[nodiscard]] const ServerFacts& facts(StateNumber state);

	[[nodiscard]] Texts& requests() noexcept { return requests_; }
	[[nodiscard]] Texts& answers() noexcept { return answers_; }
	[[nodiscard]] const ReferencePointer& reference() const noexcept;
	[[nodiscard]] std::size_t size() const noexcept { return states_.size(); }
	[[nodiscard]] std::size_t requests_run() const noexcept { return requests_run_; }
	[[nodiscard]] const Tally& tally() const noexcept { return tally_; }

	// Tables that changed though no state holds them; empty when all is well.
	[[nodiscard]] std::string find_change_beside();

private:
	struct Machine; // a server and the rows that it holds now; one for each epoch
	struct State
	{
		Machine* machine = nullptr;
		std::string rows;
		std::optional<ServerFacts> facts;
	};

	Machine& load(StateNumber state);
	StateNumber number_of(Machine& machine);
	StateNumber restore_anew(StateNumber backup);
	void tally(const Json& request, const Json& answer);
	[[nodiscard]] std::string with_other_change_ids(const std::string& request, StateNumber state) const;
	[[nodiscard]] ServerFacts find_facts(Machine& machine);

	const bool forgets_change_ids_;
	Texts requests_;
	Texts answers_;
	std::map<std::string, std::unique_ptr<Machine>> machines_; // by their epochs
	std::array<TestDevice, 2> devices_;
	std::vector<State> states_;
	std::unordered_map<std::string, StateNumber> numbers_;
	std::map<std::array<std::uint32_t, 3>, Step> steps_;
	std::map<std::pair<StateNumber, ReviewState>, StateNumber> reviews_;
	std::map<StateNumber, StateNumber> restores_;
	std::size_t requests_run_ = 0;
	Tally tally_;
};

// The one time by which server and phones go.
[[nodiscard]] Timestamp noon_of_interleavings() noexcept;

} // namespace bajin::test
