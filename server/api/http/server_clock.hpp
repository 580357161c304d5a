// The server's time, and whether it can be believed.
//
// A wall clock is wrong now and then: a machine without a battery starts in 1970, a wrong time server moves it by years.
// What was decided by it stands for good, so while it is in doubt nothing that cannot be undone is decided by it: records
// are not refused for their day, and what expires goes by an estimate, the last time that was believed and what has passed
// since by the clock that only counts. The doubt ends when the wall clock agrees again, when an administrator confirms it
// (`bajin clock confirm`), or after 24 hours of running.
// One for the life of the process, in api::Context; every use looks at both clocks. From any thread.
#pragma once

#include "shared/calendar.hpp"
#include "shared/timestamp.hpp"

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>

namespace bajin::api
{

struct ClockReading
{
	Timestamp wall;
	std::chrono::milliseconds running{}; // since the machine started, its sleep included; nobody can set it
};

[[nodiscard]] ClockReading read_clocks() noexcept;

enum class ClockDoubt : unsigned char
{
	none,
	behind, // earlier than it can be
	ahead,  // later than is likely
};

class ServerClock
{
public:
	using Read = std::function<ClockReading()>;

	static constexpr std::chrono::minutes jump_max{5};
	static constexpr std::chrono::days absence_max{30}; // a server may have been off for so long
	static constexpr std::chrono::hours believed_after{24};

	explicit ServerClock(Read read = read_clocks);

	// At the start of the server. `newest`: the latest time that it ever went by; empty when it does not know one.
	void begin(std::optional<Timestamp> newest);

	// What the wall clock says, right or wrong: for what is only told, or noted as it was told.
	[[nodiscard]] Timestamp wall();

	// For what expires, ends or is removed: the wall clock, or the estimate while that is in doubt.
	[[nodiscard]] Timestamp now();

	// In China; empty while the clock is in doubt.
	[[nodiscard]] std::optional<Date> today();

	[[nodiscard]] ClockDoubt doubt();

	// Somebody has looked at the wall clock: it is right.
	void confirm();

private:
	struct Observed
	{
		ClockReading reading;
		std::chrono::milliseconds estimate; // wall clock minus running clock, as far as it is believed
		ClockDoubt doubt;
	};
	[[nodiscard]] Observed observe();
	void believe(const ClockReading& reading) noexcept;

	const Read read_;
	std::mutex mutex_;
	std::chrono::milliseconds offset_{}; // of the last reading that was believed
	std::chrono::milliseconds ahead_max_;
	std::chrono::milliseconds doubted_since_{}; // by the running clock
	ClockDoubt doubt_ = ClockDoubt::none;
};

} // namespace bajin::api
