// The endpoints in which the server tells of itself: health, metrics, its routes, how far a download has come.
//
// Called by the router on the I/O thread.
#pragma once

#include "server/api/http/route.hpp"

#include <span>

namespace bajin::api
{

// GET /api/v1/health (open): the server lives. GET /metrics
[[nodiscard]] Reply handle_health(Context& context, Request& request);
[[nodiscard]] Reply handle_metrics(Context& context, Request& request);

// GET /api/v1/ready (open): whether it can do what it is for. 200 with `ready` or `degraded` (somebody should look), 503 with
// `not_ready` (nothing can be stored); `checks` says of each part how it is.
[[nodiscard]] Reply handle_ready(Context& context, Request& request);

// GET /api/v1/openapi.yaml (open): every route, as schema/openapi.yaml describes it.
[[nodiscard]] Reply handle_openapi(Context& context, Request& request);

// GET and DELETE /api/v1/progress/{id}: {"state", "done", "total"} of one's own download; DELETE cancels it.
[[nodiscard]] Reply handle_progress(Context& context, Request& request);
[[nodiscard]] Reply handle_cancel_progress(Context& context, Request& request);

// Their table: method, path, what it takes to be allowed.
[[nodiscard]] std::span<const Route> service_routes() noexcept;

} // namespace bajin::api
