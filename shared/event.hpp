// The event record: one visit of a team to one place on one day. Its shape, its bounds, and what is wrong with one.
//
// Called by the sync endpoint (on the I/O thread), by the merge, by the demonstration data and by tests. Pure: what a
// record is checked against (areas, vocabulary, venues, today) is handed in. The same rules stand for other languages
// in schema/event.schema.json; tests/fixtures/records holds both to the same answers.
#pragma once

#include "shared/area.hpp"
#include "shared/calendar.hpp"
#include "shared/json.hpp"
#include "shared/json_view.hpp"
#include "shared/message.hpp"
#include "shared/timestamp.hpp"
#include "shared/uuid.hpp"
#include "shared/vocabulary.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bajin
{

namespace event_limits
{
inline constexpr std::size_t title_characters_max = 200;
inline constexpr std::size_t place_characters_max = 200;
inline constexpr std::size_t note_characters_max = 2'000;
inline constexpr std::size_t name_characters_max = 50;
inline constexpr std::size_t list_entries_max = 50;
inline constexpr std::int64_t reach_max = 1'000'000;
inline constexpr std::int64_t copies_max = 10'000'000;
inline constexpr std::size_t record_bytes_max = 32 * 1024;
inline constexpr std::size_t code_characters_max = 64;
} // namespace event_limits

enum class EventKind : std::uint8_t
{
	session, // 场次
	lecture, // a lecture held on its own: adds to lectures, reach and materials, not to sessions
};

enum class ReachMethod : std::uint8_t
{
	unknown,
	signed_in,
	counted,
	estimated,
};

struct Reach
{
	std::int64_t total = 0;    // person-times
	std::int64_t women = 0;    // of 18 and over
	std::int64_t children = 0; // under 18
	ReachMethod method = ReachMethod::unknown;
};

struct MaterialEntry
{
	std::string item;
	std::int64_t copies = 0;
};

struct LectureEntry
{
	std::string audience;
	std::string topic; // empty: none
	std::int64_t attendance = 0;
};

// What counting and listing need of a record. Everything else stays in the JSON document.
struct Event
{
	Uuid id;
	EventKind kind = EventKind::session;
	Date occurred_on;
	std::string venue_type;
	AreaId area = 0;
	std::string venue_id; // empty: none
	std::string title;
	std::vector<std::string> topics;
	std::vector<std::string> campaigns;
	Reach reach;
	std::vector<MaterialEntry> materials;
	std::vector<LectureEntry> lectures;
	std::int64_t consultations = 0;
};

// A registered place of a type other than village and community: a school, an enterprise, ...
struct Venue
{
	std::string id;
	std::string venue_type;
	AreaId area = 0;
	std::string name;
	std::optional<Date> valid_from;
	std::optional<Date> valid_to;
	std::string merged_into = {}; // id of the venue that it turned out to be; empty: it stands for itself

	// Whether it is a place of its own on that day, as coverage counts them.
	[[nodiscard]] bool is_place_on(Date day) const noexcept
	{
		return merged_into.empty() && (!valid_from || *valid_from <= day) && (!valid_to || day <= *valid_to);
	}
};

// An area and days of which a report was sealed: what comes of them after that comes late.
struct SealedDays
{
	AreaId area = 0;
	DateSpan days;
	Timestamp sealed_at{}; // of the first version
};

// What records are checked against. Immutable; shared between threads and replaced as a whole when it changes.
struct Reference
{
	AreaTree areas;
	Vocabulary vocabulary;
	std::unordered_map<std::string, Venue> venues; // by id, merged ones too
	std::vector<SealedDays> sealed;                // each once
	std::string etag;                              // of vocabulary, venues and teams; changes when any of them does

	// The venue that counts when a record names this id: the one it was merged into, else itself. nullptr: unknown.
	[[nodiscard]] const Venue* find_venue(const std::string& id) const noexcept;
};
using ReferencePointer = std::shared_ptr<const Reference>;

// What is wrong with a record. `message` is for the person who wrote the record; `pointer` is into the event.
struct Problem
{
	std::string pointer;
	std::string code;
	Message message;

	bool operator==(const Problem&) const = default;
};

// Codes: `missing`, `wrong_type`, `invalid_format`, `empty`, `too_long`, `too_many`, `out_of_range`, `unknown_code`,
// `unknown_kind`, `lecture_without_entries`, `women_children_over_total`, `record_too_large`.
// Problems are in the order of the fields of the record. `today`: no event is later than the day after it; empty: which day it
// is is in doubt, and no day is too late (find_warnings says `clock_skew` then).
[[nodiscard]] std::vector<Problem> find_problems(JsonView record, const Reference& reference, std::optional<Date> today);

// Reads a record in which find_problems found none (in the database they all are so). Unknown areas of an older
// list cannot occur: areas are never removed.
[[nodiscard]] Event read_event(JsonView record, const AreaTree& areas);

// Codes of warnings that follow from the record and the reference, without repeats, in the order of the contract's list:
// `unusual_reach`, `attendance_over_reach`, `late` (a report of its day was sealed), `old_date`, `unknown_code`, `unknown_venue`,
// `retired_topic`, `venue_area_mismatch`. (`clock_skew` is the endpoint's.)
[[nodiscard]] std::vector<std::string>
find_warnings(const Event& event, JsonView record, const Reference& reference, std::optional<Date> today);

// `late` and `old_date` tell how the record came in, not when it was corrected. Takes them out of `warnings`, which find_warnings
// has given for a record that comes now, where the record came in time at `received_at`, when it first came.
void judge_by_arrival(std::vector<std::string>& warnings, const Event& event, const Reference& reference, Timestamp received_at);

// Unicode characters (code points) in valid UTF-8.
[[nodiscard]] std::size_t count_characters(std::string_view text) noexcept;

} // namespace bajin
