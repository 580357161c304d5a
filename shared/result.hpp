// The one vocabulary for refusals: what depends on the input or on the caller.
//
// Called by every layer. A function that can refuse returns Result<T>; a breakdown of the environment (disk, SQLite,
// deadline) is an exception; a state that cannot be is BAJIN_ASSERT. An outcome of the sync protocol is none of these:
// it is a plain value (see shared/protocol.hpp).
#pragma once

#include <boost/system/result.hpp>

#include <stdexcept>
#include <string>
#include <utility>

namespace bajin
{

// A refusal. `code` is stable and stands in the catalogue of server/api/http/problem; `detail` is for the person who reads
// the log or the answer; `pointer` is a JSON pointer to the field concerned, empty when it is none.
struct Error
{
	std::string code;
	std::string detail;
	std::string pointer;
};

template <class T>
using Result = boost::system::result<T, Error>;

// Called by Boost when value() is asked of a Result that holds an Error: a bug of the caller, made visible.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location& /*where*/)
{
	throw std::logic_error("value() of a refused Result: " + error.code + ": " + error.detail);
}

[[noreturn]] void assertion_failed(const char* expression, const char* file, int line) noexcept;

} // namespace bajin

// Holds in release builds too: a process that continues from an impossible state writes wrong counts.
#define BAJIN_ASSERT(expression) ((expression) ? static_cast<void>(0) : ::bajin::assertion_failed(#expression, __FILE__, __LINE__))
