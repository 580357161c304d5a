#include "server/net/rate_limits.hpp"

#include "server/people/random.hpp"

#include <sodium.h>

#include <algorithm>

namespace bajin::net
{

namespace
{

constexpr int dropped_at_once = 2; // more than are added at once, so that full buckets do not pile up

std::chrono::steady_clock::duration seconds_of(double seconds)
{
	return std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(seconds));
}

} // namespace

Buckets::Buckets(double rate, double burst, std::size_t entries_max)
	: interval_(seconds_of(1 / rate)), tolerance_(seconds_of((std::max(burst, 1.0) - 1) / rate)), entries_max_(entries_max)
{
}

Buckets::Clock::duration Buckets::draw(const Key& key, Clock::time_point now)
{
	Entry& entry = find_or_add(key, now);
	const auto full_at = std::max(entry.full_at, now);
	const auto ahead = full_at - now;
	if (ahead > tolerance_) { return ahead - tolerance_; }
	entry.full_at = full_at + interval_;
	return Clock::duration::zero();
}

void Buckets::drop_full(Clock::time_point now)
{
	for (int dropped = 0; dropped < dropped_at_once && !by_use_.empty() && by_use_.back().full_at <= now; ++dropped)
	{
		entries_.erase(by_use_.back().key);
		by_use_.pop_back();
	}
}

Buckets::Entry& Buckets::find_or_add(const Key& key, Clock::time_point now)
{
	const auto found = entries_.find(key);
	if (found != entries_.end())
	{
		by_use_.splice(by_use_.begin(), by_use_, found->second);
		return *found->second;
	}
	if (entries_.size() >= entries_max_)
	{
		entries_.erase(by_use_.back().key);
		by_use_.pop_back();
	}
	by_use_.push_front(Entry{key, now});
	entries_.emplace(key, by_use_.begin());
	return by_use_.front();
}

RateLimits::RateLimits(const RateLimitOptions& options)
	: limits_devices_(options.device_rate > 0), limits_addresses_(options.address_rate > 0),
	  devices_(limits_devices_ ? options.device_rate : 1, options.device_burst, options.entries_max),
	  addresses_(limits_addresses_ ? options.address_rate : 1, options.address_burst, options.entries_max)
{
	people::fill_random(secret_);
}

std::chrono::seconds RateLimits::draw(const std::optional<Key>& credential, const Address& address, Clock::time_point now)
{
	Clock::duration wait{};
	if (credential) { wait = limits_devices_ ? devices_.draw(*credential, now) : Clock::duration::zero(); }
	else if (limits_addresses_)
	{
		addresses_.drop_full(now);
		wait = addresses_.draw(key_of(address), now);
	}
	return std::chrono::ceil<std::chrono::seconds>(wait);
}

RateLimits::Key RateLimits::key_of(const Address& address) const
{
	static_assert(crypto_shorthash_siphashx24_BYTES == sizeof(Key));
	const Network network = network_of(address);
	Key key{};
	crypto_shorthash_siphashx24(key.data(), network.data(), network.size(), secret_.data());
	return key;
}

} // namespace bajin::net
