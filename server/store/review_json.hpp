// A review as it stands in a history row: JSON text, "" for submitted at revision 0. Used by the store and server/sync.
#pragma once

#include "shared/protocol.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace bajin::store
{

[[nodiscard]] std::string write_review(const protocol::Review& review);
[[nodiscard]] protocol::Review read_review(std::string_view text);

// What a joint event still adds, as columns hold it: materials 1, lectures 2, consultations 4.
[[nodiscard]] int adds_bits(const JointAdds& adds) noexcept;
[[nodiscard]] JointAdds read_adds(std::int64_t bits) noexcept;

} // namespace bajin::store
