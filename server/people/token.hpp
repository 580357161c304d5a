// Device tokens: what a phone shows with every request.
//
// Called by enrolment (write lane) and by the endpoints (I/O thread); no state. A token is 256 random bits, so one round
// of SHA-256 is enough to store it safely, and looking it up by its hash tells nothing through time.
#pragma once

#include "server/store/database.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace bajin::people
{

struct Token
{
	std::string text; // base64url without padding, 43 characters: shown once, never stored
	store::TokenHash hash;
};

[[nodiscard]] Token make_token();

// What is stored for a token of that text; any text has one.
[[nodiscard]] store::TokenHash hash_token(std::string_view text);

// The token in an Authorization header ("Bearer" in any case, then the token); empty when it carries none.
[[nodiscard]] std::string_view bearer_token(std::string_view authorization) noexcept;

} // namespace bajin::people
