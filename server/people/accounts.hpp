// Accounts: making them, signing in and out, and the tokens that stand for a sign-in.
//
// Called by the session and users endpoints on lanes, and by the tool. A sign-in is a random token in a cookie or an
// Authorization header; its hash is stored, so sign-ins survive a restart and a stolen database opens nothing.
#pragma once

#include "server/people/sessions.hpp"
#include "server/store/account_store.hpp"
#include "shared/result.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bajin::store
{
class Writer;
} // namespace bajin::store

namespace bajin::people
{

inline constexpr std::size_t username_characters_max = 50;

// Error `invalid_field`: 1 to 50 characters of which something can be seen, no control characters. The account is given the name
// as account_name_of has it.
[[nodiscard]] Result<void> check_username(std::string_view username);

struct NewAccount
{
	std::string username;
	std::string password_hash;
	store::Role role = store::Role::viewer;
	AreaId area = 0;
	std::optional<Timestamp> expires_at = std::nullopt; // of auditors
	std::optional<Date> first_day = std::nullopt;
	std::optional<Date> last_day = std::nullopt;
	bool must_change = false;
	store::Person person = {};
};

// Inside a group. Errors: `invalid_field`, `name_taken`.
[[nodiscard]] Result<store::Account> create_account(store::Writer& writer, const NewAccount& wanted, Timestamp now);

// Writes the account as it now is. Error `last_admin` when nobody would be left to look after accounts. Ends its
// sign-ins (but `kept`) and its streams when `signs_out`.
struct AccountChange
{
	store::Account account;
	bool signs_out = false;
	std::optional<store::TokenHash> kept = std::nullopt;
};
[[nodiscard]] Result<void> change_account(store::Writer& writer, const AccountChange& change, Timestamp now);

struct SignedIn
{
	std::string token;
	std::string csrf;
	Timestamp expires_at;
};
struct SignInOrigin
{
	std::string address;
	std::string user_agent;
};
[[nodiscard]] SignedIn
sign_in(store::Writer& writer, const store::Account& account, const SignInOrigin& origin, Timestamp now, const SessionLimits& limits = {});

// Tokens of sign-ins tell themselves apart from those of phones, so that no look-up is wasted.
[[nodiscard]] bool is_sign_in_token(std::string_view text) noexcept;

// What a page has to send in X-CSRF-Token beside the cookie: derived from the token, which a page cannot read.
[[nodiscard]] std::string csrf_of(std::string_view token);

} // namespace bajin::people
