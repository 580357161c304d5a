// The Set-Cookie header of a session, for those who begin and end one.
#pragma once

#include "server/api/http/authorize.hpp"

#include <chrono>
#include <string>

namespace bajin::api
{

// An empty token and no time take the cookie away.
[[nodiscard]] inline std::string session_cookie_text(const std::string& token, std::chrono::seconds max_age, bool is_secure)
{
	return std::string(session_cookie(is_secure)) + "=" + token + "; Path=/; Max-Age=" + std::to_string(max_age.count()) +
		   "; HttpOnly; SameSite=Strict" + (is_secure ? "; Secure" : "");
}

} // namespace bajin::api
