// One visit of the demonstration while it takes shape, and the stages that shape it.
//
// draft_visits decides who, where, when and what about; balance gives every visit its numbers so that the counted
// ones add up to the published figures; record writes the JSON; tell_story says what reaches the server when. Each
// stage is pure but for the Random handed in, and they run in that order, in make_plan.
#pragma once

#include "shared/event.hpp"
#include "tools/demo/cast.hpp"
#include "tools/demo/plan.hpp"
#include "tools/demo/random.hpp"
#include "tools/demo/tables.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::demo
{

inline constexpr std::int64_t minute_ms = 60'000;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
inline constexpr std::int64_t day_ms = 24 * hour_ms;
inline constexpr std::int64_t shanghai_offset_ms = 8 * hour_ms;

// What becomes of a visit.
enum class Fate : std::uint8_t
{
	verified,
	left_submitted,
	edited_then_verified,
	verified_then_edited,
	returned_then_verified,
	edited_in_conflict, // two phones edited the same field; the second change is kept
	void_requested,
	left_returned,
	duplicate,
	joint,
	deleted,
	rejected, // its only change was refused and is kept
};

struct Location
{
	std::int32_t latitude = 0; // 1/10,000 of a degree
	std::int32_t longitude = 0;
	std::int32_t accuracy_m = 0;
};

struct Draft
{
	Uuid id;
	Fate fate = Fate::verified;
	EventKind kind = EventKind::session;
	bool crowd = false; // one of the large public occasions
	Date day;
	int start_minute = 0; // of the day, Asia/Shanghai
	int end_minute = 0;
	Timestamp recorded_at;
	std::size_t county = 0; // position in Cast::counties
	std::size_t team = 0;   // position in Cast::teams

	std::size_t type = 0; // position in venue_type_codes
	std::string area;
	std::string venue_id;
	std::string place;
	std::string title;
	Season season = Season::ordinary;
	Audience audience = Audience::everyone;
	std::vector<std::string> campaigns;
	std::vector<std::string> forms;
	std::vector<std::string> topics;
	std::vector<std::string> organizers;
	std::vector<std::string> speakers;
	std::string recorded_by;
	Reach reach;
	std::vector<MaterialEntry> materials;
	std::vector<LectureEntry> lectures;
	std::int64_t consultations = 0;
	std::string note;
	std::string host;
	std::string host_contact;
	std::string host_phone;
	std::optional<Location> location;

	std::optional<std::size_t> of; // position of the visit that stays; duplicate and joint only
	JointAdds adds;

	// Position of the visit that this one seems to tell of once more; nobody has judged it, and both count.
	std::optional<std::size_t> echo_of;
};

[[nodiscard]] constexpr bool is_counted(Fate fate) noexcept
{
	return fate <= Fate::void_requested;
}

// Weights shared out over `total` whole pieces, largest remainders first, none below `least`.
[[nodiscard]] std::vector<std::int64_t> share_out(std::int64_t total, const std::vector<int>& weights, std::int64_t least);

[[nodiscard]] std::vector<Draft> draft_visits(const Cast& cast, const AreaTree& areas, const Vocabulary& vocabulary, Random& random);

// Makes some of the drafts, mostly of 2015, into what waits for a coordinator, and adds visits whose records are refused:
// look-alikes, conflicts, places that nobody registered, and no visits of the teams that went silent.
void enrich(std::vector<Draft>& drafts, const Cast& cast, const AreaTree& areas, const Vocabulary& vocabulary, Random& random);

void balance(std::vector<Draft>& drafts, const Vocabulary& vocabulary, Random& random);

[[nodiscard]] Json record(const Draft& draft);

[[nodiscard]] std::vector<Step> tell_story(const std::vector<Draft>& drafts, const Cast& cast, Random& random);

// Sessions for every county, each of the eight venue types and every year, near what the teams manage on average: met in
// some. In 2015 some change in summer, and there are lectures, villages, townships and teams too.
[[nodiscard]] std::vector<Target> set_targets(const std::vector<Draft>& drafts, const Cast& cast);

// Of months in which a team had no event; some teams are dutiful, some never report.
[[nodiscard]] std::vector<NilReport> report_nil_months(const std::vector<Draft>& drafts, const Cast& cast, Random& random);

// The phones that were lost, revoked, not heard of since the autumn, or are unlike the others.
[[nodiscard]] std::vector<PhoneReport> tell_phones(const Plan& plan, const Cast& cast);

// Teams of which nothing came after that day.
struct QuietTeam
{
	std::string_view county;
	std::size_t team = 0; // of the county
	Date last_visit;
	Date heard_on;
};
[[nodiscard]] std::span<const QuietTeam> quiet_teams();
[[nodiscard]] std::size_t position_of(const Cast& cast, const QuietTeam& quiet); // in Cast::teams

// Position of that county in counties() and Cast::counties.
[[nodiscard]] std::size_t county_position(std::string_view code);

} // namespace bajin::demo
