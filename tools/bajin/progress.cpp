#include "tools/bajin/progress.hpp"

#include <algorithm>
#include <cstdio>
#include <unistd.h>
#include <utility>

namespace bajin::tool
{

namespace
{
constexpr int bar_width = 40;
constexpr std::chrono::milliseconds redrawn_every{100};
} // namespace

Progress::Progress(std::string title) : title_(std::move(title)), is_terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress()
{
	if (is_terminal_) { std::fputs("\r\033[K", stderr); }
}

void Progress::show(std::int64_t done, std::int64_t total)
{
	const auto now = std::chrono::steady_clock::now();
	if (!is_terminal_ || total <= 0 || (now < next_ && done < total)) { return; }
	next_ = now + redrawn_every;
	const int filled = static_cast<int>(std::clamp<std::int64_t>(done * bar_width / total, 0, bar_width));
	std::string bar(static_cast<std::size_t>(filled), '#');
	bar.resize(bar_width, '.');
	std::fprintf(
		stderr, "\r\033[K%s [%s] %lld/%lld", title_.c_str(), bar.c_str(), static_cast<long long>(done), static_cast<long long>(total));
	std::fflush(stderr);
}

} // namespace bajin::tool
