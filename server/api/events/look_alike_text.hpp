// Why two records look alike, in words for the coordinator who has to decide.
//
// Used by the endpoints of look-alikes. Every code of shared/look_alike has its sentence here, in Chinese and English.
#pragma once

#include "shared/look_alike.hpp"

#include <string>
#include <string_view>

namespace bajin::api
{

// The code itself when there is no sentence for it, so that a reason of a newer scan still says something.
[[nodiscard]] std::string look_alike_text(const LookAlikeReason& reason, bool english);

} // namespace bajin::api
