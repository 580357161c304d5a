// When a phone comes again after a failure, and when it stops: what every client owes to a server in trouble.
//
// A plain value of one phone; the time is the steady clock's.
#pragma once

#include "tools/field/records.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace bajin::field
{

// Longer each time, jittered, and never before what the server asked for.
class Backoff
{
public:
	using Clock = std::chrono::steady_clock;

	void succeeded() noexcept
	{
		failures_ = 0;
		last_success_ = Clock::now();
	}
	[[nodiscard]] bool is_exhausted(std::chrono::seconds patience) const { return Clock::now() - last_success_ > patience; }

	// `asked`: the Retry-After of the answer.
	[[nodiscard]] std::chrono::milliseconds next(Random& random, std::optional<std::chrono::seconds> asked)
	{
		failures_ = std::min(failures_ + 1, doublings_max);
		const std::int64_t ceiling = 100LL << failures_;
		std::chrono::milliseconds delay{random.between(ceiling / 2, ceiling)};
		if (asked) { delay = std::max(delay, std::chrono::milliseconds(*asked) + std::chrono::milliseconds(random.between(0, 500))); }
		return delay;
	}

private:
	static constexpr int doublings_max = 6; // 6.4 s

	int failures_ = 0;
	Clock::time_point last_success_ = Clock::now();
};

// Statuses after which the same request may go through later.
[[nodiscard]] inline bool asks_to_come_again(int status) noexcept
{
	return status == 408 || status == 429 || status >= 500;
}

} // namespace bajin::field
