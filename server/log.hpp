// The log: one line an event on stderr, UTC, no personal data (no bodies, no tokens, no names, no addresses).
//
// Set up once by main; afterwards spdlog's functions may be called from any thread. Who logs: connection, listener, main.
#pragma once

#include <string>

namespace bajin
{

// `level` is one of debug, info, warn, error, off.
void set_up_log(const std::string& level);

} // namespace bajin
