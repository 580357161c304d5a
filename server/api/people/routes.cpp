#include "server/api/people/endpoints.hpp"

#include <array>

namespace bajin::api
{

namespace
{

using people::Action;

constexpr std::array route_table = {
	Route{Method::post, "/api/v1/enrol", Action::enrol_phone, handle_enrol},
	Route{Method::get, "/api/v1/teams", Action::read_teams, handle_teams},
	Route{Method::post, "/api/v1/teams", Action::manage_teams, handle_make_team},
	Route{Method::get, "/api/v1/teams/{id}", Action::read_teams, handle_team},
	Route{Method::patch, "/api/v1/teams/{id}", Action::manage_teams, handle_change_team},
	Route{Method::get, "/api/v1/enrolments", Action::read_teams, handle_enrolments, "team"},
	Route{Method::post, "/api/v1/enrolments", Action::manage_teams, handle_make_enrolment},
	Route{Method::remove, "/api/v1/enrolments/{code}", Action::manage_teams, handle_cancel_enrolment},
	Route{Method::get, "/api/v1/devices", Action::read_teams, handle_devices, "team"},
	Route{Method::patch, "/api/v1/devices/{id}", Action::manage_teams, handle_change_device},
	Route{Method::get, "/api/v1/notices", Action::send_notices, handle_notices, "area team kind limit after"},
	Route{Method::post, "/api/v1/notices", Action::send_notices, handle_make_notice},
	Route{Method::get, "/api/v1/notices/{id}", Action::send_notices, handle_notice},
	Route{Method::remove, "/api/v1/notices/{id}", Action::send_notices, handle_withdraw_notice},
	Route{Method::post, "/api/v1/setup", Action::sign_in, handle_setup},
	Route{Method::post, "/api/v1/session", Action::sign_in, handle_sign_in},
	Route{Method::get, "/api/v1/session", Action::own_session, handle_session},
	Route{Method::remove, "/api/v1/session", Action::own_session, handle_sign_out, "everywhere"},
	Route{Method::post, "/api/v1/session/password", Action::own_session, handle_change_password},
	Route{Method::post, "/api/v1/session/confirm", Action::own_sessions, handle_confirm_password},
	Route{Method::get, "/api/v1/sessions", Action::own_sessions, handle_sessions},
	Route{Method::remove, "/api/v1/sessions", Action::own_sessions, handle_end_other_sessions, {}, Trace::kept, Proof::recent},
	Route{Method::remove, "/api/v1/sessions/{id}", Action::own_sessions, handle_end_session, {}, Trace::kept, Proof::recent},
	Route{Method::get, "/api/v1/users", Action::manage_accounts, handle_users},
	Route{Method::post, "/api/v1/users", Action::manage_accounts, handle_make_user},
	Route{Method::patch, "/api/v1/users/{id}", Action::manage_accounts, handle_change_user, {}, Trace::kept, Proof::recent},
	Route{Method::get, "/api/v1/audit", Action::read_audit, handle_audit, "from to actor action event subject limit after"},
};

} // namespace

std::span<const Route> people_routes() noexcept
{
	return route_table;
}

} // namespace bajin::api
