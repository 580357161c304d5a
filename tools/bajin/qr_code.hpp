// A QR code as text: two modules a character, light on dark as terminals are.
#pragma once

#include <string>

namespace bajin::tool
{

// Lines of half blocks with the quiet zone around them. `coloured` forces white on black, for terminals with a light
// background. Throws std::runtime_error when the text is too long for a QR code.
[[nodiscard]] std::string draw_qr_code(const std::string& text, bool coloured);

} // namespace bajin::tool
