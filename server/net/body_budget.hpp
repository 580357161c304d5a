// How much of bodies may be in memory at the same time: for the process, for an address, for a credential.
//
// Owned by the server, used by connections on the I/O thread. A connection takes a share for each request and lets it grow
// with what has arrived; it is given back with the share's end, when the request was answered. Those of whom nothing is known
// get half of the whole at most, so that they cannot take the memory of the phones.
#pragma once

#include "server/net/address.hpp"
#include "server/net/live_credentials.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <unordered_map>

namespace bajin::net
{

struct BodyLimits
{
	std::size_t all_bytes = 64U * 1024 * 1024;
	std::size_t address_bytes = 24U * 1024 * 1024;
	std::size_t credential_bytes = 8U * 1024 * 1024; // two of the largest
};

class BodyBudget
{
public:
	class Share
	{
	public:
		// A known credential, or none: then only the address counts, and half of the whole.
		Share(BodyBudget& budget, const Address& address, const std::optional<CredentialKey>& credential);
		~Share();
		Share(const Share&) = delete;
		Share& operator=(const Share&) = delete;

		// Makes it that large; false, and nothing changed: that would be more than there is now.
		[[nodiscard]] bool grow_to(std::size_t bytes);

		// Makes it that large whatever there is: of what is in memory already.
		void set(std::size_t bytes);

		[[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

	private:
		BodyBudget& budget_;
		const Network network_;
		const std::optional<CredentialKey> credential_;
		std::size_t bytes_ = 0;
	};

	explicit BodyBudget(const BodyLimits& limits) : limits_(limits) {}
	BodyBudget(const BodyBudget&) = delete;
	BodyBudget& operator=(const BodyBudget&) = delete;

	[[nodiscard]] std::size_t bytes() const noexcept { return all_; }

private:
	const BodyLimits limits_;
	std::size_t all_ = 0;
	std::size_t unknown_ = 0;                   // of them, of those of whom nothing is known
	std::map<Network, std::size_t> by_address_; // ordered: no choice of addresses makes it slow
	std::unordered_map<CredentialKey, std::size_t, CredentialKeyHasher> by_credential_;
};

} // namespace bajin::net
