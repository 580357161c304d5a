// The sync protocol as plain structs: one request, one answer, and their JSON. See shared/PROTOCOL.md.
//
// Read by the sync endpoint and by the simulated phones; written by both. No sockets, no SQL, no clock.
#pragma once

#include "shared/event.hpp"
#include "shared/json.hpp"
#include "shared/json_view.hpp"
#include "shared/result.hpp"
#include "shared/review.hpp"
#include "shared/timestamp.hpp"
#include "shared/uuid.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::protocol
{

inline constexpr int version_current = 1;
inline constexpr int version_min = 1;
inline constexpr std::size_t changes_max = 500;                // of one request
inline constexpr std::size_t body_bytes_max = 4 * 1024 * 1024; // after decompression
inline constexpr std::int64_t limit_default = 500;             // of a page
inline constexpr std::int64_t limit_max = 1'000;
inline constexpr std::int64_t pending_max = 1'000'000;    // more than a phone can hold
inline constexpr std::size_t envelope_problems_max = 100; // named in an answer
inline constexpr std::size_t change_problems_max = 100;   // named of a change
inline constexpr std::size_t notice_reads_max = 100;      // of one request; further ones are passed over

enum class Operation : std::uint8_t
{
	put,
	remove, // "delete" on the wire
	answer, // to a return: nothing is to be corrected, as `reason` says; keeps record and version
};

[[nodiscard]] std::string_view to_string(Operation op) noexcept;

// One change as sent. When `problems` is not empty it could not be read as a change and is to be rejected with them.
struct Change
{
	std::optional<Uuid> change_id;
	std::optional<Uuid> id;
	std::int64_t base = 0;
	Operation op = Operation::put;
	std::optional<Timestamp> edited_at;
	JsonView flat_event; // of a put: the record, in the request's document; nothing: it is `event`
	Json event;          // null but for a put
	std::optional<Uuid> team;
	std::optional<std::int64_t> review_revision;
	bool heal = false;
	std::string reason;
	std::vector<Uuid> resolves;
	std::optional<Json> raw; // the change as sent, when it could not be read as one; kept for the coordinator
	std::vector<Problem> problems;
};

// What of the envelope could not be read and was taken as not said.
struct EnvelopeProblem
{
	std::string pointer;
	std::string code;

	bool operator==(const EnvelopeProblem&) const = default;
};

struct NilReport
{
	Uuid change_id;
	Month month;
	bool withdrawn = false; // there was an event after all
};

// What stays unsent on the phone after this request, drafts excluded; no count above `pending_max`.
struct Pending
{
	std::int64_t events = 0;
	std::int64_t edits = 0;
	std::int64_t photos = 0;
	std::optional<Timestamp> oldest;

	bool operator==(const Pending&) const = default;
};

// What a coordinator sends to teams.
enum class NoticeKind : std::uint8_t
{
	notice,
	reminder,
};
[[nodiscard]] std::string_view to_string(NoticeKind kind) noexcept;
[[nodiscard]] std::optional<NoticeKind> parse_notice_kind(std::string_view text) noexcept;

struct NoticeRead
{
	Uuid id;
	Timestamp at; // by the phone's clock
};

// What a phone asks and tells of notices.
struct NoticesRequest
{
	std::optional<std::int64_t> after; // the highest number it has; empty: none
	std::vector<NoticeRead> reads;
};

struct SyncRequest
{
	std::string cursor; // empty: from the beginning
	std::int64_t limit = limit_default;
	std::optional<Timestamp> sent_at;
	std::string app_version;
	int protocol = version_current;
	std::optional<Pending> pending;
	std::vector<Change> changes;
	std::vector<NilReport> nil_reports;
	std::optional<NoticesRequest> notices; // empty: notices are not asked for
	std::vector<EnvelopeProblem> problems;
	std::optional<FlatJson> document; // what the changes look into; empty: nothing
};

enum class Outcome : std::uint8_t
{
	accepted,
	unchanged,
	merged,
	conflict,
	rejected,
};

[[nodiscard]] std::string_view to_string(Outcome outcome) noexcept;
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view text) noexcept;

struct Review
{
	ReviewState state = ReviewState::submitted;
	std::int64_t revision = 0;
	std::string reason;
	std::vector<std::string> fields;
	std::string by;
	std::optional<Timestamp> at;
	std::optional<Date> due_on;
	std::optional<Uuid> of;
	JointAdds adds;
	bool bulk = false;  // decided for many at once
	std::string answer; // to the return before: why nothing was corrected
};

// An event in its newest state, as it goes to phones and to lists: an element of `changes`.
struct EventState
{
	Uuid id;
	std::int64_t version = 0;
	bool deleted = false;
	Uuid team;
	std::string source; // phone, paper, import
	std::string entered_by;
	std::optional<Uuid> device;
	std::optional<Timestamp> received_at;       // of the first version
	std::optional<Timestamp> edited_at;         // of the newest, by the phone's clock
	std::optional<std::int64_t> clock_offset_s; // phone minus server when it was sent
	std::vector<std::string> warnings;
	std::string receipt;
	Review review;
	std::vector<std::string> photos_stored;
	std::string body; // JSON text of the record; empty for a tombstone
};

struct ChangeResult
{
	std::optional<Uuid> change_id;
	std::optional<Uuid> id;
	Outcome outcome = Outcome::rejected;
	std::int64_t version = 0;
	std::string receipt; // empty: null
	std::vector<Problem> problems;
	std::vector<std::string> warnings;
	std::optional<EventState> current;
};

// A notice as it goes to a phone.
struct NoticeState
{
	Uuid id;
	std::int64_t number = 0;
	NoticeKind kind = NoticeKind::notice;
	std::string title; // empty: none
	std::string text;
	std::optional<Date> due_on;
	std::string from;
	Timestamp at;
	bool withdrawn = false;
	bool read = false; // by this phone
};

struct SyncAnswer
{
	std::vector<ChangeResult> results;
	std::vector<EventState> changes;
	std::string cursor;
	bool more = false;
	bool reset = false;
	Timestamp server_time;
	std::string reference; // etag
	std::vector<NoticeState> notices;
	std::vector<EnvelopeProblem> problems; // of the request
};

// Refuses only an unreadable envelope (`invalid_json`, `invalid_envelope`, `too_many_changes`, `protocol_too_old`). What is
// wrong with one change stands in that change's `problems`; all else in the envelope is advice: what of it cannot be read is
// taken as not said, and named in the `problems` of the request.
[[nodiscard]] Result<SyncRequest> parse_sync_request(std::string_view text);

// The record of a put, wherever it is.
[[nodiscard]] JsonView record_of(const Change& change) noexcept;

// From now on the change needs no document.
void own_record(Change& change);

// Appends the JSON text of the answer. Bodies are copied as stored, never parsed again.
// `english`: the language of what is said to people.
[[nodiscard]] std::string to_text(const SyncAnswer& answer, bool english = false);
void append_text(std::string& out, const EventState& state);

} // namespace bajin::protocol
