#include "shared/result.hpp"

#include <cstdio>
#include <cstdlib>

namespace bajin
{

void assertion_failed(const char* expression, const char* file, int line) noexcept
{
	std::fprintf(stderr, "bajin: impossible state: %s (%s:%d)\n", expression, file, line);
	std::abort();
}

} // namespace bajin
