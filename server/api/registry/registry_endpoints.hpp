// The endpoints of what the office keeps up itself: settings of the server, code lists, the registry of venues.
//
// One file each; plain functions on the I/O thread that return work. What changes is audited with what stood before.
#pragma once

#include "server/api/router.hpp"

namespace bajin::api
{

// GET and PATCH /api/v1/settings
[[nodiscard]] Reply handle_settings(Context& context, Request& request);
[[nodiscard]] Reply handle_change_settings(Context& context, Request& request);

// GET /api/v1/vocabulary, POST /api/v1/vocabulary/{list}, PATCH /api/v1/vocabulary/{list}/{code}
[[nodiscard]] Reply handle_vocabulary(Context& context, Request& request);
[[nodiscard]] Reply handle_add_code(Context& context, Request& request);
[[nodiscard]] Reply handle_change_code(Context& context, Request& request);

// GET /api/v1/venues, .csv (?area&venue_type&text&state, the first also &limit&after); GET /api/v1/venues/suggestions
[[nodiscard]] Reply handle_venues(Context& context, Request& request);
[[nodiscard]] Reply handle_venues_csv(Context& context, Request& request);
[[nodiscard]] Reply handle_venue_suggestions(Context& context, Request& request);

// POST /api/v1/venues, PATCH /api/v1/venues/{id}, POST /api/v1/venues/{id}/merge
[[nodiscard]] Reply handle_make_venue(Context& context, Request& request);
[[nodiscard]] Reply handle_change_venue(Context& context, Request& request);
[[nodiscard]] Reply handle_merge_venue(Context& context, Request& request);

// POST /api/v1/venues/import: all rows or none.
[[nodiscard]] Reply handle_import_venues(Context& context, Request& request);

} // namespace bajin::api
