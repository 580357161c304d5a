// The endpoints that phones sync by: the round trip, the hints of what is new, the reference data and the areas.
//
// Called by the router on the I/O thread. Reading, validating and preparing happen there; the rest is work for a lane.
#pragma once

#include "server/api/http/route.hpp"

#include <span>

namespace bajin::api
{

// To a device token with the teams it stands for; to local callers with all teams; to anybody else 401.
[[nodiscard]] Reply handle_reference(Context& context, Request& request);

[[nodiscard]] Reply handle_areas(Context& context, Request& request);

[[nodiscard]] Reply handle_sync(Context& context, Request& request);

// text/event-stream: hints that something changed in the caller's scope. Local callers may listen to all of it.
[[nodiscard]] Reply handle_changes(Context& context, Request& request);

// Their table: method, path, what it takes to be allowed.
[[nodiscard]] std::span<const Route> sync_routes() noexcept;

} // namespace bajin::api
