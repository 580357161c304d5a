#include "server/people/qr_code.hpp"

#include <qrencode.h>

#include <cstddef>
#include <memory>
#include <stdexcept>

namespace bajin::people
{

QrCode::QrCode(const std::string& text)
{
	const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
		QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
	if (!code) { throw std::runtime_error("the address is too long for a QR code"); }
	width_ = code->width;
	const auto modules = static_cast<std::size_t>(width_) * static_cast<std::size_t>(width_);
	dark_.reserve(modules);
	for (std::size_t i = 0; i < modules; ++i) { dark_.push_back((code->data[i] & 1U) != 0); }
}

bool QrCode::is_light(int x, int y) const noexcept
{
	const bool is_inside = x >= 0 && y >= 0 && x < width_ && y < width_;
	return !is_inside || !dark_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
}

std::string draw_svg(const QrCode& code)
{
	const std::string side = std::to_string(code.width() + 2 * quiet_modules);
	std::string svg = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + side + " " + side +
					  R"(" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h)" + side + "v" + side + "H0z\"/><path d=\"";
	for (int y = 0; y < code.width(); ++y)
	{
		for (int x = 0; x < code.width(); ++x)
		{
			int run = 0;
			while (!code.is_light(x + run, y)) { ++run; }
			if (run > 0)
			{
				svg += "M" + std::to_string(x + quiet_modules) + " " + std::to_string(y + quiet_modules) + "h" + std::to_string(run) +
					   "v1h-" + std::to_string(run) + "z";
				x += run;
			}
		}
	}
	return svg + "\"/></svg>";
}

} // namespace bajin::people
