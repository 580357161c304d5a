// One change to one event, whoever makes it: what put, delete and merge do to what is stored.
//
// Called by push and heal for phones, by entry for coordinators, inside a job of the write lane. Outcomes are plain values.
#pragma once

#include "server/events/prepare.hpp"
#include "server/events/record_change.hpp"
#include "server/store/device_store.hpp"
#include "shared/protocol.hpp"

#include <optional>
#include <span>
#include <vector>

namespace bajin::events
{

// In whose name changes are made: a phone, for the teams it stands or stood for, or a coordinator for one team.
struct Author
{
	std::optional<Uuid> device;
	std::string account;                              // the username, where it is no phone
	std::span<const store::Device::Membership> teams; // those it stands for now first; must outlive the push
};

struct ChangeOptions
{
	Author author;
	Timestamp now;
	std::optional<Date> today; // as of PrepareOptions
	std::optional<std::int64_t> clock_offset_s;
	store::Source source = store::Source::phone;
};

struct ChangeContext
{
	store::Writer& writer;
	const ChangeOptions& options;
	const PreparedChange& prepared;
	std::span<const store::Epoch> epochs;
	std::vector<std::int64_t>& own_seqs;
	std::optional<store::EventHead> head;                  // as stored before the change
	const store::Device::Membership* membership = nullptr; // the team whose event it is
	std::optional<Json> parsed{};

	// The record of a put as it was sent; parsed when it is first asked for.
	[[nodiscard]] const Json& record();
	[[nodiscard]] protocol::ChangeResult result(protocol::Outcome outcome) const;
	[[nodiscard]] protocol::ChangeResult reject(std::vector<Problem> problems) const;
	[[nodiscard]] protocol::ChangeResult conflict() const;               // with today's state
	[[nodiscard]] protocol::ChangeResult unchanged() const;              // what is stored equals what was sent
	[[nodiscard]] protocol::ChangeResult unchanged_with_current() const; // what is stored holds what was sent, and more
};

[[nodiscard]] protocol::ChangeResult apply_put(ChangeContext& context);
[[nodiscard]] protocol::ChangeResult apply_remove(ChangeContext& context);

// To a return: nothing is to be corrected. Accepted while the event stands returned, at the record and the return that the phone
// had seen; a conflict when it was deleted, edited or returned again since; unchanged where it needs no answer any more.
[[nodiscard]] protocol::ChangeResult apply_answer(ChangeContext& context);

// Writes the record (the one sent, or a merged one) or the tombstone as `version`.
struct RecordWrite
{
	const StoredEvent* before = nullptr;
	std::int64_t version = 0;
	std::int64_t ancestor = 0;
	const Json* merged = nullptr; // nullptr: what was sent, as it was sent
};
[[nodiscard]] protocol::ChangeResult write_put(ChangeContext& context, const RecordWrite& write);
[[nodiscard]] protocol::ChangeResult write_tombstone(ChangeContext& context, const RecordWrite& write);

// Merges what was sent into what is stored, starting from the newest stored version up to `base`.
[[nodiscard]] protocol::ChangeResult merge_put(ChangeContext& context, const StoredEvent& before);

// The highest version of an earlier epoch that the content descends from, after an edit that declares `base`.
[[nodiscard]] std::int64_t ancestor_after(const ChangeContext& context);

} // namespace bajin::events
