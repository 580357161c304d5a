// Push: what becomes of each change that a phone sends. The rules of the protocol, section by section.
//
// Runs inside one job of the write lane. Every change gets exactly one result, in order, each judged alone; outcomes are
// plain values. What is rejected or conflicts is kept. No clock of its own.
#pragma once

#include "server/store/device_store.hpp"
#include "server/store/event_store.hpp"
#include "server/store/writer.hpp"
#include "server/events/prepare.hpp"
#include "shared/protocol.hpp"

#include <span>
#include <vector>

namespace bajin::sync
{

// In whose name changes are made: a phone, for the teams it stands or stood for, or a coordinator for one team.
struct Author
{
	std::optional<Uuid> device;
	std::string account;                              // the username, where it is no phone
	std::span<const store::Device::Membership> teams; // those it stands for now first; must outlive the push
};

struct PushOptions
{
	Author author;
	Timestamp now;
	std::optional<std::int64_t> clock_offset_s;
	store::Source source = store::Source::phone;
};

struct PushResult
{
	std::vector<protocol::ChangeResult> results;
	std::vector<std::int64_t> own_seqs; // rows that brought exactly what the phone sent: need not be pulled back
};

[[nodiscard]] PushResult push(store::Writer& writer, const PushOptions& options, std::span<const PreparedChange> changes);

} // namespace bajin::sync
