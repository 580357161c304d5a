// The filter of a list of events, read from a request and kept to what the caller may read.
//
// Used by the list itself and by the review of a whole list.
#pragma once

#include "server/api/http/http.hpp"
#include "server/figures/event_list.hpp"
#include "server/people/principal.hpp"

namespace bajin::api
{

// Views into the request.
[[nodiscard]] figures::EventFilterText event_filter_text(const Request& request);

// A parameter that says which events, not which page of them.
[[nodiscard]] bool is_event_filter_name(std::string_view name) noexcept;

// Keeps a list to what the caller may read: within an area of the caller's, or of a team that is the caller's own.
// Error `forbidden`.
[[nodiscard]] Result<void> narrow(figures::EventFilter& filter, store::Reader& reader, const people::Principal& principal, bool area_given);

} // namespace bajin::api
