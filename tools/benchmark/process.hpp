// A program that the benchmark starts: its first line of output, what it used, and its end by id.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <sched.h>
#include <string>
#include <sys/types.h>
#include <vector>

namespace bajin::benchmark
{

class Process
{
public:
	// Starts it and waits for the first line it prints. Throws std::runtime_error when it ends without one. `core`: the only one
	// that it may run on. `directory`: in which it runs; empty: this one's.
	explicit Process(
		const std::vector<std::string>& command, std::optional<int> core = std::nullopt, const std::filesystem::path& directory = {});
	~Process(); // ends it with SIGKILL when it still runs
	Process(const Process&) = delete;
	Process& operator=(const Process&) = delete;

	[[nodiscard]] const std::string& first_line() const noexcept { return first_line_; }
	[[nodiscard]] double seconds_to_first_line() const noexcept { return seconds_to_first_line_; }
	[[nodiscard]] std::uint16_t port() const; // at the end of "listening on http://127.0.0.1:PORT"
	[[nodiscard]] std::int64_t resident_bytes() const;
	[[nodiscard]] std::int64_t peak_resident_bytes() const; // in all its life

	// Processor time of its threads by their names, in microseconds, of its life so far.
	[[nodiscard]] std::map<std::string, double> thread_microseconds() const;

	// SIGTERM, waits, and gives the bytes it wrote to disks in all its life. Throws when it did not end with 0.
	std::int64_t stop();

	// Ends every program that still runs, by its id, and waits for its end. For the thread that takes Ctrl-C.
	static void kill_all() noexcept;

private:
	pid_t id_ = -1;
	std::string first_line_;
	double seconds_to_first_line_ = 0;
};

// Runs to its end and gives all that it printed; throws when it did not end with 0.
[[nodiscard]] std::string run_program(const std::vector<std::string>& command, std::optional<int> core = std::nullopt);

// As long as it lives, the calling thread runs on the last core alone, and what it starts with `core()` on the first: what is
// measured and what loads it do not take each other's time. On a machine of one core nothing is bound.
class Pinned
{
public:
	Pinned();
	~Pinned();
	Pinned(const Pinned&) = delete;
	Pinned& operator=(const Pinned&) = delete;

	[[nodiscard]] std::optional<int> core() const noexcept { return core_; }

private:
	cpu_set_t before_{};
	std::optional<int> core_;
};

} // namespace bajin::benchmark
