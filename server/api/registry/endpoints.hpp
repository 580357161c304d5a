// The endpoints of what the office keeps up itself: targets, the registry of venues, code lists, settings of the server.
//
// Called by the router on the I/O thread. What changes is audited with what stood before.
#pragma once

#include "server/api/http/route.hpp"

#include <span>

namespace bajin::api
{

// GET and PUT /api/v1/targets?year=: PUT changes the cells sent, all or none, and answers with all of the year.
[[nodiscard]] Reply handle_targets(Context& context, Request& request);
[[nodiscard]] Reply handle_put_targets(Context& context, Request& request);

// GET /api/v1/targets/history, /targets/progress, /targets.csv; POST /api/v1/targets/import: a table, all of it or nothing.
[[nodiscard]] Reply handle_target_history(Context& context, Request& request);
[[nodiscard]] Reply handle_target_progress(Context& context, Request& request);
[[nodiscard]] Reply handle_targets_csv(Context& context, Request& request);
[[nodiscard]] Reply handle_import_targets(Context& context, Request& request);

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

// Their table: method, path, what it takes to be allowed.
[[nodiscard]] std::span<const Route> registry_routes() noexcept;

} // namespace bajin::api
