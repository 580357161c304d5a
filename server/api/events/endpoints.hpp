// The endpoints about single events: lists, history, receipts, review, entry and correction, redaction, the tray of kept
// changes, look-alikes, evidence packages.
//
// Called by the router on the I/O thread. What a request asks for is checked at once; the rest is work for a lane.
#pragma once

#include "server/api/http/route.hpp"

#include <span>

namespace bajin::api
{

// GET /api/v1/events: {"events": [as in the changes of sync], "next": text or null}
[[nodiscard]] Reply handle_events(Context& context, Request& request);

// GET /api/v1/event_sums: {"listed": number, "sums": {…}, "next": text or null}, of a list that /events would give.
[[nodiscard]] Reply handle_event_sums(Context& context, Request& request);

// GET /api/v1/events.csv, events.xlsx: a filtered list whole, one row an event, as a file to download.
[[nodiscard]] Reply handle_events_csv(Context& context, Request& request);
[[nodiscard]] Reply handle_events_xlsx(Context& context, Request& request);

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

[[nodiscard]] Reply handle_review(Context& context, Request& request);

// Many at once: those named in `events`, or those that the filter in the query lists.
[[nodiscard]] Reply handle_bulk_review(Context& context, Request& request);

// "These are two different visits", or that taken back.
[[nodiscard]] Reply handle_clear_look_alike(Context& context, Request& request);

// 代录, 代更正: in the name of a team, by somebody who may then not verify it.
[[nodiscard]] Reply handle_enter_event(Context& context, Request& request);
[[nodiscard]] Reply handle_correct_event(Context& context, Request& request);

[[nodiscard]] Reply handle_redact(Context& context, Request& request);

[[nodiscard]] Reply handle_kept(Context& context, Request& request);
[[nodiscard]] Reply handle_resolve_kept(Context& context, Request& request);

// GET /api/v1/evidence.zip: the events of a list, each whole with its history, as one package.
[[nodiscard]] Reply handle_evidence(Context& context, Request& request);

// Their table: method, path, what it takes to be allowed.
[[nodiscard]] std::span<const Route> event_routes() noexcept;

} // namespace bajin::api
