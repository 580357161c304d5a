// Who asks, and over what: from the peer's address and from what a trusted proxy tells of its own caller. Pure.
//
// Called by the connection for each request, on the I/O thread. Forwarding headers are believed from a trusted proxy
// alone; from anybody else they only mark the request as one that is not the server's own machine asking.
#pragma once

#include "server/api/http/http.hpp"
#include "server/net/address.hpp"

#include <string_view>

namespace bajin::net
{

struct Peer
{
	Address address;
	bool is_known = false; // false: the socket was dead before it was asked
	bool is_tls = false;
};

struct Forwarded
{
	std::string_view addresses; // X-Forwarded-For, several headers joined by commas
	std::string_view protocol;  // X-Forwarded-Proto
};

// Sets peer_address, peer_network, peer_is_loopback and is_secure, and gives the address that peer_address tells. A trusted proxy is
// never loopback itself: it may have forgotten its headers.
Address describe_client(api::Request& request, const Peer& peer, const Forwarded& forwarded, const AddressRanges& trusted_proxies);

// What the budgets know a caller by: the Authorization header, else the session cookie; empty: neither. Points into `request`.
struct Credential
{
	std::string_view text;
	bool is_cookie = false;
};
[[nodiscard]] Credential credential_of(const api::Request& request);

} // namespace bajin::net
