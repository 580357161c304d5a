// The wiring of the server: opens what it stands on, in order, and runs it until a signal stops it.
#pragma once

#include "server/config.hpp"

namespace bajin
{

// Serves until SIGTERM or SIGINT, then drains. Prints "listening on http://ADDRESS:PORT" (https:// with TLS) on stdout when
// it is ready, and below it "redirecting from http://ADDRESS:PORT" when it also does that.
// Throws what keeps it from starting: StoreError, std::system_error, std::runtime_error, each with one line for a person.
void run_server(const Config& config);

// Starts nothing. Says on stdout that all is in order (0), or on stderr, a line each, what is not (2): the database and the
// files that the options name.
[[nodiscard]] int check_server(const Config& config);

} // namespace bajin
