// Accounts and their sign-ins. Who may do what with them is decided in server/people.
//
// Called by server/people inside a group of the writer, and by read work inside a snapshot.
#pragma once

#include "server/store/database.hpp"
#include "shared/area.hpp"
#include "shared/calendar.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::store
{

// Stored by number: append only.
enum class Role : std::uint8_t
{
	admin = 0,
	coordinator = 1, // sees and acts on everything at or below its area
	viewer = 2,      // figures of its area
	auditor = 3,     // reads the records of its area and its days, changes nothing
};
[[nodiscard]] std::string_view to_string(Role role) noexcept;
[[nodiscard]] std::optional<Role> parse_role(std::string_view text) noexcept;

// Who stands behind an account, as pages and papers name them; each may be empty.
struct Person
{
	std::string name;
	std::string unit;      // where the person works
	std::string telephone; // at work: the teams of the area may call it

	bool operator==(const Person&) const = default;
};

struct Account
{
	Uuid id;
	std::string username;
	Person person;
	Role role = Role::viewer;
	AreaId area = 0;
	std::string password_hash;
	Timestamp created_at;
	std::optional<Timestamp> disabled_at;
	std::optional<Timestamp> expires_at;
	std::optional<Date> first_day;
	std::optional<Date> last_day;
	bool must_change = false; // somebody else chose its password: it is to be changed before all else
};

// The form by which names are compared: ASCII letters in lower case.
[[nodiscard]] std::string username_key(std::string_view username);

[[nodiscard]] bool has_accounts(Database& database);
[[nodiscard]] std::optional<Account> find_account(Database& database, const Uuid& id);
[[nodiscard]] std::optional<Account> find_account_by_name(Database& database, std::string_view username);
[[nodiscard]] std::vector<Account> list_accounts(Database& database); // by name

// The name must be free.
void insert_account(Database& database, const Account& account);
void update_account(Database& database, const Account& account);

struct SignIn
{
	TokenHash token{};
	Uuid id; // by which its owner names it; opens nothing
	Uuid account;
	Timestamp created_at;
	Timestamp expires_at;
	Timestamp used_at;   // when a person last asked for something, to the minute
	Timestamp proven_at; // when the password was last typed
	std::string address;
	std::string user_agent;
};
void insert_sign_in(Database& database, const SignIn& sign_in);

// A sign-in and whose it is, whether or not it is over.
struct FoundSignIn
{
	SignIn sign_in;
	Account account;
};
[[nodiscard]] std::optional<FoundSignIn> find_sign_in(Database& database, const TokenHash& token);

// Of an account, the newest first, those that are over too; 1,000 at most.
[[nodiscard]] std::vector<SignIn> list_sign_ins(Database& database, const Uuid& account);

// When one was last used; never earlier than what stands there.
struct SignInUse
{
	TokenHash token{};
	Timestamp used_at;
};
void note_sign_in_use(Database& database, const SignInUse& use);

// Its password was typed once more.
void prove_sign_in(Database& database, const TokenHash& token, Timestamp now);

void remove_sign_in(Database& database, const TokenHash& token);

// False: the account has none with that id.
[[nodiscard]] bool remove_sign_in_by_id(Database& database, const Uuid& account, const Uuid& id);

// All of an account but `kept`; gives how many there were.
std::int64_t remove_sign_ins(Database& database, const Uuid& account, const std::optional<TokenHash>& kept);

// Those that came to their end before `until`.
void remove_expired_sign_ins(Database& database, Timestamp until);
void remove_every_sign_in(Database& database);

} // namespace bajin::store
