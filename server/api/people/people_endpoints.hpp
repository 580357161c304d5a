// The endpoints about people: signing in, accounts, teams, devices, enrolment codes, and the audit trail.
//
// One file each; plain functions on the I/O thread that return work. See routes.cpp for who may call them.
#pragma once

#include "server/api/router.hpp"

namespace bajin::api
{

// The first account of all, with the one-time code that the server printed at its start.
[[nodiscard]] Reply handle_setup(Context& context, Request& request);

[[nodiscard]] Reply handle_sign_in(Context& context, Request& request);
[[nodiscard]] Reply handle_session(Context& context, Request& request);
[[nodiscard]] Reply handle_sign_out(Context& context, Request& request); // ?everywhere=true: all sign-ins of the account
[[nodiscard]] Reply handle_change_password(Context& context, Request& request);

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

} // namespace bajin::api
