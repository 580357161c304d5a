// A disk that is full, as far as this process can tell: no file may grow beyond a size. Used by tests of what writes files.
#pragma once

#include <csignal>
#include <sys/resource.h>

namespace bajin::test
{

class FullDisk
{
public:
	explicit FullDisk(rlim_t bytes)
	{
		std::signal(SIGXFSZ, SIG_IGN);
		getrlimit(RLIMIT_FSIZE, &before_);
		rlimit limit = before_;
		limit.rlim_cur = bytes;
		setrlimit(RLIMIT_FSIZE, &limit);
	}
	~FullDisk()
	{
		setrlimit(RLIMIT_FSIZE, &before_);
		std::signal(SIGXFSZ, SIG_DFL);
	}
	FullDisk(const FullDisk&) = delete;
	FullDisk& operator=(const FullDisk&) = delete;

private:
	rlimit before_{};
};

} // namespace bajin::test
