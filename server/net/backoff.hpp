// How long whoever's work took too long is to stay away: 30 s, and twice as long after each further time, up to 10 min.
//
// Owned by the server, used by connections on the I/O thread; the time is passed in. A phone sends again what was not
// answered; coming back at once it would take the time of the others again and again.
#pragma once

#include "server/net/live_credentials.hpp"

#include <chrono>
#include <cstddef>
#include <unordered_map>

namespace bajin::net
{

class Backoff
{
public:
	using Clock = std::chrono::steady_clock;
	static constexpr std::chrono::seconds first_wait{30};
	static constexpr std::chrono::seconds longest_wait{600};
	static constexpr std::chrono::hours forgotten_after{1}; // without a further time
	static constexpr std::size_t entries_max = 10'000;

	// Its work took too long once more; gives how long it is to wait.
	[[nodiscard]] std::chrono::seconds failed(const CredentialKey& key, Clock::time_point now);
	void succeeded(const CredentialKey& key) { entries_.erase(key); }

private:
	struct Entry
	{
		std::chrono::seconds wait{};
		Clock::time_point last;
	};
	std::unordered_map<CredentialKey, Entry, CredentialKeyHasher> entries_;
};

} // namespace bajin::net
