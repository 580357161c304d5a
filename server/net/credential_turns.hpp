// How much of one kind of work a caller may have under way, so that nobody fills a lane alone.
//
// Owned by the server, used by connections on the I/O thread.
#pragma once

#include "server/net/live_credentials.hpp"

#include <cstddef>
#include <optional>
#include <unordered_map>

namespace bajin::net
{

class CredentialTurns
{
public:
	explicit CredentialTurns(std::size_t at_once) : at_once_(at_once) {}

	// One piece of work; given back by its end. False: the caller has as much under way as may be. Whoever shows no credential
	// counts as one caller.
	class Turn
	{
	public:
		Turn(CredentialTurns& turns, const std::optional<CredentialKey>& client) : turns_(turns), client_(client.value_or(CredentialKey{}))
		{
			std::size_t& under_way = turns_.under_way_[client_];
			is_taken_ = under_way < turns_.at_once_;
			under_way += is_taken_ ? 1 : 0;
		}
		~Turn()
		{
			if (is_taken_ && --turns_.under_way_[client_] == 0) { turns_.under_way_.erase(client_); }
		}
		Turn(const Turn&) = delete;
		Turn& operator=(const Turn&) = delete;

		[[nodiscard]] explicit operator bool() const noexcept { return is_taken_; }

	private:
		CredentialTurns& turns_;
		const CredentialKey client_;
		bool is_taken_ = false;
	};

private:
	const std::size_t at_once_;
	std::unordered_map<CredentialKey, std::size_t, CredentialKeyHasher> under_way_;
};

} // namespace bajin::net
