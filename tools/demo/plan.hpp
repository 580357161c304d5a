// The demonstration data as a plan: what five years of visits in Pingdingshan could have looked like, step by step.
//
// `bajin demo` plays the plan through the sync code path; tests recount it. make_plan is pure and deterministic: its
// own generator of numbers, no clock, the same bytes on every machine. People, teams and organisations are invented;
// counties, townships, villages and the large public places are real.
//
// Some of it waits for a coordinator: pairs of records that may be one visit and that nobody has judged (they count until
// somebody does), conflicts and refused changes, months that nobody reported, teams that went silent in the autumn of 2015.
//
// The counted events add up to the figures published for 2011-2015, by the sum of many ordinary records and never by
// a correcting one. The 200,000 copies of the law reader and the 5,000 of the two-plans handbook were published beside
// the 3,000,000 copies of material; the plan assumes that they are among them.
#pragma once

#include "shared/area.hpp"
#include "shared/event.hpp"
#include "shared/json.hpp"
#include "shared/protocol.hpp"
#include "shared/review.hpp"
#include "shared/timestamp.hpp"
#include "shared/uuid.hpp"
#include "shared/vocabulary.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bajin::demo
{

// What the plan gives on basis `received`, 2011-01 to 2015-12, at the root of the areas.
namespace published
{
inline constexpr std::int64_t sessions = 1'012;
inline constexpr std::int64_t women_children_lectures = 1'600;
inline constexpr std::int64_t materials = 3'000'000;
inline constexpr std::int64_t law_readers = 200'000;       // of the materials
inline constexpr std::int64_t two_plans_handbooks = 5'000; // of the materials
inline constexpr std::int64_t reach_above = 6'700'000;
inline constexpr std::int64_t reach_below = 6'800'000;
inline constexpr int first_year = 2011;
inline constexpr int last_year = 2015;
} // namespace published

struct Team
{
	Uuid id;
	std::string name;
	std::string area; // code of the county, or of the prefecture
	std::vector<std::string> members;
	std::vector<std::string> units = {}; // where each of them works
	std::string leader = {};
	std::string phone = {}; // of the leader; no such number is given out
};

struct RegisteredVenue
{
	std::string id;
	std::string venue_type;
	std::string area; // code of the township
	std::string name;
};

// What an area or a team is to reach in a year. A later one of the same cell replaces it.
struct Target
{
	std::string area; // empty: a team's
	std::optional<Uuid> team = {};
	std::string venue_type = {}; // empty: all together
	std::string metric = "sessions";
	int year = 0;
	std::int64_t value = 0;
	Date from = {};
	std::string document_no = {};
	std::string reason = {};
	Timestamp at = {};
	std::string actor = {};
};

enum class StepKind : std::uint8_t
{
	push_put,
	push_delete,
	review,
};

// One thing that reaches the server. Fields that a kind does not use are empty.
struct Step
{
	Timestamp at; // server time; the steps of a plan rise in it
	StepKind kind = StepKind::push_put;
	Uuid team;
	Uuid event;

	// push_put and push_delete
	Uuid change_id;
	std::string device_of; // the team member whose phone sends it
	Timestamp edited_at;
	std::int64_t base = 0;                                    // 0 for the first put, then the number of versions before it
	Json record;                                              // put: the complete record as of this edit
	protocol::Outcome expected = protocol::Outcome::accepted; // conflict, rejected: kept for the coordinator

	std::string reason; // delete and review

	// review, of the newest version
	std::int64_t version = 0;
	ReviewState state = ReviewState::submitted;
	std::vector<std::string> fields;
	std::optional<Date> due_on;
	std::optional<Uuid> of;
	JointAdds adds;
	std::string reviewer;
};

// 零报告: the phone of that member says that its team had no activity in a month.
struct NilReport
{
	Timestamp at; // server time; those of a plan rise in it
	Uuid team;
	std::string device_of;
	Uuid change_id;
	Month month;
};

// What a phone last told of itself, where that differs from all others, which synced on the last day.
struct PhoneReport
{
	Uuid team;
	std::string device_of;
	Timestamp heard_at;
	std::string app_version = BAJIN_VERSION;
	std::int64_t clock_offset_s = 0;
	protocol::Pending pending = {};
	std::optional<Timestamp> revoked_at = {};
	std::optional<Timestamp> lost_at = {};
};

struct Plan
{
	std::vector<Team> teams;
	std::vector<RegisteredVenue> venues;
	std::vector<Target> targets; // in the order in which they were set
	std::vector<Step> steps;
	std::vector<NilReport> nil_reports;
	std::vector<PhoneReport> phones;
	Timestamp end; // when all other phones synced last
};

// `areas` is the official list of 410400 with its twelve counties, and `vocabulary` holds at least the audiences and
// items that the plan uses. Codes that it does not know or that are not in force on the day of an event are not used.
[[nodiscard]] Plan make_plan(const AreaTree& areas, const Vocabulary& vocabulary);

} // namespace bajin::demo
