#include "server/api/http/server_clock.hpp"

#include <ctime>
#include <utility>

namespace bajin::api
{

namespace
{

using std::chrono::milliseconds;

// Before this there was no bajin.
constexpr Timestamp earliest{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};

milliseconds read_running() noexcept
{
	timespec time{};
	clock_gettime(CLOCK_BOOTTIME, &time);
	return std::chrono::seconds(time.tv_sec) + std::chrono::floor<milliseconds>(std::chrono::nanoseconds(time.tv_nsec));
}

} // namespace

ClockReading read_clocks() noexcept
{
	return {bajin::now(), read_running()};
}

ServerClock::ServerClock(Read read) : read_(std::move(read)), ahead_max_(jump_max)
{
	begin(std::nullopt);
}

void ServerClock::begin(std::optional<Timestamp> newest)
{
	const ClockReading reading = read_();
	const std::lock_guard lock(mutex_);
	doubt_ = ClockDoubt::none;
	offset_ = newest.value_or(earliest).time_since_epoch() - reading.running;
	ahead_max_ = newest ? milliseconds(absence_max) : milliseconds::max();
}

void ServerClock::believe(const ClockReading& reading) noexcept
{
	offset_ = reading.wall.time_since_epoch() - reading.running;
	ahead_max_ = jump_max;
	doubt_ = ClockDoubt::none;
}

ServerClock::Observed ServerClock::observe()
{
	const ClockReading reading = read_();
	const std::lock_guard lock(mutex_);
	const milliseconds away = reading.wall.time_since_epoch() - reading.running - offset_;
	const bool agrees = away >= -jump_max && away <= ahead_max_;
	const bool was_long = doubt_ != ClockDoubt::none && reading.running - doubted_since_ >= believed_after;
	if (agrees || was_long) { believe(reading); }
	else
	{
		if (doubt_ == ClockDoubt::none) { doubted_since_ = reading.running; }
		doubt_ = away < milliseconds::zero() ? ClockDoubt::behind : ClockDoubt::ahead;
	}
	return {reading, offset_, doubt_};
}

Timestamp ServerClock::wall()
{
	return read_().wall;
}

Timestamp ServerClock::now()
{
	const Observed observed = observe();
	return Timestamp(observed.reading.running + observed.estimate);
}

std::optional<Date> ServerClock::today()
{
	const Observed observed = observe();
	return observed.doubt == ClockDoubt::none ? std::optional(shanghai_date(observed.reading.wall)) : std::nullopt;
}

ClockDoubt ServerClock::doubt()
{
	return observe().doubt;
}

void ServerClock::confirm()
{
	const ClockReading reading = read_();
	const std::lock_guard lock(mutex_);
	believe(reading);
}

} // namespace bajin::api
