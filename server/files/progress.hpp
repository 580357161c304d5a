// How far a long piece of work has come, and whether it is still wanted.
//
// Updated by the work on its lane, read and cancelled from any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

namespace bajin::files
{

class Progress
{
public:
	// How much there is to do; until then nobody knows.
	void expect(std::int64_t total) noexcept { total_ = total; }

	// One more is done. False: nobody wants it any longer, end with the error `cancelled`.
	[[nodiscard]] bool step() noexcept
	{
		++done_;
		return !cancelled_;
	}

	void cancel() noexcept { cancelled_ = true; }

	[[nodiscard]] bool is_cancelled() const noexcept { return cancelled_; }
	[[nodiscard]] std::int64_t done() const noexcept { return done_; }
	[[nodiscard]] std::optional<std::int64_t> total() const noexcept
	{
		const std::int64_t total = total_;
		return total < 0 ? std::nullopt : std::optional(total);
	}

private:
	std::atomic<std::int64_t> done_ = 0;
	std::atomic<std::int64_t> total_ = -1;
	std::atomic<bool> cancelled_ = false;
};

} // namespace bajin::files
