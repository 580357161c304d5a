// Visits every state that two phones, an office and a network that does what it likes can bring a server to, within bounds.
//
// Breadth first over all choices, each state once, so that what is found wrong is told by a shortest way to it. Requests and
// answers may be lost any number of times; a request may arrive late, after the phone has given it up, and once more after
// it was answered. Which edits are made, when and on which phone, is among the choices. Every moment is judged, and from every
// moment in which no phone waits for an answer the end is judged too: what comes out when nothing goes wrong any more.
#pragma once

#include "tests/interleavings/phone_states.hpp"
#include "tests/interleavings/server_states.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace bajin::test
{

struct Bounds
{
	std::size_t edits = 3; // making the event is one
	std::vector<EditKind> kinds = {EditKind::reach, EditKind::note, EditKind::remove};
	std::size_t late = 1;                  // requests on their way that no phone waits for, at one time
	std::size_t restores = 0;              // of a backup that is made at some moment before
	std::vector<ReviewState> reviews = {}; // what the office may decide, once
	// While a phone waits, nothing else moves but its person. Nothing is missed by that: what a phone sends and takes depends on
	// nothing that others do meanwhile, and what they do does not depend on it before it arrives, so that it may as well be done
	// before or after; a request that is overtaken is a late one.
	bool one_exchange_at_a_time = true;
	PhoneFault phone_fault = PhoneFault::none;
	bool server_forgets_change_ids = false;
};

struct Exploration
{
	std::string violation; // empty: nothing is wrong; else what, and the steps that lead there
	std::size_t states = 0;
	std::size_t steps = 0;         // from one to another of them
	std::size_t server_states = 0; // different contents of the database
	std::size_t phone_states = 0;
	std::size_t requests = 0; // that the server answered: each in each of its states once
	std::size_t ends = 0;     // moments from which the end was judged
	std::size_t rounds = 0;   // most that were needed to that end
	Tally tally;
};

[[nodiscard]] Exploration explore(const Bounds& bounds);

[[nodiscard]] std::string to_string(const Exploration& exploration);

} // namespace bajin::test
