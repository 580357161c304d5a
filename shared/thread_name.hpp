// Names of threads, as `top -H` and /proc show them: whose time it is.
#pragma once

#include <pthread.h>

namespace bajin
{

// Of the thread that calls; 15 characters at most, what is longer stays unnamed.
inline void name_thread(const char* name) noexcept
{
	static_cast<void>(::pthread_setname_np(::pthread_self(), name));
}

} // namespace bajin
