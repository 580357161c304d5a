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
#include <string>
#include <vector>

namespace bajin::demo
{

// What becomes of a visit.
enum class Fate : std::uint8_t
{
	verified,
	left_submitted,
	edited_then_verified,
	verified_then_edited,
	returned_then_verified,
	void_requested,
	left_returned,
	duplicate,
	joint,
	deleted,
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
};

[[nodiscard]] constexpr bool is_counted(Fate fate) noexcept
{
	return fate <= Fate::void_requested;
}

// Weights shared out over `total` whole pieces, largest remainders first, none below `least`.
[[nodiscard]] std::vector<std::int64_t> share_out(std::int64_t total, const std::vector<int>& weights, std::int64_t least);

[[nodiscard]] std::vector<Draft> draft_visits(const Cast& cast, const AreaTree& areas, const Vocabulary& vocabulary, Random& random);

void balance(std::vector<Draft>& drafts, const Vocabulary& vocabulary, Random& random);

[[nodiscard]] Json record(const Draft& draft);

[[nodiscard]] std::vector<Step> tell_story(const std::vector<Draft>& drafts, const Cast& cast, Random& random);

// For every county, each of the eight venue types and every year, near what the teams manage on average: met in some.
[[nodiscard]] std::vector<Target> set_targets(const std::vector<Draft>& drafts);

} // namespace bajin::demo
