#include "server/net/backoff.hpp"

#include <algorithm>

namespace bajin::net
{

std::chrono::seconds Backoff::failed(const CredentialKey& key, Clock::time_point now)
{
	if (entries_.size() >= entries_max && !entries_.contains(key)) { entries_.erase(entries_.begin()); }
	Entry& entry = entries_[key];
	const bool is_first = entry.wait == std::chrono::seconds::zero() || now - entry.last > forgotten_after;
	entry.wait = is_first ? first_wait : std::min(2 * entry.wait, longest_wait);
	entry.last = now;
	return entry.wait;
}

} // namespace bajin::net
