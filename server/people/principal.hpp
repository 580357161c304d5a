// Who asks: nobody, somebody on the server's own machine, a phone, or an account.
//
// Found by api/authorize on a lane, inside the transaction of the work that then runs in the caller's name. What a caller
// may do is decided in people/access.
#pragma once

#include "server/people/sessions.hpp"
#include "server/store/account_store.hpp"
#include "server/store/device_store.hpp"
#include "shared/result.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::store
{
class Reader;
class Writer;
} // namespace bajin::store

namespace bajin::people
{

// What a request shows of who asks. Made on the I/O thread; nothing is looked up.
struct Credentials
{
	enum class Kind : std::uint8_t
	{
		none,
		device,  // a bearer token that is a phone's, or anything else
		account, // a bearer token or cookie of a sign-in
	};
	Kind kind = Kind::none;
	store::TokenHash token{};
	bool is_local = false;        // a peer on a loopback address, without forwarding headers
	std::string address;          // of the client, as text
	Timestamp at{};               // by which is judged what has expired
	bool is_cookie = false;       // of a page, not of a program
	bool is_use = true;           // asked for by a person; false: by the page alone
	std::chrono::seconds idle{0}; // how long before the request the person last did something
	Sessions* sessions = nullptr; // limits, and when each was last used; nullptr: the usual limits, nothing noted
};

// The sign-in of a caller.
struct OwnSession
{
	Uuid id;
	Timestamp used_at;
	Timestamp idle_ends_at; // unless it is used before
	Timestamp expires_at;   // whatever happens
	bool is_proven = true;  // the password was typed a short while ago, or a program asks
};

struct Principal
{
	enum class Kind : std::uint8_t
	{
		nobody,
		local, // on the server's own machine, while there are no accounts
		device,
		account,
	};
	Kind kind = Kind::nobody;
	bool is_local = false;
	std::string address;
	store::TokenHash token{};
	store::Account account;                      // of Kind::account
	OwnSession session;                          // of Kind::account
	std::shared_ptr<const store::Device> device; // of Kind::device
	std::vector<Uuid> teams;                     // for which the device stands now

	// Who, for the audit trail and for people: the username, or the name of the phone.
	[[nodiscard]] std::string name() const;
	[[nodiscard]] std::optional<Uuid> id() const;
};

// Refusals: `unauthenticated` (unknown or revoked), `session_idle` (nobody used it for long), `session_over` (it has lasted as long as
// it may), `device_lost`, `account_disabled`.
[[nodiscard]] Result<Principal> find_principal(store::Writer& writer, const Credentials& credentials);
[[nodiscard]] Result<Principal> find_principal(store::Reader& reader, const Credentials& credentials);

} // namespace bajin::people
