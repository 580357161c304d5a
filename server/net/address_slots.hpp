// How many connections an address may hold, so that nobody takes the places of the others.
//
// Owned by the server; the listener enters each connection, the connection asks for its turn before it reads a byte, and
// proves itself with the first valid credential. I/O thread; the time is passed in. An address (a /64 of IPv6) has few places
// as long as nobody there has proved anything, and many from then on: a carrier's one address holds the phones of a county.
// Who comes too many waits for a turn. A tenth of all places is kept for those who have proved themselves.
#pragma once

#include "server/net/address.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>

namespace bajin::net
{

struct SlotOptions
{
	std::size_t connections_max = 10'000;
	std::size_t address_max = 64;          // of an address of which nothing is known
	std::size_t known_address_max = 1'024; // of one from which a valid credential came
	std::chrono::seconds known_for{3'600}; // after the last of them
};

class AddressSlots
{
public:
	using Clock = std::chrono::steady_clock;

private:
	struct Entry
	{
		std::size_t held = 0;    // places, with those that wait
		std::size_t unknown = 0; // of those that had their turn and have proved nothing
		Clock::time_point known_until{};
	};
	using Entries = std::map<Network, Entry>; // ordered: no choice of addresses makes it slow

public:
	// The place of one connection, or of one request that a trusted proxy passes on; given back by its end.
	class Slot
	{
	public:
		Slot() = default;
		Slot(Slot&& other) noexcept { *this = std::move(other); }
		Slot& operator=(Slot&& other) noexcept;
		Slot(const Slot&) = delete;
		Slot& operator=(const Slot&) = delete;
		~Slot() { leave(); }

		[[nodiscard]] explicit operator bool() const noexcept { return slots_ != nullptr; }

	private:
		friend class AddressSlots;
		void leave() noexcept;

		AddressSlots* slots_ = nullptr;
		Entries::iterator entry_{}; // of its address, when `has_entry_`
		bool has_entry_ = false;
		bool is_connection_ = false;
		bool had_turn_ = false;
		bool is_proven_ = false;
	};

	explicit AddressSlots(const SlotOptions& options) : options_(options) {}
	AddressSlots(const AddressSlots&) = delete;
	AddressSlots& operator=(const AddressSlots&) = delete;

	// A place for a connection from there; without an address, for that of a trusted proxy, whose requests are entered one by
	// one. Empty: there is none.
	[[nodiscard]] Slot enter(const std::optional<Address>& address, Clock::time_point now);

	// A place for a request that a trusted proxy passes on for that address.
	[[nodiscard]] Slot enter_request(const Address& address, Clock::time_point now);

	// Whether it is this one's turn to be served; once yes, always yes.
	[[nodiscard]] bool take_turn(Slot& slot, Clock::time_point now);

	// It showed a valid credential: its address is known from now on.
	void prove(Slot& slot, Clock::time_point now);

	[[nodiscard]] std::size_t connections() const noexcept { return connections_; }

private:
	[[nodiscard]] bool join(Slot& slot, const Address& address, Clock::time_point now);
	void forget_empty(Clock::time_point now);

	static constexpr std::size_t kept_entries_max = 20'000; // before those that are known and hold no place are looked through

	const SlotOptions options_;
	Entries entries_;
	std::size_t sweep_at_ = kept_entries_max;
	std::size_t connections_ = 0;
	std::size_t unproven_ = 0; // of them
};

} // namespace bajin::net
