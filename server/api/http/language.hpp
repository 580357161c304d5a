// In which of the two languages a caller is answered: by the weights of its Accept-Language (RFC 9110, section 12.5.4).
//
// Called by whoever writes a sentence into an answer. Pure.
#pragma once

#include <string_view>

namespace bajin::api
{

// True when English is wanted more than Chinese; of two with the same weight the one named first, and Chinese when neither is
// named or the header cannot be read. A range of weight 0 is not wanted; "*" stands for what is not named.
[[nodiscard]] bool prefers_english(std::string_view accept_language) noexcept;

} // namespace bajin::api
