// How many requests a caller may make: a token bucket for each credential that proved valid, and one for each address
// for all else.
//
// Owned by the server, used by connections on the I/O thread; pure, the time is passed in. Whether a credential is valid is
// told by the caller (LiveCredentials); one that is not known to be draws on its address, so that making up tokens gains
// nothing. A bucket is one instant, that at which it will be full again (GCRA). Memory is bounded: buckets that are full again
// go first, then those drawn on longest ago. IPv6 counts by /64, which is what one household or host has.
#pragma once

#include "server/net/address.hpp"
#include "server/net/live_credentials.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>

namespace bajin::net
{

struct RateLimitOptions
{
	double device_rate = 20; // requests a second of one credential; 0: no limit
	double device_burst = 200;
	double address_rate = 50;
	double address_burst = 500;
	std::size_t entries_max = 100'000; // of each of the two kinds
};

// The buckets of one kind, by a hashed key.
class Buckets
{
public:
	using Clock = std::chrono::steady_clock;
	using Key = CredentialKey;

	// `rate` above 0.
	Buckets(double rate, double burst, std::size_t entries_max);

	// Takes one token. Zero: taken; else the time until there is one.
	[[nodiscard]] Clock::duration draw(const Key& key, Clock::time_point now);

	[[nodiscard]] bool contains(const Key& key) const { return entries_.contains(key); }
	void drop_full(Clock::time_point now); // a few of the oldest at a time
	[[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

private:
	struct Entry
	{
		Key key;
		Clock::time_point full_at;
	};

	Entry& find_or_add(const Key& key, Clock::time_point now);

	const Clock::duration interval_;  // from one token to the next
	const Clock::duration tolerance_; // how far ahead of now a bucket may be drawn
	const std::size_t entries_max_;
	std::list<Entry> by_use_; // newest first
	std::unordered_map<Key, std::list<Entry>::iterator, CredentialKeyHasher> entries_;
};

class RateLimits
{
public:
	using Clock = Buckets::Clock;
	using Key = Buckets::Key;

	explicit RateLimits(const RateLimitOptions& options);

	// False: nothing is limited, and nothing need be asked.
	[[nodiscard]] bool limits() const noexcept { return limits_devices_ || limits_addresses_; }

	// Draws one request, on the credential when it is given, which is one known to be valid. Zero: granted; else the whole
	// seconds after which the next one will be.
	[[nodiscard]] std::chrono::seconds draw(const std::optional<Key>& credential, const Address& address, Clock::time_point now);

	[[nodiscard]] std::size_t size() const noexcept { return devices_.size() + addresses_.size(); }

private:
	[[nodiscard]] Key key_of(const Address& address) const;

	const bool limits_devices_;
	const bool limits_addresses_;
	std::array<std::uint8_t, 16> secret_{};
	Buckets devices_;
	Buckets addresses_;
};

} // namespace bajin::net
