#include "server/net/client_address.hpp"

#include "server/api/http/authorize.hpp"
#include "server/net/framing.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>

namespace bajin::net
{

namespace
{

// The element behind the last comma; `list` keeps what stands before it.
std::string_view take_last(std::string_view& list)
{
	const auto comma = list.rfind(',');
	const std::string_view last = comma == std::string_view::npos ? list : list.substr(comma + 1);
	list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
	return without_blanks(last);
}

// "203.0.113.7", "203.0.113.7:4711", "2001:db8::1", "[2001:db8::1]:4711": some proxies add the port.
std::optional<Address> read_element(std::string_view text)
{
	if (text.starts_with('[')) { return parse_address(text.substr(1, std::min(text.find(']'), text.size()) - 1)); }
	if (std::count(text.begin(), text.end(), ':') == 1) { text = text.substr(0, text.find(':')); }
	return parse_address(text);
}

// The right-most address that is no trusted proxy. What stands left of an element that cannot be read proves nothing.
Address told_address(const Address& proxy, std::string_view list, const AddressRanges& trusted_proxies)
{
	Address furthest = proxy;
	while (!list.empty())
	{
		const auto element = read_element(take_last(list));
		if (!element) { break; }
		furthest = *element;
		if (!contains(trusted_proxies, furthest)) { break; }
	}
	return furthest;
}

} // namespace

Address describe_client(api::Request& request, const Peer& peer, const Forwarded& forwarded, const AddressRanges& trusted_proxies)
{
	Address address = peer.address;
	request.is_secure = peer.is_tls;
	request.peer_is_loopback = peer.is_known && address.is_loopback();
	if (!trusted_proxies.empty() && peer.is_known && contains(trusted_proxies, address))
	{
		request.peer_is_loopback = false;
		address = told_address(address, forwarded.addresses, trusted_proxies);
		if (std::string_view protocols = forwarded.protocol; !protocols.empty())
		{
			request.is_secure = boost::algorithm::iequals(take_last(protocols), "https");
		}
	}
	request.peer_address = peer.is_known ? address_text(address) : std::string();
	request.peer_network = peer.is_known ? address_text(Address{network_of(address)}) : std::string();
	return address;
}

Credential credential_of(const api::Request& request)
{
	if (!request.authorization.empty()) { return {request.authorization, false}; }
	const std::string_view token = api::session_token(request);
	return token.empty() ? Credential{} : Credential{token, true};
}

} // namespace bajin::net
