#include "server/people/throttle.hpp"

#include <algorithm>

namespace bajin::people
{

std::chrono::seconds Throttle::wait_of(const std::string& key, Time now) const
{
	const std::lock_guard lock(mutex_);
	const auto found = entries_.find(key);
	if (found == entries_.end() || found->second.until <= now) { return std::chrono::seconds(0); }
	return std::chrono::ceil<std::chrono::seconds>(found->second.until - now);
}

bool Throttle::has_failed(const std::string& key, Time now) const
{
	const std::lock_guard lock(mutex_);
	const auto found = entries_.find(key);
	return found != entries_.end() && found->second.failures > 0 && now - found->second.last <= options_.forgotten_after;
}

void Throttle::note_failure(const std::string& key, Time now)
{
	const std::lock_guard lock(mutex_);
	if (entries_.size() >= options_.keys_max && !entries_.contains(key)) { make_room(now); }
	Entry& entry = entries_[key];
	if (now - entry.last > options_.forgotten_after) { entry.failures = 0; }
	++entry.failures;
	entry.last = now;
	const int beyond = entry.failures - options_.free_failures;
	if (beyond >= 0)
	{
		constexpr int doublings_max = 20;
		const auto wait = options_.first_wait * (1LL << std::min(beyond, doublings_max));
		entry.until = now + std::min<std::chrono::seconds>(wait, options_.longest_wait);
	}
}

void Throttle::note_success(const std::string& key)
{
	const std::lock_guard lock(mutex_);
	entries_.erase(key);
}

void Throttle::make_room(Time now)
{
	std::erase_if(entries_, [&](const auto& entry) { return now - entry.second.last > options_.forgotten_after; });
	if (entries_.size() >= options_.keys_max)
	{
		entries_.clear(); // a flood of addresses: better to begin anew than to grow
	}
}

} // namespace bajin::people
