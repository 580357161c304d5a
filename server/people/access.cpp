#include "server/people/access.hpp"

#include <algorithm>
#include <array>

namespace bajin::people
{

namespace
{

using store::Role;

// Who may do one thing. `anybody` takes in those who show nothing at all.
struct Rule
{
	Action action;
	bool anybody = false;
	bool local = false; // while there are no accounts
	bool device = false;
	bool admin = false;
	bool coordinator = false;
	bool viewer = false;
	bool auditor = false;
};

constexpr bool yes = true;
constexpr bool no = false;

// clang-format off
constexpr std::array<Rule, action_count> rules = {{
	//                        anybody local device  admin coordinator viewer auditor
	{Action::look_at_public,  yes,    yes,  yes,    yes,  yes,        yes,   yes},
	{Action::enrol_phone,     yes,    yes,  yes,    yes,  yes,        yes,   yes},
	{Action::sign_in,         yes,    yes,  yes,    yes,  yes,        yes,   yes},
	{Action::own_session,     no,     no,   no,     yes,  yes,        yes,   yes},
	{Action::own_sessions,    no,     no,   no,     yes,  yes,        yes,   yes},
	{Action::sync,            no,     no,   yes,    no,   no,         no,    no},
	{Action::follow_changes,  no,     yes,  yes,    yes,  yes,        yes,   no},
	{Action::read_reference,  no,     yes,  yes,    yes,  yes,        yes,   yes},
	{Action::look_up_receipt, no,     yes,  yes,    yes,  yes,        no,    yes},
	{Action::read_figures,    no,     yes,  no,     yes,  yes,        yes,   yes},
	{Action::read_targets,    no,     yes,  yes,    yes,  yes,        yes,   yes},
	{Action::set_targets,     no,     yes,  no,     yes,  yes,        no,    no},
	{Action::read_events,     no,     yes,  no,     yes,  yes,        no,    yes},
	{Action::review_events,   no,     no,   no,     yes,  yes,        no,    no},
	{Action::enter_events,    no,     no,   no,     yes,  yes,        no,    no},
	{Action::redact_events,   no,     no,   no,     yes,  no,         no,    no},
	{Action::read_kept,       no,     yes,  no,     yes,  yes,        no,    no},
	{Action::resolve_quarantined,    no,     no,   no,     yes,  yes,        no,    no},
	{Action::read_teams,      no,     yes,  no,     yes,  yes,        no,    no},
	{Action::manage_teams,    no,     no,   no,     yes,  yes,        no,    no},
	{Action::manage_accounts, no,     no,   no,     yes,  no,         no,    no},
	{Action::send_notices,    no,     no,   no,     yes,  yes,        no,    no},
	{Action::read_audit,      no,     yes,  no,     yes,  yes,        no,    yes},
	{Action::read_metrics,    no,     yes,  no,     yes,  no,         no,    no},
	{Action::manage_settings, no,     no,   no,     yes,  no,         no,    no},
	{Action::manage_venues,   no,     no,   no,     yes,  yes,        no,    no},
	{Action::seal_reports,    no,     no,   no,     yes,  yes,        no,    no},
	{Action::audit_events,    no,     no,   no,     yes,  yes,        no,    yes},
}};
// clang-format on

constexpr std::array<std::string_view, action_count> action_names = {
	"look_at_public", "enrol_phone",     "sign_in",      "own_session",     "own_sessions",  "sync",         "follow_changes",
	"read_reference", "look_up_receipt", "read_figures", "read_targets",    "set_targets",   "read_events",  "review_events",
	"enter_events",   "redact_events",   "read_kept",    "resolve_kept",    "read_teams",    "manage_teams", "manage_accounts",
	"send_notices",   "read_audit",      "read_metrics", "manage_settings", "manage_venues", "seal_reports", "audit_events"};

constexpr bool is_in_order()
{
	for (std::size_t i = 0; i < rules.size(); ++i)
	{
		if (rules[i].action != static_cast<Action>(i)) { return false; }
	}
	return true;
}
static_assert(is_in_order());

constexpr bool allows(const Rule& rule, Role role) noexcept
{
	switch (role)
	{
	case Role::admin:
		return rule.admin;
	case Role::coordinator:
		return rule.coordinator;
	case Role::viewer:
		return rule.viewer;
	case Role::auditor:
		return rule.auditor;
	}
	return false;
}

bool is_of(const Principal& principal, Role role) noexcept
{
	return principal.kind == Principal::Kind::account && principal.account.role == role;
}

} // namespace

std::string_view to_string(Action action) noexcept
{
	return action_names[static_cast<std::size_t>(action)];
}

std::vector<std::string_view> rights_of(Role role)
{
	std::vector<std::string_view> rights;
	for (const Rule& rule : rules)
	{
		if (allows(rule, role)) { rights.push_back(to_string(rule.action)); }
	}
	if (role != Role::viewer) { rights.emplace_back("see_telephones"); }
	return rights;
}

Verdict decide(const Principal& principal, Action action) noexcept
{
	const Rule& rule = rules[static_cast<std::size_t>(action)];
	// The program that watches the server runs beside it and has no account.
	if (rule.anybody || (action == Action::read_metrics && principal.is_local && principal.kind == Principal::Kind::nobody))
	{
		return Verdict::allowed;
	}
	bool allowed = false;
	switch (principal.kind)
	{
	case Principal::Kind::nobody:
		return Verdict::unauthenticated;
	case Principal::Kind::local:
		// To act, somebody has to answer for it.
		return rule.local ? Verdict::allowed : Verdict::unauthenticated;
	case Principal::Kind::device:
		allowed = rule.device && (!principal.device->outbox_only || action == Action::sync);
		break;
	case Principal::Kind::account:
		allowed = allows(rule, principal.account.role);
		break;
	}
	return allowed ? Verdict::allowed : Verdict::forbidden;
}

bool must_change_password(const Principal& principal, Action action) noexcept
{
	return principal.kind == Principal::Kind::account && principal.account.must_change && action != Action::own_session;
}

AreaId scope_of(const Principal& principal, const AreaTree& areas) noexcept
{
	if (principal.kind == Principal::Kind::local || is_of(principal, Role::admin)) { return areas.root().id; }
	return principal.kind == Principal::Kind::account ? principal.account.area : 0;
}

bool covers(const Principal& principal, const AreaTree& areas, AreaId area) noexcept
{
	const AreaId scope = scope_of(principal, areas);
	return scope != 0 && area != 0 && areas.contains(scope, area);
}

DateSpan days_of(const Principal& principal) noexcept
{
	DateSpan days{Date{INT32_MIN}, Date{INT32_MAX}};
	if (is_of(principal, Role::auditor))
	{
		days.first = principal.account.first_day.value_or(days.first);
		days.last = principal.account.last_day.value_or(days.last);
	}
	return days;
}

bool may_see_days(const Principal& principal, const DateSpan& days) noexcept
{
	const DateSpan seen = days_of(principal);
	return seen.first <= days.first && days.last <= seen.last;
}

bool may_read(const Principal& principal, const AreaTree& areas, const store::EventHead& event, AreaId team_area) noexcept
{
	if (principal.kind == Principal::Kind::device)
	{
		return std::ranges::any_of(principal.device->teams, [&](const auto& membership) { return membership.team == event.team; });
	}
	if (is_of(principal, Role::auditor))
	{
		const DateSpan days = days_of(principal);
		return covers(principal, areas, event.area) && days.first <= event.occurred_on && event.occurred_on <= days.last;
	}
	return covers(principal, areas, event.area) || covers(principal, areas, team_area);
}

bool may_act_on(const Principal& principal, const AreaTree& areas, const store::EventHead& event) noexcept
{
	return covers(principal, areas, event.area);
}

bool may_see_telephone(const Principal& principal) noexcept
{
	return principal.kind != Principal::Kind::nobody && !is_of(principal, Role::viewer);
}

} // namespace bajin::people
