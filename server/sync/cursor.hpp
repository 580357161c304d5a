// Cursors: how far a client has pulled. Opaque to the client; carries the database's epoch, the scope and a check.
//
// Pure. One that does not fit (another database, another epoch, another scope, damaged, or ahead of the database) is
// never an error: the client starts over.
#pragma once

#include "server/store/database.hpp"
#include "shared/uuid.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bajin::sync
{

[[nodiscard]] std::string make_cursor(const store::Epoch& epoch, std::span<const Uuid> scope, std::int64_t seq);

// The sequence number after which to go on; empty when the cursor does not fit epoch or scope.
[[nodiscard]] std::optional<std::int64_t> read_cursor(const store::Epoch& epoch, std::span<const Uuid> scope, std::string_view cursor);

} // namespace bajin::sync
