// POST /api/v1/sync: one round trip of a phone, push and then pull.
//
// The request is read, validated and prepared on the I/O thread; pushed in a job of the write lane; and, unless the phone
// only pushes (limit 0), followed by a page from a read lane, after the commit. GET /api/v1/changes is its doorbell.
#pragma once

#include "server/api/router.hpp"

namespace bajin::api
{

[[nodiscard]] Reply handle_sync(Context& context, Request& request);

// text/event-stream: hints that something changed in the caller's scope. Local callers may listen to all of it.
[[nodiscard]] Reply handle_changes(Context& context, Request& request);

} // namespace bajin::api
