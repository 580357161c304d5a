#include "server/api/http/condition.hpp"

#include <utility>

namespace bajin::api
{

void Condition::stored()
{
	const std::lock_guard lock(mutex_);
	report_.stored_at = std::chrono::steady_clock::now();
	report_.store_failure.clear();
}

void Condition::not_stored(std::string code)
{
	const std::lock_guard lock(mutex_);
	report_.store_failure = std::move(code);
}

void Condition::log_copied()
{
	const std::lock_guard lock(mutex_);
	report_.copy_failure.clear();
}

void Condition::log_not_copied(std::string code)
{
	const std::lock_guard lock(mutex_);
	report_.copy_failure = std::move(code);
}

void Condition::log_is(std::int64_t bytes, std::int64_t bytes_max)
{
	const std::lock_guard lock(mutex_);
	report_.log_bytes = bytes;
	report_.log_bytes_max = bytes_max;
}

void Condition::disk_has(std::optional<std::int64_t> free_bytes)
{
	const std::lock_guard lock(mutex_);
	report_.free_bytes = free_bytes;
}

void Condition::backs_up(std::chrono::seconds every, std::optional<Timestamp> newest)
{
	const std::lock_guard lock(mutex_);
	report_.backup_every = every;
	report_.backed_up_at = newest;
}

void Condition::backed_up(Timestamp at)
{
	const std::lock_guard lock(mutex_);
	report_.backed_up_at = at;
	report_.backup_failure.clear();
}

void Condition::not_backed_up(std::string code)
{
	const std::lock_guard lock(mutex_);
	report_.backup_failure = std::move(code);
}

ConditionReport Condition::report() const
{
	const std::lock_guard lock(mutex_);
	return report_;
}

} // namespace bajin::api
