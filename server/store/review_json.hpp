// A review as it stands in a history row: JSON text, "" for submitted at revision 0. Used by the store and server/sync.
#pragma once

#include "shared/protocol.hpp"

#include <string>
#include <string_view>

namespace bajin::store
{

[[nodiscard]] std::string write_review(const protocol::Review& review);
[[nodiscard]] protocol::Review read_review(std::string_view text);

}  // namespace bajin::store
