// The QR code of an enrolment address: its modules, and as SVG for the console.
//
// Called by the enrolments endpoint and, for the terminal, by the tool. Pure.
#pragma once

#include <string>
#include <vector>

namespace bajin::people
{

class QrCode
{
public:
	// Throws std::runtime_error when the text is too long (about 2,300 bytes).
	explicit QrCode(const std::string& text);

	[[nodiscard]] int width() const noexcept { return width_; } // modules, without the quiet zone

	// Light beside the code too: the quiet zone.
	[[nodiscard]] bool is_light(int x, int y) const noexcept;

private:
	int width_ = 0;
	std::vector<bool> dark_;
};

inline constexpr int quiet_modules = 4; // around the code, as the standard asks

[[nodiscard]] std::string draw_svg(const QrCode& code);

} // namespace bajin::people
