#include "server/net/address_slots.hpp"
#include "tests/support/catch.hpp"

#include <vector>

using namespace bajin::net;
using namespace std::chrono_literals;

namespace
{

using Slot = AddressSlots::Slot;

const auto slots_start = AddressSlots::Clock::time_point() + 1h;

SlotOptions slot_options()
{
	SlotOptions options;
	options.connections_max = 20;
	options.address_max = 3;
	options.known_address_max = 8;
	return options;
}

Address host(const char* text)
{
	return parse_address(text).value();
}

// As many connections as there are places for, and of them those that have their turn.
struct Crowd
{
	std::vector<Slot> slots;
	int served = 0;
};
Crowd crowd(AddressSlots& slots, const char* from, AddressSlots::Clock::time_point now = slots_start)
{
	Crowd crowd;
	for (int i = 0; i < 100; ++i)
	{
		Slot slot = slots.enter(host(from), now);
		if (!slot) { break; }
		crowd.served += slots.take_turn(slot, now) ? 1 : 0;
		crowd.slots.push_back(std::move(slot));
	}
	return crowd;
}

} // namespace

TEST_CASE("slots: an address that proved nothing has a few turns, and those that wait are bounded too")
{
	AddressSlots slots(slot_options());
	Crowd first = crowd(slots, "192.0.2.1");
	CHECK(first.served == 3);
	CHECK(first.slots.size() == 8);
	CHECK(crowd(slots, "192.0.2.2").served == 3);
	// A place that is given back is the next one's turn.
	CHECK_FALSE(slots.take_turn(first.slots[5], slots_start));
	first.slots.erase(first.slots.begin());
	CHECK(slots.take_turn(first.slots[4], slots_start));
	CHECK_FALSE(slots.take_turn(first.slots[5], slots_start));
	first.slots.clear();
	CHECK(slots.connections() == 0);
}

TEST_CASE("slots: with the first valid credential its address is known, and for an hour after the last")
{
	AddressSlots slots(slot_options());
	Crowd office = crowd(slots, "192.0.2.1");
	slots.prove(office.slots[0], slots_start);
	for (Slot& slot : office.slots) { CHECK(slots.take_turn(slot, slots_start)); }
	office.slots.clear();
	CHECK(crowd(slots, "192.0.2.1", slots_start + 59min).served == 8);
	CHECK(crowd(slots, "192.0.2.1", slots_start + 1h).served == 3);
}

TEST_CASE("slots: hosts of one IPv6 network share their places")
{
	AddressSlots slots(slot_options());
	const Crowd first = crowd(slots, "2001:db8:1:2::1");
	CHECK(first.served == 3);
	CHECK(crowd(slots, "2001:db8:1:2:ffff::9").slots.empty());
	CHECK(crowd(slots, "2001:db8:1:3::1").served == 3);
}

TEST_CASE("slots: a tenth is kept for the addresses that have proved themselves")
{
	AddressSlots slots(slot_options());
	{
		Slot phone = slots.enter(host("198.51.100.1"), slots_start);
		CHECK(slots.take_turn(phone, slots_start));
		slots.prove(phone, slots_start);
	}
	const Crowd one = crowd(slots, "192.0.2.1");
	const Crowd two = crowd(slots, "192.0.2.2");
	const Crowd three = crowd(slots, "192.0.2.3");
	CHECK(one.slots.size() + two.slots.size() + three.slots.size() == 18);
	CHECK_FALSE(slots.enter(host("192.0.2.4"), slots_start));
	Slot back = slots.enter(host("198.51.100.1"), slots_start);
	CHECK(back);
	CHECK(slots.enter(std::nullopt, slots_start));
	const Slot proxy = slots.enter(std::nullopt, slots_start);
	CHECK(proxy);
	CHECK_FALSE(slots.enter(host("198.51.100.1"), slots_start));
}

TEST_CASE("slots: through a trusted proxy each request takes a place of the address it comes from")
{
	AddressSlots slots(slot_options());
	const Slot proxy = slots.enter(std::nullopt, slots_start);
	std::vector<Slot> requests;
	for (int i = 0; i < 10; ++i) { requests.push_back(slots.enter_request(host("192.0.2.1"), slots_start)); }
	CHECK(std::count_if(requests.begin(), requests.end(), [](const Slot& slot) { return static_cast<bool>(slot); }) == 3);
	CHECK(slots.enter_request(host("192.0.2.2"), slots_start));
	slots.prove(requests[0], slots_start);
	CHECK(slots.enter_request(host("192.0.2.1"), slots_start));
	requests.clear();
	CHECK(slots.connections() == 1);
}
