// What is known of a sealed version without making or comparing one: its head as lists show it, and its stored document.
//
// Used by lists, submissions and server/reports/sealed.
#pragma once

#include "server/store/report_store.hpp"
#include "shared/area.hpp"
#include "shared/json.hpp"

namespace bajin::reports
{

// Which version of what, by whom and why: the same in a document and in lists.
[[nodiscard]] Json describe_head(const store::SealedHead& head, const AreaTree& areas);

// The same with the fingerprint.
[[nodiscard]] Json head_json(const store::SealedHead& head, const AreaTree& areas);

// The document alone, without the list of events. The report must exist.
[[nodiscard]] Json load_document(store::Database& database, const store::SealedHead& head);

} // namespace bajin::reports
