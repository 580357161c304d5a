#include "tools/benchmark/process.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <set>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bajin::benchmark
{

namespace
{

struct Started
{
	pid_t id = -1;
	int output = -1;
};

// The programs that run now. An id leaves the set before anyone waits for it, so that no foreign process is hit.
std::mutex running_mutex;
std::set<pid_t> running;

cpu_set_t only(int core)
{
	cpu_set_t cores;
	CPU_ZERO(&cores);
	CPU_SET(static_cast<std::size_t>(core), &cores);
	return cores;
}

void forget(pid_t id)
{
	const std::lock_guard lock(running_mutex);
	running.erase(id);
}

Started start(const std::vector<std::string>& command, std::optional<int> core, const std::filesystem::path& directory = {})
{
	int ends[2] = {-1, -1};
	if (::pipe(ends) != 0) { throw std::runtime_error("no pipe"); }
	std::vector<char*> arguments;
	for (const std::string& word : command) { arguments.push_back(const_cast<char*>(word.c_str())); }
	arguments.push_back(nullptr);
	const std::lock_guard lock(running_mutex);
	const pid_t id = ::fork();
	if (id < 0) { throw std::runtime_error("no process"); }
	if (id == 0)
	{
		::prctl(PR_SET_PDEATHSIG, SIGKILL);
		sigset_t none;
		sigemptyset(&none);
		::pthread_sigmask(SIG_SETMASK, &none, nullptr);
		if (core)
		{
			const cpu_set_t cores = only(*core);
			::sched_setaffinity(0, sizeof cores, &cores);
		}
		if (!directory.empty() && ::chdir(directory.c_str()) != 0) { ::_exit(127); }
		::dup2(ends[1], STDOUT_FILENO);
		::close(ends[0]);
		::close(ends[1]);
		::execv(arguments[0], arguments.data());
		::_exit(127);
	}
	::close(ends[1]);
	running.insert(id);
	return {id, ends[0]};
}

[[noreturn]] void fail(const std::vector<std::string>& command, const std::string& what)
{
	std::string text;
	for (const std::string& word : command) { text += word + ' '; }
	throw std::runtime_error(text + what);
}

} // namespace

Process::Process(const std::vector<std::string>& command, std::optional<int> core, const std::filesystem::path& directory)
{
	const auto begin = std::chrono::steady_clock::now();
	const Started started = start(command, core, directory);
	id_ = started.id;
	char letter = 0;
	while (::read(started.output, &letter, 1) == 1 && letter != '\n') { first_line_ += letter; }
	seconds_to_first_line_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
	::close(started.output);
	if (letter != '\n')
	{
		forget(id_);
		::waitpid(id_, nullptr, 0);
		id_ = -1;
		fail(command, "ended before it was ready");
	}
}

Process::~Process()
{
	if (id_ <= 0) { return; }
	forget(id_);
	::kill(id_, SIGKILL);
	::waitpid(id_, nullptr, 0);
}

std::uint16_t Process::port() const
{
	const auto colon = first_line_.rfind(':');
	return static_cast<std::uint16_t>(std::strtoul(first_line_.c_str() + colon + 1, nullptr, 10));
}

std::int64_t Process::resident_bytes() const
{
	std::ifstream file("/proc/" + std::to_string(id_) + "/statm");
	std::int64_t size = 0;
	std::int64_t resident = 0;
	file >> size >> resident;
	return resident * ::sysconf(_SC_PAGESIZE);
}

std::int64_t Process::peak_resident_bytes() const
{
	std::ifstream file("/proc/" + std::to_string(id_) + "/status");
	std::string word;
	std::int64_t kib = 0;
	while (file >> word && word != "VmHWM:") {}
	file >> kib;
	return kib * 1024;
}

std::map<std::string, double> Process::thread_microseconds() const
{
	std::map<std::string, double> times;
	for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(id_) + "/task"))
	{
		std::string name;
		double nanoseconds = 0;
		std::ifstream comm(task.path() / "comm");
		std::ifstream statistics(task.path() / "schedstat"); // on the processor, waiting for it, slices
		if (std::getline(comm, name) && statistics >> nanoseconds) { times[name] += nanoseconds / 1'000; }
	}
	return times;
}

std::int64_t Process::stop()
{
	::kill(id_, SIGTERM);
	forget(id_);
	int status = 0;
	rusage used{};
	::wait4(id_, &status, 0, &used);
	id_ = -1;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) { throw std::runtime_error("the server did not end well: " + first_line_); }
	constexpr std::int64_t block_bytes = 512;
	return used.ru_oublock * block_bytes;
}

void Process::kill_all() noexcept
{
	const std::lock_guard lock(running_mutex);
	for (const pid_t id : running)
	{
		::kill(id, SIGKILL);
		::waitpid(id, nullptr, 0);
	}
	running.clear();
}

std::string run_program(const std::vector<std::string>& command, std::optional<int> core)
{
	const Started started = start(command, core);
	std::string output;
	char buffer[4'096];
	for (ssize_t count = 0; (count = ::read(started.output, buffer, sizeof buffer)) > 0;)
	{
		output.append(buffer, static_cast<std::size_t>(count));
	}
	::close(started.output);
	int status = 0;
	forget(started.id);
	::waitpid(started.id, &status, 0);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) { fail(command, "failed"); }
	return output;
}

Pinned::Pinned()
{
	const long cores = ::sysconf(_SC_NPROCESSORS_ONLN);
	if (cores < 2 || ::sched_getaffinity(0, sizeof before_, &before_) != 0) { return; }
	const cpu_set_t last = only(static_cast<int>(cores) - 1);
	if (::sched_setaffinity(0, sizeof last, &last) == 0) { core_ = 0; }
}

Pinned::~Pinned()
{
	if (core_) { ::sched_setaffinity(0, sizeof before_, &before_); }
}

} // namespace bajin::benchmark
