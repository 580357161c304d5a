// A progress bar on stderr, for people only: nothing is shown when stderr is no terminal.
//
// Used by commands that take more than a moment, on the main thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace bajin::tool
{

class Progress
{
public:
	explicit Progress(std::string title);
	~Progress(); // leaves an empty line
	Progress(const Progress&) = delete;
	Progress& operator=(const Progress&) = delete;

	void show(std::int64_t done, std::int64_t total);

private:
	std::string title_;
	bool is_terminal_;
	std::chrono::steady_clock::time_point next_{};
};

} // namespace bajin::tool
