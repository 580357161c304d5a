// The credentials that were found valid not long ago, so that whoever shows one may send a large body.
//
// Owned by the server, used by connections on the I/O thread; the time is passed in. Nobody becomes somebody by it: who asks
// is found out anew on the lane, inside the work's own transaction. A credential is forgotten with the group of the write
// lane that changed its holder's access, after an answer of 401, and after `kept_for`. Memory is bounded.
#pragma once

#include "server/net/client_address.hpp"
#include "shared/uuid.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

namespace bajin::net
{

// Keys are keyed hashes: any part of them spreads well, and nobody can make them collide.
using CredentialKey = std::array<std::uint8_t, 16>;
struct CredentialKeyHasher
{
	[[nodiscard]] std::size_t operator()(const CredentialKey& key) const noexcept;
};

class LiveCredentials
{
public:
	using Clock = std::chrono::steady_clock;

	explicit LiveCredentials(std::size_t entries_max = 100'000, Clock::duration kept_for = std::chrono::minutes(10));

	// What stands for a credential here; empty for an empty one.
	[[nodiscard]] std::optional<CredentialKey> key_of(const Credential& credential) const;

	[[nodiscard]] bool contains(const CredentialKey& key, Clock::time_point now) const;
	void add(const CredentialKey& key, const std::optional<Uuid>& holder, Clock::time_point now);

	void forget(const CredentialKey& key);
	void forget_holder(const Uuid& holder);
	void forget_all();

	[[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

private:
	struct Entry
	{
		std::optional<Uuid> holder;
		Clock::time_point ends_at;
	};
	using Entries = std::unordered_map<CredentialKey, Entry, CredentialKeyHasher>;

	void erase(Entries::iterator entry);

	const std::size_t entries_max_;
	const Clock::duration kept_for_;
	std::array<std::uint8_t, 16> secret_{};
	Entries entries_;
	std::unordered_multimap<Uuid, CredentialKey> by_holder_;
};

} // namespace bajin::net
