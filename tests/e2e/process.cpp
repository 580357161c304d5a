#include "tests/e2e/process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace bajin::e2e
{

namespace
{

constexpr int silence_max_ms = 30'000;
constexpr int exit_not_started = 127;

int open_for_child(const std::filesystem::path& file, int flags)
{
	const int opened = ::open(file.empty() ? "/dev/null" : file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0644);
	if (opened < 0) { throw std::system_error(errno, std::generic_category(), file.string()); }
	return opened;
}

Ending read_status(int status)
{
	Ending ending;
	if (WIFEXITED(status)) { ending.exit_code = WEXITSTATUS(status); }
	else if (WIFSIGNALED(status)) { ending.signal = WTERMSIG(status); }
	return ending;
}

// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void become(char* const* words, int output, int errors, std::optional<uid_t> user)
{
	::prctl(PR_SET_PDEATHSIG, SIGKILL);
	const bool ready = ::dup2(output, STDOUT_FILENO) >= 0 && ::dup2(errors, STDERR_FILENO) >= 0 && (!user || ::setuid(*user) == 0);
	if (ready) { ::execv(words[0], words); }
	::_exit(exit_not_started);
}

} // namespace

Process::Process(const Command& command)
{
	std::array<int, 2> ends{-1, -1};
	if (command.output.empty() && ::pipe2(ends.data(), O_CLOEXEC) != 0) { throw std::system_error(errno, std::generic_category(), "pipe"); }
	pipe_ = ends[0];
	const int output = command.output.empty() ? ends[1] : open_for_child(command.output, O_TRUNC);
	const int errors = open_for_child(command.errors, O_APPEND);
	std::vector<std::string> copies = command.words;
	std::vector<char*> words;
	for (std::string& word : copies) { words.push_back(word.data()); }
	words.push_back(nullptr);
	id_ = ::fork();
	if (id_ == 0) { become(words.data(), output, errors, command.user); }
	::close(output);
	::close(errors);
	if (id_ < 0) { throw std::system_error(errno, std::generic_category(), "fork"); }
}

Process::~Process()
{
	signal(SIGKILL);
	wait();
	if (pipe_ >= 0) { ::close(pipe_); }
}

std::string Process::read_line()
{
	for (;;)
	{
		if (const auto end = received_.find('\n'); end != std::string::npos)
		{
			std::string line = received_.substr(0, end);
			received_.erase(0, end + 1);
			return line;
		}
		pollfd waiting{pipe_, POLLIN, 0};
		if (::poll(&waiting, 1, silence_max_ms) <= 0) { throw std::runtime_error("the program said nothing for too long"); }
		std::array<char, 4096> part{};
		const ssize_t got = ::read(pipe_, part.data(), part.size());
		if (got <= 0) { return {}; }
		received_.append(part.data(), static_cast<std::size_t>(got));
	}
}

bool Process::is_running()
{
	if (ending_) { return false; }
	int status = 0;
	if (::waitpid(id_, &status, WNOHANG) == id_) { ending_ = read_status(status); }
	return !ending_;
}

void Process::signal(int number)
{
	if (is_running()) { ::kill(id_, number); }
}

Ending Process::wait()
{
	while (!ending_)
	{
		int status = 0;
		if (::waitpid(id_, &status, 0) == id_) { ending_ = read_status(status); }
		else if (errno != EINTR) { throw std::system_error(errno, std::generic_category(), "waitpid"); }
	}
	return *ending_;
}

std::string read_text(const std::filesystem::path& file)
{
	std::ifstream stream(file, std::ios::binary);
	return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace bajin::e2e
