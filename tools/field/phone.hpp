// One simulated phone as a pure state machine: what it records offline, its durable outbox, its cursor, and what the
// server has acknowledged. It keeps the rules that every client of the sync protocol has to keep.
//
// Used by `bajin field` (over HTTP) and by the simulation tests (without sockets). No sockets, no threads, no clock of
// its own; the same seed and the same answers give the same requests. Everything but "an exchange is under way" counts
// as written to the phone's storage before the call returns, so crash() loses only that, and save() is that storage.
//
//   phone.record_event(now);
//   if (auto request = phone.make_request(now))
//       answer arrived ? phone.take_answer(*answer) : phone.lose_answer();
#pragma once

#include "shared/event.hpp"
#include "shared/json.hpp"
#include "shared/timestamp.hpp"
#include "tools/field/records.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bajin::field
{

struct PhoneOptions
{
	std::uint64_t seed = 1;
	Uuid team;
	AreaId area = 0; // where the team records
	ReferencePointer reference;
	std::size_t changes_max = 100; // of one request
	std::int64_t page_limit = 500;
	double mistake_share = 0.0; // of the records, wrong as people write them: refused by the server, then corrected
};

// A change as it was frozen when it was first sent. It is sent again unchanged until it has got its result.
struct InFlight
{
	Uuid change_id;
	std::int64_t base = 0;
	bool deleted = false;
	Json content; // null when deleted
	Timestamp edited_at;
	std::optional<std::int64_t> review_revision;
	bool heal = false;
	std::int64_t times_sent = 0;
};

// A content that the server once acknowledged, to be sent again after the server was restored from a backup.
struct HealCopy
{
	std::int64_t version = 0;
	bool deleted = false;
	Json content;
};

// What the phone holds of one event.
struct Copy
{
	// The newest version whose content the phone holds; version 0: the server never acknowledged the event.
	std::int64_t version = 0;
	bool deleted = false;
	Json content; // null when deleted or never acknowledged
	std::string receipt;
	std::string review_state; // empty: not told yet
	std::int64_t review_revision = 0;
	std::int64_t pushed_version = 0; // highest version in which a change of this phone was acknowledged; 0: none
	Json pushed_content;             // content of that version, null for a tombstone

	// What the user sees; unlike the above while something is unsent.
	bool local_deleted = false;
	Json local;
	Timestamp edited_at;
	bool needs_attention = false; // refused: not sent again before the user has edited it

	std::optional<InFlight> in_flight; // at most one
	std::vector<HealCopy> heals;       // oldest first

	[[nodiscard]] bool is_dirty() const; // local edits that are not in `content`

	// Also at version 0: when the answer to the first change was lost, others edited meanwhile, and the edits made here since
	// could not be moved onto theirs.
	[[nodiscard]] bool is_known_to_server() const;
};

// An edit that the server did not apply; a person looks at it. The server keeps it too.
struct Attention
{
	Uuid id;
	Uuid change_id;
	std::string outcome; // "conflict" or "rejected"
	Json problems;
	Json content; // as sent; null for a delete
};

struct PhoneCounts
{
	std::int64_t recorded = 0;
	std::int64_t edited = 0;
	std::int64_t deleted = 0;
	std::int64_t requests = 0;
	std::int64_t changes_sent = 0;     // each sending of a change
	std::int64_t changes_repeated = 0; // of these, the second and later ones of the same change
	std::int64_t accepted = 0;
	std::int64_t unchanged = 0;
	std::int64_t merged = 0;
	std::int64_t conflicts = 0;
	std::int64_t rejected = 0;
	std::int64_t heals = 0; // results of heals, whatever the outcome
	std::int64_t resets = 0;
	std::int64_t crashes = 0;
};

class Phone
{
public:
	explicit Phone(PhoneOptions options);

	// What the user does; works without any network. Edits and deletes pick some live event of the team and give false
	// when there is none. An edit prefers what was returned or refused.
	Uuid record_event(Timestamp now);
	bool edit_some_event(Timestamp now);
	bool delete_some_event(Timestamp now);

	// Edits this event (replaces what the user sees); false when the phone does not hold it or it is deleted here.
	bool put_event(const Uuid& id, Json content, Timestamp now);

	// The next sync request: everything in flight again, then new changes up to the bound. Empty while an exchange is
	// under way.
	[[nodiscard]] std::optional<Json> make_request(Timestamp now);

	// The 200 answer to that request. Throws std::runtime_error when it breaks the protocol; nothing is taken over then.
	// Ignored when no exchange is under way.
	void take_answer(const Json& answer);

	// The request or its answer was lost, or the answer was no 200: everything sent stays in flight.
	void lose_answer();

	// The program dies: what is not in its storage is gone.
	void crash();

	// The storage of the phone as JSON, and a phone that goes on from it (a re-run of the program).
	[[nodiscard]] Json save() const;
	[[nodiscard]] static Phone load(PhoneOptions options, const Json& saved);

	// True when nothing is unsent, no page is outstanding and no reset is going on: all was synced.
	[[nodiscard]] bool is_settled() const;
	[[nodiscard]] std::size_t unsent() const; // events with something unsent, refused ones excluded

	[[nodiscard]] const std::map<Uuid, Copy>& copies() const noexcept { return copies_; }
	[[nodiscard]] const std::vector<Attention>& attention() const noexcept { return attention_; }
	[[nodiscard]] const PhoneCounts& counts() const noexcept { return counts_; }
	[[nodiscard]] const std::string& cursor() const noexcept { return cursor_; }
	[[nodiscard]] bool is_resetting() const noexcept { return resetting_; }

private:
	void freeze(const Uuid& id, Copy& copy, Timestamp now);
	[[nodiscard]] Json describe_change(const Uuid& id, const InFlight& change) const;
	[[nodiscard]] Json describe_pending() const;
	void check_answer(const Json& answer) const;
	void begin_reset();
	void end_reset();
	void take_result(const Uuid& id, const Json& result);
	static void take_applied(Copy& copy, const InFlight& sent, const Json& result);
	static void take_current(Copy& copy, const InFlight& sent, const Json& current);
	void take_element(const Json& element);
	static void adopt(Copy& copy, const Json& element);
	[[nodiscard]] std::vector<Uuid> live_events() const;

	PhoneOptions options_;
	RecordMaker maker_;
	Random random_;
	std::map<Uuid, Copy> copies_;
	std::vector<Uuid> sent_; // events whose change is in the request under way, in order
	std::vector<Attention> attention_;
	PhoneCounts counts_;
	std::string cursor_; // empty: from the beginning
	bool under_way_ = false;
	bool more_ = true; // pages are outstanding
	bool resetting_ = false;
	std::map<Uuid, std::int64_t> seen_in_reset_; // version of each event on the pages of the reset
};

} // namespace bajin::field
