// Who a device token stands for: looked up inside the work of an endpoint, on its lane.
#pragma once

#include "server/api/http.hpp"
#include "server/store/device_store.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace bajin::api
{

// The answer to a token that no longer opens anything: unknown, revoked, or of a phone declared lost. Empty when valid.
[[nodiscard]] std::optional<Response> refuse_device(const store::Device* device, std::string_view accept_language);

// The teams the device stands for now.
[[nodiscard]] std::vector<Uuid> scope_of(const store::Device& device);

}  // namespace bajin::api
