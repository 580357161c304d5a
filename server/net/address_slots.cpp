#include "server/net/address_slots.hpp"

#include <algorithm>

namespace bajin::net
{

AddressSlots::Slot& AddressSlots::Slot::operator=(Slot&& other) noexcept
{
	if (this == &other) { return *this; }
	leave();
	slots_ = std::exchange(other.slots_, nullptr);
	entry_ = other.entry_;
	has_entry_ = other.has_entry_;
	is_connection_ = other.is_connection_;
	had_turn_ = other.had_turn_;
	is_proven_ = other.is_proven_;
	return *this;
}

void AddressSlots::Slot::leave() noexcept
{
	if (slots_ == nullptr) { return; }
	if (is_connection_)
	{
		--slots_->connections_;
		if (!is_proven_) { --slots_->unproven_; }
	}
	if (has_entry_)
	{
		Entry& entry = entry_->second;
		--entry.held;
		if (had_turn_ && !is_proven_) { --entry.unknown; }
		if (entry.held == 0 && entry.known_until == Clock::time_point()) { slots_->entries_.erase(entry_); }
	}
	slots_ = nullptr;
}

AddressSlots::Slot AddressSlots::enter(const std::optional<Address>& address, Clock::time_point now)
{
	Slot slot;
	if (connections_ >= options_.connections_max) { return slot; }
	const bool is_trusted = !address;
	if (address)
	{
		if (!join(slot, *address, now)) { return slot; }
		// What is kept for those who have proved themselves is open to the addresses where some have.
		const std::size_t unproven_max = options_.connections_max - options_.connections_max / 10;
		if (unproven_ >= unproven_max && slot.entry_->second.known_until <= now)
		{
			slot.leave();
			return slot;
		}
	}
	slot.slots_ = this;
	slot.is_connection_ = true;
	slot.is_proven_ = is_trusted;
	++connections_;
	if (!is_trusted) { ++unproven_; }
	return slot;
}

AddressSlots::Slot AddressSlots::enter_request(const Address& address, Clock::time_point now)
{
	Slot slot;
	if (join(slot, address, now) && !take_turn(slot, now)) { slot.leave(); }
	return slot;
}

bool AddressSlots::join(Slot& slot, const Address& address, Clock::time_point now)
{
	forget_empty(now);
	const auto entry = entries_.try_emplace(network_of(address)).first;
	if (entry->second.held >= options_.known_address_max) { return false; }
	++entry->second.held;
	slot.slots_ = this;
	slot.entry_ = entry;
	slot.has_entry_ = true;
	return true;
}

bool AddressSlots::take_turn(Slot& slot, Clock::time_point now)
{
	if (!slot.has_entry_ || slot.had_turn_) { return true; }
	Entry& entry = slot.entry_->second;
	if (entry.unknown >= options_.address_max && entry.known_until <= now) { return false; }
	++entry.unknown;
	slot.had_turn_ = true;
	return true;
}

void AddressSlots::prove(Slot& slot, Clock::time_point now)
{
	if (!slot.has_entry_) { return; }
	Entry& entry = slot.entry_->second;
	entry.known_until = now + options_.known_for;
	if (slot.is_proven_ || !slot.had_turn_) { return; }
	--entry.unknown;
	if (slot.is_connection_) { --unproven_; }
	slot.is_proven_ = true;
}

void AddressSlots::forget_empty(Clock::time_point now)
{
	if (entries_.size() < sweep_at_) { return; }
	std::erase_if(entries_, [now](const auto& entry) { return entry.second.held == 0 && entry.second.known_until <= now; });
	sweep_at_ = std::max(kept_entries_max, 2 * entries_.size());
}

} // namespace bajin::net
