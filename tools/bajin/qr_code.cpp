#include "tools/bajin/qr_code.hpp"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace bajin::tool
{

namespace
{

constexpr int quiet_modules = 4; // as the standard asks

struct Matrix
{
	const QRcode& code;

	// Light outside: the quiet zone.
	[[nodiscard]] bool is_light(int x, int y) const
	{
		const bool inside = x >= 0 && y >= 0 && x < code.width && y < code.width;
		return !inside || (code.data[y * code.width + x] & 1U) == 0;
	}
};

const char* half_blocks(bool upper_light, bool lower_light)
{
	if (upper_light)
	{
		return lower_light ? "█" : "▀";
	}
	return lower_light ? "▄" : " ";
}

} // namespace

std::string draw_qr_code(const std::string& text, bool coloured)
{
	const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
	    QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
	if (!code)
	{
		throw std::runtime_error("the address is too long for a QR code");
	}
	const Matrix matrix{*code};
	std::string drawing;
	for (int y = -quiet_modules; y < code->width + quiet_modules; y += 2)
	{
		drawing += coloured ? "\033[40;97m" : "";
		for (int x = -quiet_modules; x < code->width + quiet_modules; ++x)
		{
			drawing += half_blocks(matrix.is_light(x, y), matrix.is_light(x, y + 1));
		}
		drawing += coloured ? "\033[0m\n" : "\n";
	}
	return drawing;
}

} // namespace bajin::tool
