// From a request to somebody who may ask: credentials on the I/O thread, the rest on the lane (see reply.hpp).
//
// Used by the router for every route. A bearer token wins over a cookie; a cookie alone changes nothing without its CSRF
// token, and never from another site.
#pragma once

#include "server/api/http/http.hpp"
#include "server/api/http/reply.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bajin::api
{

// What the cookie of a session is called. Over TLS by the prefix with which browsers take it from this very host alone, for all
// of its paths, and never from a plain page (RFC 6265bis, section 4.1.3.2).
[[nodiscard]] constexpr std::string_view session_cookie(bool is_secure) noexcept
{
	return is_secure ? "__Host-bajin_session" : "bajin_session";
}

// True for a peer on a loopback address without forwarding headers.
[[nodiscard]] bool is_local_caller(const Request& request) noexcept;

// The token of the session in the cookies; empty when there is none.
[[nodiscard]] std::string_view session_token(const Request& request) noexcept;

// Who a request says it comes from, as far as it shows by itself.
[[nodiscard]] people::Credentials read_credentials(const Request& request, Timestamp at);

// The refusal of what a browser was made to send by another page: `csrf` or `cross_site`. Empty: go on. Older browsers send no
// Sec-Fetch-Site: then the Origin has to be the host that was asked, or that of the public URL.
[[nodiscard]] std::optional<Refusal> refuse_forgery(const Request& request, people::Action action, std::string_view public_url);

// Finds out who shows these; sets `holder`, which must live until then, to the device or account. Answers 200 without a body,
// or the refusal of those who are nobody.
[[nodiscard]] std::unique_ptr<ReadWork> identify(people::Credentials credentials, std::optional<Uuid>& holder);

// Makes the reply wait for who asks: work is bound, a ready answer (of a wrong parameter, say) is given only to those who
// may ask at all.
[[nodiscard]] Reply require(Reply reply, Requirement requirement);

} // namespace bajin::api
