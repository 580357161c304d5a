// Child processes for the end-to-end tests: started, awaited and ended by their own id, never outliving the test.
//
// Used from the test's main thread only: a child is killed by the kernel when the thread that started it ends.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace bajin::e2e
{

struct Command
{
	std::vector<std::string> words; // the program's path first
	std::filesystem::path output;   // file for stdout; empty: a pipe, for read_line
	std::filesystem::path errors;   // file for stderr, appended to
	std::optional<uid_t> user;      // whose rights the child gives itself
};

// How a child ended: with an exit code, or by a signal.
struct Ending
{
	int exit_code = -1;
	int signal = 0;
};

class Process
{
public:
	explicit Process(const Command& command);
	~Process(); // kills what still runs
	Process(const Process&) = delete;
	Process& operator=(const Process&) = delete;

	// The next line of stdout without its end; empty when the child closed it. Throws after half a minute of silence.
	[[nodiscard]] std::string read_line();
	[[nodiscard]] pid_t id() const noexcept { return id_; }
	[[nodiscard]] bool is_running();
	void signal(int number);
	Ending wait();

private:
	pid_t id_ = -1;
	int pipe_ = -1;
	std::string received_;
	std::optional<Ending> ending_;
};

[[nodiscard]] std::string read_text(const std::filesystem::path& file);

} // namespace bajin::e2e
