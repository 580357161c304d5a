// Every way in which three edits of one event on two phones can reach the server, and the proof that the search finds what is
// wrong: with a phone or a server that breaks a rule of the protocol it must find that.
#include "tests/interleavings/explorer.hpp"
#include "tests/support/as_shipped.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/outcomes.hpp"

#include <iostream>

using namespace bajin;
using namespace bajin::test;

namespace
{

// Nothing is wrong, and no less was looked at than when the test was written.
Exploration require_sound(const char* what, const Bounds& bounds, std::size_t states_min)
{
	const Exploration found = explore(bounds);
	std::cout << what << ": " << to_string(found) << std::endl;
	INFO(what << ": " << found.violation);
	CHECK(found.violation.empty());
	CHECK(found.states >= states_min);
	return found;
}

void require_found(const Bounds& bounds, const std::string& violation)
{
	const Exploration found = explore(bounds);
	std::cout << found.states << " states, then: " << found.violation << std::endl;
	INFO(found.violation);
	CHECK(found.violation.starts_with(violation));
}

} // namespace

TEST_CASE("interleavings: three edits on two phones, whatever the network does")
{
	Bounds bounds;
	bounds.late = is_as_shipped ? 1 : 0;
	const Exploration found = require_sound("three edits", bounds, is_as_shipped ? 49'000 : 12'500);
	for (const protocol::Outcome outcome : all_outcomes)
	{
		INFO(protocol::to_string(outcome));
		CHECK((outcome == protocol::Outcome::rejected || found.tally.changes[static_cast<std::size_t>(outcome)] > 0));
	}
}

TEST_CASE("interleavings: nothing is missed by letting one exchange end before another begins")
{
	Bounds bounds;
	bounds.edits = 2;
	const Exploration one = require_sound("two edits, one exchange at a time", bounds, 3'700);
	bounds.one_exchange_at_a_time = false;
	const Exploration both = require_sound("two edits, exchanges of both phones at once", bounds, 8'900);
	CHECK(both.states > one.states);
	CHECK(both.server_states == one.server_states);
	CHECK(both.requests == one.requests);
	CHECK(both.ends == one.ends);
}

TEST_CASE("interleavings: edits that the server refuses")
{
	Bounds bounds;
	bounds.kinds = {EditKind::mistake, EditKind::reach, EditKind::remove};
	bounds.late = 0;
	if (!is_as_shipped) { bounds.kinds = {EditKind::mistake, EditKind::reach}; }
	const Exploration found = require_sound("mistakes", bounds, is_as_shipped ? 10'800 : 6'200);
	CHECK(found.tally.changes[static_cast<std::size_t>(protocol::Outcome::rejected)] > 0);
}

TEST_CASE("interleavings: the office verifies or returns the event in between")
{
	Bounds bounds;
	bounds.late = 0;
	bounds.reviews = {ReviewState::verified, ReviewState::returned};
	if (!is_as_shipped) { bounds.kinds = {EditKind::reach}; }
	require_sound("review", bounds, is_as_shipped ? 87'000 : 15'800);
}

TEST_CASE("interleavings: a backup is restored, and the phones heal it")
{
	Bounds bounds;
	bounds.late = 0;
	bounds.restores = 1;
	bounds.edits = is_as_shipped ? 3 : 2;
	const Exploration found = require_sound("restore", bounds, is_as_shipped ? 620'000 : 32'500);
	CHECK(found.tally.resets > 0);
	if (!is_as_shipped) { return; } // two edits are too few for a heal that meets another's
	for (const protocol::Outcome outcome : all_outcomes)
	{
		INFO(protocol::to_string(outcome));
		CHECK((outcome == protocol::Outcome::rejected || found.tally.heals[static_cast<std::size_t>(outcome)] > 0));
	}
}

TEST_CASE("interleavings: a phone that takes a change for stored when it was sent loses it, and that is found")
{
	Bounds bounds;
	bounds.phone_fault = PhoneFault::forgets_what_was_not_answered;
	require_found(bounds, "edit 1 of phone 1 is lost");
}

TEST_CASE("interleavings: a phone that lets what it pulls replace what is unsent loses it, and that is found")
{
	Bounds bounds;
	bounds.phone_fault = PhoneFault::pulls_over_edits;
	require_found(bounds, "edit");
}

TEST_CASE("interleavings: a phone that sends nothing again after a restore loses it, and that is found")
{
	Bounds bounds;
	bounds.restores = 1;
	bounds.late = 0;
	bounds.phone_fault = PhoneFault::forgets_at_a_reset;
	require_found(bounds, "phone 1 holds an event that the server does not have");
}

TEST_CASE("interleavings: a server that forgets which changes it applied doubles them, and that is found")
{
	Bounds bounds;
	bounds.server_forgets_change_ids = true;
	require_found(bounds, "a change was told back to phone 1 though all of it was applied");
}

// Found by the search with four edits: the phone took the event for one that had never left it, and threw the deletion away.
TEST_CASE("interleavings: a deletion reaches the server though the first answer was lost and another phone has edited since")
{
	ServerStates server(false);
	PhoneStates phones(server.reference(), server.requests(), server.answers(), PhoneFault::none);
	StateNumber state = server.first();
	const auto sync = [&](std::size_t phone, StateNumber held)
	{
		const auto sent = phones.send(held);
		const auto step = server.sync(state, phone, sent.request);
		state = step.after;
		return phones.take(sent.after, step.answer);
	};
	StateNumber first = phones.edit(phones.first(0), EditKind::create, 0).value();
	const auto lost = phones.send(first);
	first = phones.edit(lost.after, EditKind::reach, 1).value();
	state = server.sync(state, 0, lost.request).after;
	first = phones.crash(first);
	StateNumber second = sync(1, phones.first(1));
	second = sync(1, phones.edit(second, EditKind::reach, 5).value());

	first = phones.edit(sync(0, first), EditKind::remove, 2).value();
	REQUIRE(phones.copy(first) != nullptr);
	CHECK(phones.phone(first).unsent() == 1);
	first = sync(0, first);
	// It was made without having seen the other's edit, which stands.
	CHECK(phones.phone(first).attention().back().outcome == "conflict");
	CHECK(shows_edit(phones.copy(first)->local, EditKind::reach, 5));
}

TEST_CASE("interleavings: wider bounds, four edits", "[.long]")
{
	Bounds bounds;
	bounds.edits = 4;
	require_sound("four edits", bounds, 606'000);
}

TEST_CASE("interleavings: wider bounds, late requests beside a restore", "[.long]")
{
	Bounds bounds;
	bounds.restores = 1;
	bounds.edits = 2;
	require_sound("two edits, restore and late requests", bounds, 229'000);
	if (!is_as_shipped) { return; }
	bounds.edits = 3;
	bounds.kinds = {EditKind::reach, EditKind::remove};
	require_sound("three edits, restore and late requests", bounds, 2'996'000);
}

TEST_CASE("interleavings: wider bounds, late requests beside a review", "[.long]")
{
	Bounds bounds;
	bounds.reviews = {ReviewState::verified, ReviewState::returned};
	require_sound("review and late requests", bounds, 383'000);
}
