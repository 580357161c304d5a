// The endpoints about people: signing in, accounts, teams, devices, enrolment codes, notices, and the audit trail.
//
// Called by the router on the I/O thread. Who may call them stands in people/access.
#pragma once

#include "server/api/http/route.hpp"

#include <span>

namespace bajin::api
{

// Body {"code", "device", "request_id"}; answers {"token", "team", "area", "device_id"}. Refuses with `invalid_json`,
// `invalid_field`, `invalid_code`, `code_used` or `code_expired`.
[[nodiscard]] Reply handle_enrol(Context& context, Request& request);

[[nodiscard]] Reply handle_notices(Context& context, Request& request);
[[nodiscard]] Reply handle_notice(Context& context, Request& request);
[[nodiscard]] Reply handle_make_notice(Context& context, Request& request);

// Phones drop it; here it stays, with the time.
[[nodiscard]] Reply handle_withdraw_notice(Context& context, Request& request);

// The first account of all, with the one-time code that the server printed at its start.
[[nodiscard]] Reply handle_setup(Context& context, Request& request);

[[nodiscard]] Reply handle_sign_in(Context& context, Request& request);
[[nodiscard]] Reply handle_session(Context& context, Request& request);
[[nodiscard]] Reply handle_sign_out(Context& context, Request& request); // ?everywhere=true: all sign-ins of the account
[[nodiscard]] Reply handle_change_password(Context& context, Request& request);

// Types the password once more, for what cannot be undone.
[[nodiscard]] Reply handle_confirm_password(Context& context, Request& request);

// My own sign-ins; nobody sees those of others.
[[nodiscard]] Reply handle_sessions(Context& context, Request& request);
[[nodiscard]] Reply handle_end_session(Context& context, Request& request);
[[nodiscard]] Reply handle_end_other_sessions(Context& context, Request& request);

[[nodiscard]] Reply handle_users(Context& context, Request& request);
[[nodiscard]] Reply handle_make_user(Context& context, Request& request);
[[nodiscard]] Reply handle_change_user(Context& context, Request& request);

[[nodiscard]] Reply handle_teams(Context& context, Request& request);
[[nodiscard]] Reply handle_make_team(Context& context, Request& request);
[[nodiscard]] Reply handle_team(Context& context, Request& request);
[[nodiscard]] Reply handle_change_team(Context& context, Request& request);

[[nodiscard]] Reply handle_enrolments(Context& context, Request& request);
[[nodiscard]] Reply handle_make_enrolment(Context& context, Request& request);
[[nodiscard]] Reply handle_cancel_enrolment(Context& context, Request& request);

[[nodiscard]] Reply handle_devices(Context& context, Request& request);
[[nodiscard]] Reply handle_change_device(Context& context, Request& request);

[[nodiscard]] Reply handle_audit(Context& context, Request& request);

// Their table: method, path, what it takes to be allowed.
[[nodiscard]] std::span<const Route> people_routes() noexcept;

} // namespace bajin::api
