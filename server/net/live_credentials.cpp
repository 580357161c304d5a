#include "server/net/live_credentials.hpp"

#include "server/people/random.hpp"

#include <sodium.h>

#include <cstring>
#include <string>

namespace bajin::net
{

std::size_t CredentialKeyHasher::operator()(const CredentialKey& key) const noexcept
{
	std::size_t hash = 0;
	std::memcpy(&hash, key.data(), sizeof hash);
	return hash;
}

LiveCredentials::LiveCredentials(std::size_t entries_max, Clock::duration kept_for) : entries_max_(entries_max), kept_for_(kept_for)
{
	people::fill_random(secret_);
}

std::optional<CredentialKey> LiveCredentials::key_of(const Credential& credential) const
{
	static_assert(crypto_shorthash_siphashx24_BYTES == sizeof(CredentialKey));
	if (credential.text.empty()) { return std::nullopt; }
	// A cookie's text must not stand for a header's.
	std::string text(credential.is_cookie ? "c" : "a");
	text += credential.text;
	CredentialKey key{};
	crypto_shorthash_siphashx24(key.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), secret_.data());
	return key;
}

bool LiveCredentials::contains(const CredentialKey& key, Clock::time_point now) const
{
	const auto found = entries_.find(key);
	return found != entries_.end() && now < found->second.ends_at;
}

void LiveCredentials::add(const CredentialKey& key, const std::optional<Uuid>& holder, Clock::time_point now)
{
	forget(key);
	// Whoever has to go is asked for once more, at the price of one look-up.
	if (entries_.size() >= entries_max_) { erase(entries_.begin()); }
	entries_.emplace(key, Entry{holder, now + kept_for_});
	if (holder) { by_holder_.emplace(*holder, key); }
}

void LiveCredentials::forget(const CredentialKey& key)
{
	const auto found = entries_.find(key);
	if (found != entries_.end()) { erase(found); }
}

void LiveCredentials::forget_holder(const Uuid& holder)
{
	const auto [first, last] = by_holder_.equal_range(holder);
	for (auto entry = first; entry != last; ++entry) { entries_.erase(entry->second); }
	by_holder_.erase(first, last);
}

void LiveCredentials::forget_all()
{
	entries_.clear();
	by_holder_.clear();
}

void LiveCredentials::erase(Entries::iterator entry)
{
	if (entry->second.holder)
	{
		const auto [first, last] = by_holder_.equal_range(*entry->second.holder);
		for (auto held = first; held != last; ++held)
		{
			if (held->second == entry->first)
			{
				by_holder_.erase(held);
				break;
			}
		}
	}
	entries_.erase(entry);
}

} // namespace bajin::net
