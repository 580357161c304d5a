// Whether two records look as if they told of one occasion: one visit logged twice, or several teams at a joint event.
//
// Called by the background scan and by the endpoints, which compare records of one day, branch (AreaTree::branch_of) and
// venue type; these three are taken for granted here. Pure: decides nothing, only scores and says why, for a person who
// then decides. Points are added up for what speaks for one occasion (one place, one time, the same numbers, the same
// people) and against it: a team often visits several villages or schools of a township on one day, with the same
// speakers and the same title, so another village, another school or another hour weighs more than all that is alike.
// The weights were set with tests/fixtures/look_alikes.json, which says how it was made.
#pragma once

#include "shared/event.hpp"
#include "shared/likeness.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin
{

// Stored by number: append only.
enum class LookAlikeKind : std::uint8_t
{
	duplicate = 0, // one visit logged twice
	joint = 1,     // several teams at one event
};
[[nodiscard]] std::string_view to_string(LookAlikeKind kind) noexcept;

// What spoke for or against. Neither names of people nor their words stand in `values`: they outlive a redaction.
struct LookAlikeReason
{
	std::string code;
	std::vector<std::string> values;

	bool operator==(const LookAlikeReason&) const = default;
};

struct LookAlike
{
	int score = 0; // 0 to 100
	LookAlikeKind kind = LookAlikeKind::duplicate;
	std::vector<LookAlikeReason> reasons; // what weighed most comes first

	bool operator==(const LookAlike&) const = default;
};

// From this score on a pair is worth a look.
inline constexpr int look_alike_threshold = 50;

// Raised whenever the same two records can be judged otherwise than before: what was found by older rules is looked for anew.
inline constexpr int look_alike_rules = 1;

// What comparing needs of a record, made ready once: texts in their plain form, times in minutes.
struct LookAlikeRecord
{
	Uuid team;
	EventKind kind = EventKind::session;
	std::string venue_type;
	AreaId branch = 0;
	Date occurred_on;
	AreaId village = 0;   // in which it was recorded, or which place or title name when it was recorded more coarsely; 0: unknown
	AreaId mentioned = 0; // village that place or title name; 0: none, or more than one
	std::string venue_id; // empty: none, or one that is not registered
	std::string place_name;
	Likeness title;             // without the names of its areas
	Likeness place;             // the same
	Likeness site;              // of the place, or of the venue: without halls and squares, which every village and school has
	std::optional<int> started; // minutes of the day
	std::optional<int> ended;   // after `started`
	struct Location
	{
		double latitude = 0;
		double longitude = 0;
		double accuracy_m = 0;
	};
	std::optional<Location> location;
	std::vector<std::string> speakers; // in order, as the following
	std::vector<std::string> organizers;
	std::vector<std::string> lectures; // audience, topic and attendance
	std::vector<std::string> audiences;
	std::vector<std::string> materials; // item and copies
	std::string recorded_by;
	Reach reach;
};

// Of a record in which find_problems found none.
[[nodiscard]] LookAlikeRecord read_look_alike(const Json& record, const Uuid& team, const Reference& reference);

// The same whichever of the two comes first, but for the order of values that belong to one of them.
[[nodiscard]] LookAlike compare(const LookAlikeRecord& first, const LookAlikeRecord& second);

} // namespace bajin
