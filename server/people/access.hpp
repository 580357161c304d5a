// May this caller do this to that? The one place that decides, for every route, list, figure and stream.
//
// Asked by api/authorize for the route itself (decide), and by the endpoints for what it is about (the other functions).
// What lies outside a caller's scope is answered like what does not exist. Pure: looks nothing up.
#pragma once

#include "server/people/principal.hpp"
#include "server/store/event_store.hpp"
#include "shared/area.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace bajin::people
{

// What a route does. Every route names one; the table in access.cpp says who may.
enum class Action : std::uint8_t
{
	look_at_public,      // health, the official areas, the description of the interface
	enrol_phone,         // with a code
	sign_in,             // with a password, or the one-time code of the first start
	own_session,         // who am I, sign out, change my password
	own_sessions,        // my other sign-ins; type my password once more
	sync,                // push and pull of a phone
	follow_changes,      // the stream of hints
	read_reference,      // vocabulary, venues, teams
	look_up_receipt,     //
	read_figures,        // coverage, statistics
	read_targets,        //
	set_targets,         //
	read_events,         // lists, one event, its history
	review_events,       // verify, return, duplicate, joint, void; one or many
	enter_events,        // entry and correction on a team's behalf
	redact_events,       // take personal fields out of all versions
	read_kept,           // refused and conflicting changes
	resolve_quarantined, //
	read_teams,          // teams, devices and codes of a scope
	manage_teams,        // teams, rosters, devices, codes
	manage_accounts,     //
	send_notices,        // to teams of the scope; who read them; withdraw
	read_audit,          //
	read_metrics,        // for the machine that watches the server
	manage_settings,     // of the whole server: due days, code lists
	manage_venues,       // the registry of places
	seal_reports,        // of the scope; hand them upward, write their covers and estimates
	audit_events,        // draw samples, record what was found
};
inline constexpr std::size_t action_count = 28;

enum class Verdict : std::uint8_t
{
	allowed,
	unauthenticated, // sign in first
	forbidden,       // signed in, and may not
};

[[nodiscard]] std::string_view to_string(Action action) noexcept;

// All that an account of this role may do, by name, in the order above, and `see_telephones` (may_see_telephone): what a page
// shows goes by it.
[[nodiscard]] std::vector<std::string_view> rights_of(store::Role role);

[[nodiscard]] Verdict decide(const Principal& principal, Action action) noexcept;

// Until a password that somebody else chose is changed, its account does nothing but that.
[[nodiscard]] bool must_change_password(const Principal& principal, Action action) noexcept;

// The area at and below which the caller sees or acts; `areas.root()` for those who see all. 0: none (phones).
[[nodiscard]] AreaId scope_of(const Principal& principal, const AreaTree& areas) noexcept;

[[nodiscard]] bool covers(const Principal& principal, const AreaTree& areas, AreaId area) noexcept;

// The days an auditor may read; all days for others.
[[nodiscard]] DateSpan days_of(const Principal& principal) noexcept;

// Whether all of these days are among them.
[[nodiscard]] bool may_see_days(const Principal& principal, const DateSpan& days) noexcept;

// `team_area`: where the event's team is based.
// Read: what was recorded in scope, and what the scope's own teams recorded elsewhere; auditors by place and day only;
// phones what is of a team that they ever stood for.
[[nodiscard]] bool may_read(const Principal& principal, const AreaTree& areas, const store::EventHead& event, AreaId team_area) noexcept;

// Review, correct, resolve: what was recorded in scope.
[[nodiscard]] bool may_act_on(const Principal& principal, const AreaTree& areas, const store::EventHead& event) noexcept;

// A contact's telephone number (host.phone): reviewers, auditors, and the phone that recorded it.
[[nodiscard]] bool may_see_telephone(const Principal& principal) noexcept;

} // namespace bajin::people
