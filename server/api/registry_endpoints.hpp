// The endpoints of what the office keeps up itself: settings of the server, code lists, the registry of venues.
//
// One file each; plain functions on the I/O thread that return work. What changes is audited with what stood before.
#pragma once

#include "server/api/routes.hpp"

namespace bajin::api
{

// GET and PATCH /api/v1/settings
[[nodiscard]] Reply handle_settings(Context& context, Request& request);
[[nodiscard]] Reply handle_change_settings(Context& context, Request& request);

} // namespace bajin::api
