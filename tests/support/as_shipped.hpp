// Whether the program is built as it is shipped. Sanitizers and code that is not optimised tell nothing of speed and memory, and
// take so long that drills look at less there.
#pragma once

namespace bajin::test
{

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__OPTIMIZE__)
inline constexpr bool is_as_shipped = false;
#else
inline constexpr bool is_as_shipped = true;
#endif

} // namespace bajin::test
