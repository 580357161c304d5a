// Notices: what coordinators tell the phones of teams, and which teams have read it.
#pragma once

#include "server/api/router.hpp"

namespace bajin::api
{

[[nodiscard]] Reply handle_notices(Context& context, Request& request);
[[nodiscard]] Reply handle_notice(Context& context, Request& request);
[[nodiscard]] Reply handle_make_notice(Context& context, Request& request);

// Phones drop it; here it stays, with the time.
[[nodiscard]] Reply handle_withdraw_notice(Context& context, Request& request);

} // namespace bajin::api
