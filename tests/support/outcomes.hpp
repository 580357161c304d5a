// Every outcome of the protocol, for tests that hold that each of them came up.
#pragma once

#include "shared/protocol.hpp"

#include <array>

namespace bajin::test
{

inline constexpr std::array all_outcomes = {
	protocol::Outcome::accepted, protocol::Outcome::unchanged, protocol::Outcome::merged, protocol::Outcome::conflict,
	protocol::Outcome::rejected};

// An outcome that is new stops the compiler here (-Wswitch): it belongs into the list above.
[[nodiscard]] constexpr bool is_listed(protocol::Outcome outcome) noexcept
{
	switch (outcome)
	{
	case protocol::Outcome::accepted:
	case protocol::Outcome::unchanged:
	case protocol::Outcome::merged:
	case protocol::Outcome::conflict:
	case protocol::Outcome::rejected:
		return true;
	}
	return false;
}

} // namespace bajin::test
