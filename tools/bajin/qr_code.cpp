#include "tools/bajin/qr_code.hpp"

#include "server/people/qr_code.hpp"

namespace bajin::tool
{

namespace
{

const char* half_blocks(bool upper_light, bool lower_light)
{
	if (upper_light) { return lower_light ? "█" : "▀"; }
	return lower_light ? "▄" : " ";
}

} // namespace

std::string draw_qr_code(const std::string& text, bool coloured)
{
	const people::QrCode code(text);
	const int end = code.width() + people::quiet_modules;
	std::string drawing;
	for (int y = -people::quiet_modules; y < end; y += 2)
	{
		drawing += coloured ? "\033[40;97m" : "";
		for (int x = -people::quiet_modules; x < end; ++x) { drawing += half_blocks(code.is_light(x, y), code.is_light(x, y + 1)); }
		drawing += coloured ? "\033[0m\n" : "\n";
	}
	return drawing;
}

} // namespace bajin::tool
