// Waiting for room or for a turn: an attempt that is made again and again, until it succeeds or patience ends.
//
// For what is given back by others who do not know who waits: places, room for bodies, turns at a search. Those who wait are
// few, because their connections are counted, and an attempt is a look at a table.
#pragma once

#include "server/net/io.hpp"
#include "server/net/transport.hpp"

#include <chrono>
#include <utility>

namespace bajin::net
{

// I/O thread. True as soon as `attempt()` is; false: it was not within `patience`, or the transport was closed. Attempts at
// once, then every `interval`; what `attempt` refers to has to outlive this.
template <typename Attempt>
[[nodiscard]] Awaitable<bool>
try_until(Transport& transport, std::chrono::milliseconds interval, std::chrono::milliseconds patience, Attempt attempt)
{
	const auto gives_up_at = Clock::now() + patience;
	for (;;)
	{
		if (attempt()) { co_return true; }
		if (!transport.is_open() || Clock::now() >= gives_up_at) { co_return false; }
		Timer pause(transport.executor());
		pause.expires_after(interval);
		co_await pause.async_wait(awaiting);
	}
}

} // namespace bajin::net
