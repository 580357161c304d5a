// The endpoints that show events: lists, one event, its history, and what stands behind a receipt.
//
// Called by the router on the I/O thread, listed in routes.cpp. All of them only read, on a read lane.
#pragma once

#include "server/api/router.hpp"

namespace bajin::api
{

// GET /api/v1/events: {"events": [as in the changes of sync], "next": text or null}
[[nodiscard]] Reply handle_events(Context& context, Request& request);

// GET /api/v1/events/{id}: one event as in the changes of sync; also a deleted one.
[[nodiscard]] Reply handle_event(Context& context, Request& request);

// GET /api/v1/events/{id}/history: every version and review, the oldest first.
[[nodiscard]] Reply handle_event_history(Context& context, Request& request);

// GET /api/v1/look_alikes: {"pairs": [...], "next": text or null, "open": number}, the newest day first.
[[nodiscard]] Reply handle_look_alikes(Context& context, Request& request);

// GET /api/v1/events/{id}/look_alikes: what looks like this event now, compared afresh.
[[nodiscard]] Reply handle_event_look_alikes(Context& context, Request& request);

// GET /api/v1/receipts/{receipt}: to a device that may see the event, and to local callers; to anybody else 404 or 401.
[[nodiscard]] Reply handle_receipt(Context& context, Request& request);

} // namespace bajin::api
