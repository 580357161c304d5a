// What many requests say in their query, read in one way: which area, how many rows. Used by the endpoints on the I/O thread.
#pragma once

#include "server/api/http/http.hpp"
#include "shared/area.hpp"
#include "shared/result.hpp"
#include "shared/uuid.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace bajin::api
{

// The id in braces in the route's pattern. Error `not_found` when it is no UUID: there is nothing of that name.
[[nodiscard]] Result<Uuid> path_id(const Request& request, const std::string& name = "id");

// The parameter `area`; 0 when it is absent or empty: what the caller sees. Error `unknown_area`.
[[nodiscard]] Result<AreaId> asked_area(const Request& request, const AreaTree& areas);

// The parameter `limit`: `usual` when it is absent or empty, never more than `most`. Error `invalid_parameter` when it is no whole
// number of at least 1.
[[nodiscard]] Result<std::int64_t> asked_limit(const Request& request, std::int64_t usual, std::int64_t most = 1'000);

// A whole number of at least 1, `otherwise` when it is absent or empty. Error `invalid_parameter`.
[[nodiscard]] Result<std::int64_t> asked_number(const Request& request, std::string_view name, std::int64_t otherwise);

} // namespace bajin::api
