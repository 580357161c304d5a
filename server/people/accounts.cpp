#include "server/people/accounts.hpp"

#include "server/people/random.hpp"
#include "server/people/token.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/writer.hpp"
#include "shared/event.hpp"
#include "shared/plain_text.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace bajin::people
{

namespace
{

constexpr std::string_view token_prefix = "bjs_";
constexpr std::size_t user_agent_bytes_max = 200;
constexpr std::chrono::days ended_sign_ins_kept{1}; // so that who comes back late is told why

bool is_usable_admin(const store::Account& account, Timestamp now)
{
	return account.role == store::Role::admin && !account.disabled_at && (!account.expires_at || now < *account.expires_at);
}

// Whom teams and offices see behind the account differs: the reference tells it.
bool shows_otherwise(const store::Account& before, const store::Account& after)
{
	const auto shown = [](const store::Account& account)
	{ return std::tuple(account.person, account.role, account.area, account.disabled_at.has_value()); };
	return (before.person != store::Person{} || after.person != store::Person{}) && shown(before) != shown(after);
}

void tell_reference(store::Writer& writer)
{
	store::note_reference_change(writer.database());
	writer.reload_reference();
}

// Names that were given before they were compared as people read them stand under other keys.
bool is_name_taken(store::Database& database, std::string_view username)
{
	const std::string key = store::username_key(username);
	const auto accounts = store::list_accounts(database);
	return std::ranges::any_of(accounts, [&key](const store::Account& account) { return store::username_key(account.username) == key; });
}

// Whatever a header holds: stored text must be UTF-8.
std::string printable(std::string_view text)
{
	std::string clean(text.substr(0, user_agent_bytes_max));
	std::erase_if(clean, [](char c) { return c < 0x20 || c > 0x7E; });
	return clean;
}

} // namespace

Result<void> check_username(std::string_view username)
{
	const std::size_t characters = count_characters(account_name_of(username));
	const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
	if (characters == 0 || characters > username_characters_max || std::ranges::any_of(username, is_control))
	{
		return Error{"invalid_field", "username: 1 to 50 characters that can be seen, no line breaks", "/username"};
	}
	return {};
}

Result<store::Account> create_account(store::Writer& writer, const NewAccount& wanted, Timestamp now)
{
	if (auto checked = check_username(wanted.username); !checked) { return checked.error(); }
	if (is_name_taken(writer.database(), wanted.username)) { return Error{"name_taken", "", "/username"}; }
	store::Account account;
	account.id = make_id(now);
	account.username = account_name_of(wanted.username);
	account.role = wanted.role;
	account.area = wanted.area;
	account.password_hash = wanted.password_hash;
	account.created_at = now;
	account.expires_at = wanted.expires_at;
	account.first_day = wanted.first_day;
	account.last_day = wanted.last_day;
	account.must_change = wanted.must_change;
	account.person = wanted.person;
	store::insert_account(writer.database(), account);
	if (account.person != store::Person{}) { tell_reference(writer); }
	return account;
}

Result<void> change_account(store::Writer& writer, const AccountChange& change, Timestamp now)
{
	if (!is_usable_admin(change.account, now))
	{
		const auto accounts = store::list_accounts(writer.database());
		const auto is_other_admin = [&](const store::Account& other)
		{ return other.id != change.account.id && is_usable_admin(other, now); };
		const bool was_admin = std::ranges::any_of(
			accounts, [&](const store::Account& other) { return other.id == change.account.id && is_usable_admin(other, now); });
		if (was_admin && std::ranges::none_of(accounts, is_other_admin)) { return Error{"last_admin", "", ""}; }
	}
	const auto before = store::find_account(writer.database(), change.account.id);
	store::update_account(writer.database(), change.account);
	if (before && shows_otherwise(*before, change.account)) { tell_reference(writer); }
	if (change.signs_out)
	{
		store::remove_sign_ins(writer.database(), change.account.id, change.kept);
		writer.note_access_changed(change.account.id);
	}
	return {};
}

SignedIn
sign_in(store::Writer& writer, const store::Account& account, const SignInOrigin& origin, Timestamp now, const SessionLimits& limits)
{
	store::remove_expired_sign_ins(writer.database(), now - ended_sign_ins_kept);
	const std::string text = std::string(token_prefix) + make_token().text;
	store::SignIn made;
	made.token = hash_token(text);
	made.id = make_id(now);
	made.account = account.id;
	made.created_at = now;
	made.expires_at = now + limits.longest;
	made.used_at = now;
	made.proven_at = now;
	made.address = origin.address;
	made.user_agent = printable(origin.user_agent);
	store::insert_sign_in(writer.database(), made);
	return {text, csrf_of(text), made.expires_at};
}

bool is_sign_in_token(std::string_view text) noexcept
{
	return text.starts_with(token_prefix);
}

std::string csrf_of(std::string_view token)
{
	const store::TokenHash hash = hash_token("csrf " + std::string(token));
	std::array<char, sodium_base64_ENCODED_LEN(std::tuple_size_v<store::TokenHash>, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
	sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return text.data();
}

} // namespace bajin::people
