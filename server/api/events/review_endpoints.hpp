// The endpoints by which people act on records: review, entry and correction, redaction, and the tray of kept changes.
//
// One file each; plain functions on the I/O thread that return work. See routes.cpp for who may call them.
#pragma once

#include "server/api/router.hpp"

namespace bajin::api
{

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

} // namespace bajin::api
